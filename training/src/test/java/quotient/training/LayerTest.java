package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.ClearEngine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.Protocols;

/** Each layer and each update alone, compared with plain integers. */
class LayerTest {
  private static final int BATCH = 6;

  private final ClearEngine engine = new ClearEngine();

  static Stream<TrainingJob> jobs() {
    return Stream.of(
            Job.signum(9, 7, 5, 4),
            Job.signum(9, 7, 5, 4).ema().step(512),
            Job.signum(9, 7, 5, 4).rotate(4).step(64),
            Job.signum(9, 7, 5, 4).rotate(2).ema(),
            Job.signum(9, 7, 5, 4).errorBits(4).errorShifts(2, 3),
            Job.signum(9, 7, 5, 4).errorBits(2).errorShifts(0, 6).forwardShifts(0, 9, 3),
            Job.amsGrad(9, 7, 5, 4))
        .map(job -> job.batch(BATCH).epochs(4).build());
  }

  /** The layers of a job, its initial weights, and the same as plain ones. */
  private final class Both {
    final TrainingJob job;
    final List<Bounds> bounds;
    final Optimizer optimizer;
    final List<Parameter> parameters = new ArrayList<>();
    final List<PlainLayer> plain = new ArrayList<>();

    Both(TrainingJob job) {
      this.job = job;
      bounds = Bounds.of(job);
      optimizer = Optimizer.of(engine, job, 1000);
      SplittableRandom random = new SplittableRandom(1);
      int step = job.method() instanceof Method.Signum s ? s.step(BATCH, 1000) : 0;
      for (Bounds b : bounds) {
        long before =
            bounds.stream().limit(b.layer()).mapToLong(below -> below.of().weights()).sum();
        parameters.add(Parameter.initial(engine, b, 1, before, optimizer.initial(b)));
        plain.add(new PlainLayer(job, b.layer(), step, random));
      }
    }

    Linear linear(int l) {
      return new Linear(engine, parameters.get(l), bounds.get(l));
    }

    Layer hidden(int l) {
      Bounds b = bounds.get(l);
      Normalization normalization =
          Normalization.of(engine, job, b, () -> PowerOfTwo.initialScale(b));
      return new ChainLayer(linear(l), Rectifier.of(engine, b, normalization, bounds.get(l + 1)));
    }

    /** The dither of an iteration as it is when layer {@code l} takes its numbers. */
    SplittableRandom dither(int iteration, int l) {
      SplittableRandom random = new SplittableRandom(job.schedule().seed() ^ 0x5DEECE66DL);
      int last = bounds.size() - 1;
      IntStream all = IntStream.range(0, iteration).flatMap(t -> IntStream.rangeClosed(0, last));
      IntStream above = IntStream.rangeClosed(l + 1, last);
      IntStream.concat(all, above)
          .filter(this::isDithered)
          .map(i -> BATCH * bounds.get(i).outputs())
          .forEach(count -> random.longs(count).forEach(_ -> {}));
      return random;
    }

    private boolean isDithered(int l) {
      return job.method() instanceof Method.Signum signum
          && signum.errorBits() < 8
          && (l == bounds.size() - 1 || signum.shifts().error().get(l) > 0);
    }
  }

  private static long[][] random(SplittableRandom random, int rows, int columns, int max) {
    long[][] x = new long[rows][columns];
    for (long[] row : x) {
      Arrays.setAll(row, i -> random.nextInt(8) == 0 ? max : random.nextInt(-max, max + 1));
    }
    return x;
  }

  private static long[] flat(long[][] x) {
    return Arrays.stream(x).flatMapToLong(Arrays::stream).toArray();
  }

  private static Matrix known(long[][] x) {
    Planes planes =
        Planes.of(
            x.length,
            x[0].length,
            Planes.signedWeights(8),
            BitVectors.split(flat(x), 0, x.length * x[0].length, 8));
    return Matrix.ofBits(planes, 32);
  }

  private static Shares shares(long[][] x, int width) {
    return Shares.of(x.length, x[0].length, width, flat(x));
  }

  private long[] values(Shares x) {
    int unused = 64 - x.width();
    return Arrays.stream(engine.open(x, Recipient.BOTH).orElseThrow())
        .map(v -> v << unused >> unused)
        .toArray();
  }

  private long[] signed(Bits x) {
    int unused = 64 - x.width();
    return Arrays.stream(unsigned(x)).map(v -> v << unused >> unused).toArray();
  }

  private long[] unsigned(Bits x) {
    return BitVectors.join(engine.open(x, Recipient.BOTH).orElseThrow(), x.lanes());
  }

  private static Batch batch(int iteration) {
    return Batch.whole(iteration, IntStream.range(0, BATCH).toArray());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void hiddenLayersForwardAndBackwardEqualPlainIntegers(TrainingJob job) {
    Both both = new Both(job);
    SplittableRandom random = new SplittableRandom(5);
    for (int l = 0; l < both.bounds.size() - 1; l++) {
      PlainLayer plain = both.plain.get(l);
      Layer layer = both.hidden(l);
      long[][] a = random(random, BATCH, both.bounds.get(l).inputs(), 127);
      long[][] raw =
          random(
              random, BATCH, both.bounds.get(l).outputs(), 127 * both.bounds.get(l + 1).outputs());
      for (int iteration = 0; iteration < 2; iteration++) {
        Tape tape = new Tape(batch(iteration));
        Gradients gradients = new Gradients();
        Matrix out = layer.forward(known(a), tape);
        long[][] z = plain.sums(a);
        assertThat(out.planes().orElseThrow().values()).isEqualTo(flat(plain.activate(z, true)));
        int width = both.bounds.get(l + 1).errorSum().width();
        Optional<Shares> down = layer.backward(shares(raw, width), tape, gradients);
        long[][] e = plain.errors(raw, z, both.dither(iteration, l));
        assertThat(values(gradients.of(both.parameters.get(l))))
            .isEqualTo(flat(PlainLayer.gradient(a, e)));
        assertThat(down.isPresent()).isEqualTo(l > 0);
        down.ifPresent(d -> assertThat(values(d)).isEqualTo(flat(plain.raw(e))));
      }
      long[][] larger = random(random, 3, both.bounds.get(l).inputs(), 127);
      assertThat(layer.predict(known(larger)).planes().orElseThrow().values())
          .isEqualTo(flat(plain.activate(plain.sums(larger), false)));
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theOutputLayerEqualsPlainIntegers(TrainingJob job) {
    Both both = new Both(job);
    int l = both.bounds.size() - 1;
    PlainLayer plain = both.plain.get(l);
    Loss loss = new Loss(engine, both.bounds.get(l).forwardShift(), ErrorRounding.ofOutput(job));
    OutputLayer layer = new OutputLayer(engine, both.linear(l), loss);
    long[][] a = random(new SplittableRandom(6), BATCH, both.bounds.get(l).inputs(), 127);
    int[] labels = {3, 0, 1, 2, 3, 3};
    long[] oneHot = new long[1];
    for (int b = 0; b < BATCH; b++) {
      oneHot[0] |= 1L << (4 * b + labels[b]);
    }
    Tape tape = new Tape(batch(1));
    Gradients gradients = new Gradients();
    Bits labelBits = engine.fromXorShare(new long[][] {oneHot}, 4 * BATCH);
    Optional<Shares> down = layer.learn(known(a), labelBits, tape, gradients);
    long[][] z = plain.sums(a);
    long[][] e = plain.loss(z, labels, both.dither(1, l));
    assertThat(values(gradients.of(both.parameters.get(l))))
        .isEqualTo(flat(PlainLayer.gradient(a, e)));
    assertThat(values(down.orElseThrow())).isEqualTo(flat(plain.raw(e)));
    assertThat(signed(layer.logits(known(a)))).isEqualTo(flat(plain.logits(z)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void updatesEqualPlainIntegers(TrainingJob job) {
    Both both = new Both(job);
    SplittableRandom random = new SplittableRandom(7);
    for (int t = 0; t < 40; t++) {
      Gradients gradients = new Gradients();
      int marks = t / 11;
      for (int l = 0; l < both.bounds.size(); l++) {
        Bounds b = both.bounds.get(l);
        int most = t % 5 == 0 ? 127 * 127 * BATCH : 20;
        long[][] g = random(random, b.inputs(), b.outputs(), most);
        gradients.put(both.parameters.get(l), shares(g, b.gradientRing().width()));
        both.plain.get(l).update(g, t, marks);
      }
      both.optimizer.update(both.parameters, gradients, new Clock(t, marks));
      for (int l = 0; l < both.bounds.size(); l++) {
        Parameter parameter = both.parameters.get(l);
        Bits weights = engine.fromXorShare(parameter.xorShare(), both.bounds.get(l).weights());
        assertThat(signed(weights)).as("%d, %d", t, l).isEqualTo(flat(both.plain.get(l).w));
      }
    }
  }

  /** With public shifts a batch may be computed in parts, dither included. */
  @Test
  void gradientsOfPartsAddUpToThoseOfTheBatch() {
    TrainingJob job = Job.signum(9, 7, 5, 4).batch(BATCH).errorBits(4).errorShifts(2, 3).build();
    Table table = Table.random(3, 20, 9, 4, true);
    Both both = new Both(job);
    Layers layers =
        new Layers(
            engine,
            job,
            b -> both.parameters.get(b.layer()),
            b -> new PublicShifts(engine, b, ErrorRounding.of(job, b.layer())));
    Batch whole = new Batches(job, 20).at(2);
    int[] rows = whole.rows();
    Gradients all = learn(layers, table, whole);
    Gradients head = learn(layers, table, new Batch(2, Arrays.copyOf(rows, 2), 0, BATCH));
    Gradients tail =
        learn(layers, table, new Batch(2, Arrays.copyOfRange(rows, 2, BATCH), 2, BATCH));
    for (Parameter parameter : both.parameters) {
      assertThat(values(head.of(parameter).plus(tail.of(parameter))))
          .isEqualTo(values(all.of(parameter)));
    }
  }

  private Gradients learn(Layers layers, Table table, Batch batch) {
    Examples examples = table.dealtTo(null);
    Bits labels = engine.fromXorShare(examples.oneHotLabels(batch.rows(), 4), 4 * batch.size());
    return layers.learn(examples.features(batch.rows(), 0), labels, batch);
  }

  /** A product that no protocol computes. */
  @Test
  void aLayerWithoutAProductIsNamed() {
    Both both = new Both(Job.signum(9, 7, 4).batch(BATCH).build());
    Bounds b = both.bounds.get(1);
    Bounds wide =
        new Bounds(
            b.of(),
            b.weightBits(),
            b.groups(),
            b.forwardShift(),
            b.errorShift(),
            b.sumBits(),
            40,
            b.skipSumBits(),
            b.errorSum(),
            b.skipErrorBits(),
            b.gradientBits(),
            Ring.of(40));
    // Neither operand's shares can be had in a ring that wide.
    Matrix in = Matrix.ofBits(known(new long[2][7]).planes().orElseThrow(), 12);
    Weights weights =
        Weights.fixed(Matrix.ofBits(both.parameters.get(1).ternary().planes().orElseThrow(), 12));
    PlanningEngine planning = new PlanningEngine(Protocols.DEFAULT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linear(planning, weights, wide).forward(in, new Tape(batch(0))))
        .withMessage("layer 2 (7 x 4): no protocol multiplies 2 x 7 by 7 x 4 exactly modulo 2^40");
  }
}
