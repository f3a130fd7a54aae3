package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import quotient.training.Job.Kind;
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
            Job.amsGrad(9, 7, 5, 4),
            Job.amsGrad(9, 7, 5, 4).publicScales().bias(64),
            image(Kind.SIGNUM, "conv 2 3, conv 3 2 pad 1, fc 4").ema(),
            image(Kind.SIGNUM, "conv 2 3 pad 1, pool 2, conv 2 2, pool 2, fc 4"),
            image(Kind.SIGNUM, "conv 2 3 stride 2, pool 2, fc 3, fc 4").errorBits(4).bias(127),
            image(Kind.SIGNUM, "conv 2 3, maxpool 2, conv 1 5, fc 4").rotate(5).errorBits(6),
            image(Kind.SIGNUM, "conv 2 2 pad 1, maxpool 3, fc 4").bias(1).errorShifts(0),
            image(Kind.SIGNUM, "conv 2 3, sumpool 2, conv 2 2, fc 4").errorBits(5).bias(64),
            image(Kind.SIGNUM, "conv 2 3, sumpool 3, fc 4").ema(),
            image(Kind.SIGNUM, "conv 2 3, res 3, pool 2, res 3, fc 4").bias(64).ema(),
            image(Kind.SIGNUM, "conv 2 3, sumpool 2, res 3, maxpool 2, fc 4").errorBits(4),
            image(Kind.SIGNUM, "conv 2 4, res 5, sumpool 2, fc 4").bias(3),
            // Skips that are much larger than what they join.
            image(Kind.SIGNUM, "conv 2 2, res 1, fc 4")
                .forwardShifts(1, 2, 5, 2)
                .errorShifts(0, 2, 1),
            image(Kind.SIGNUM, "conv 2 2, sumpool 2, res 1, pool 2, fc 4")
                .forwardShifts(1, 2, 5, 2)
                .errorShifts(0, 2, 1),
            image(Kind.AMSGRAD, "conv 2 3, maxpool 2, conv 1 5, sumpool 2, fc 4").bias(64),
            image(Kind.AMSGRAD, "conv 2 3, pool 2, conv 1 5, fc 4"),
            image(Kind.AMSGRAD, "conv 2 3, res 3, maxpool 2, fc 4").bias(64))
        .map(job -> job.batch(BATCH).epochs(4).build());
  }

  private static Job image(Kind kind, String layers) {
    return Job.images(kind, new Shape(5, 6, 2), layers);
  }

  /** The layers of a job, its initial weights, and the same as plain ones. */
  private final class Both {
    final TrainingJob job;
    final List<Bounds> bounds;
    final Optimizer optimizer;
    final List<Parameter> parameters = new ArrayList<>();
    final List<PlainLayer> plain = new ArrayList<>();
    private final Map<Integer, Layer> hidden = new HashMap<>();

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

    /** The hidden layer whose first weights are those of {@code l}. */
    Layer hidden(int l) {
      return hidden.computeIfAbsent(l, this::newHidden);
    }

    private Layer newHidden(int l) {
      Bounds b = bounds.get(l);
      Bounds next = bounds.get(l + 1);
      ChainLayer layer = new ChainLayer(linear(l), rectifier(l));
      return next.of().takesSkip()
          ? new ResidualLayer(
              engine,
              job.method().publicShifts().orElseThrow(),
              b,
              layer,
              linear(l + 1),
              rectifier(l + 1))
          : layer;
    }

    private Rectifier rectifier(int l) {
      Bounds b = bounds.get(l);
      Normalization normalization =
          Normalization.of(engine, job, b, () -> PowerOfTwo.initialScale(b));
      return Rectifier.of(engine, b, normalization, bounds.get(l + 1));
    }

    boolean isBlock(int l) {
      return plain.get(l + 1).shape.endsBlock();
    }

    /** The index of the layer after the hidden one that begins with {@code l}. */
    int after(int l) {
      return isBlock(l) ? l + 2 : l + 1;
    }

    /** Makes all ternary weights as this. */
    void setTernary(int value) {
      for (int l = 0; l < bounds.size(); l++) {
        long latent = value * ((1L << (bounds.get(l).weightBits() - 1)) - 1);
        for (long[] row : plain.get(l).w) {
          Arrays.fill(row, latent);
        }
        for (int g = 0; g < bounds.get(l).groups(); g++) {
          long[] group = new long[parameters.get(l).group(g).lanes()];
          Arrays.fill(group, latent);
          parameters.get(l).replaceGroup(g, Bits.ofPublic(group, bounds.get(l).weightBits()));
        }
      }
    }

    /** Fails unless a hidden layer does with these what the oracle does. */
    void check(int l, int iteration, long[][] a, long[][] raw) {
      Layer layer = hidden(l);
      Tape tape = new Tape(batch(iteration));
      Gradients gradients = new Gradients();
      Plain expected = isBlock(l) ? block(l, iteration, a, raw) : chain(l, iteration, a, raw);
      int after = after(l);
      assertThat(values(layer.forward(inputs(a), tape))).isEqualTo(flat(biased(expected.out)));
      int width = bounds.get(after).errorSum().width();
      Optional<Shares> down = layer.backward(shares(raw, width), tape, gradients);
      for (int i = l; i < after; i++) {
        assertThat(values(gradients.of(parameters.get(i))))
            .isEqualTo(flat(expected.gradients.get(i - l)));
      }
      assertThat(down.isPresent()).isEqualTo(l > 0);
      down.ifPresent(d -> assertThat(values(d)).isEqualTo(flat(expected.down)));
    }

    void checkPrediction(int l, long[][] a) {
      PlainLayer first = plain.get(l);
      long[][] out = first.activate(first.sums(a), false);
      if (isBlock(l)) {
        out = plain.get(l + 1).activate(plain.get(l + 1).sums(out, a), false);
      }
      assertThat(values(hidden(l).predict(inputs(a)))).isEqualTo(flat(biased(out)));
    }

    private Plain chain(int l, int iteration, long[][] a, long[][] raw) {
      PlainLayer layer = plain.get(l);
      long[][] z = layer.sums(a);
      long[][] out = layer.activate(z, true);
      long[][] e = layer.errors(raw, z, dither(iteration, l));
      return new Plain(out, layer.raw(e), List.<long[][]>of(layer.gradient(a, e)));
    }

    private Plain block(int l, int iteration, long[][] a, long[][] raw) {
      PlainLayer first = plain.get(l);
      PlainLayer second = plain.get(l + 1);
      long[][] z1 = first.sums(a);
      long[][] between = first.activate(z1, true);
      long[][] z2 = second.sums(between, a);
      long[][] out = second.activate(z2, true);
      long[][] e2 = second.errors(raw, z2, dither(iteration, l + 1));
      long[][] e1 = first.errors(second.raw(e2), z1, dither(iteration, l));
      return new Plain(
          out,
          first.raw(e1, second, e2),
          List.of(first.gradient(a, e1), second.gradient(between, e2)));
    }

    /** Inputs as a layer gets them: with the bias, and as shares where they are sums. */
    private Matrix inputs(long[][] a) {
      long[][] x = biased(a);
      return Arrays.stream(flat(x)).allMatch(v -> Math.abs(v) <= 127)
          ? known(x)
          : Matrix.ofShares(shares(x, 64));
    }

    private long[][] biased(long[][] a) {
      int bias = job.network().bias();
      return bias == 0 ? a : Arrays.stream(a).map(row -> with(row, bias)).toArray(long[][]::new);
    }

    /** The dither of an iteration as it is when layer {@code l} takes its numbers. */
    SplittableRandom dither(int iteration, int l) {
      SplittableRandom random = new SplittableRandom(job.schedule().seed() ^ 0x5DEECE66DL);
      int last = bounds.size() - 1;
      IntStream all = IntStream.range(0, iteration).flatMap(t -> IntStream.rangeClosed(0, last));
      IntStream above = IntStream.rangeClosed(l + 1, last);
      IntStream.concat(all, above)
          .filter(this::isDithered)
          .map(i -> BATCH * plain.get(i).shape.scaledErrors())
          .forEach(count -> random.longs(count).forEach(_ -> {}));
      return random;
    }

    private boolean isDithered(int l) {
      return job.method() instanceof Method.Signum signum
          && signum.errorBits() < 8
          && (l == bounds.size() - 1 || signum.shifts().error().get(l) > 0);
    }
  }

  /** What a hidden layer should give; gradients of the first of a block before the second. */
  private record Plain(long[][] out, long[][] down, List<long[][]> gradients) {}

  private static long[] with(long[] row, long last) {
    long[] out = Arrays.copyOf(row, row.length + 1);
    out[row.length] = last;
    return out;
  }

  private long[] values(Matrix x) {
    return values(engine.shares(x, Math.min(32, x.widestRing())));
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
    for (int l = 0; l < both.bounds.size() - 1; l = both.after(l)) {
      PlainShape shape = both.plain.get(l).shape;
      PlainShape last = both.plain.get(both.after(l) - 1).shape;
      int range = 127 * both.bounds.get(l).of().inputRange();
      long[][] a = random(random, BATCH, shape.inputs(), range);
      long[][] raw =
          random(random, BATCH, last.outputs(), 127 * both.plain.get(both.after(l)).shape.out());
      both.check(l, 0, a, raw);
      both.check(l, 1, a, raw);
      both.checkPrediction(l, random(random, 3, shape.inputs(), range));
    }
  }

  /** As large as they can be: inputs and errors, while all weights are 1 or -1. */
  @ParameterizedTest
  @MethodSource("jobs")
  void hiddenLayersOfExtremeValuesEqualPlainIntegers(TrainingJob job) {
    for (int ternary : new int[] {1, -1}) {
      Both both = new Both(job);
      both.setTernary(ternary);
      for (int l = 0; l < both.bounds.size() - 1; l = both.after(l)) {
        int after = both.after(l);
        PlainLayer above = both.plain.get(after);
        boolean belowBlock = after + 1 < both.bounds.size() && both.isBlock(after);
        int inputs = both.plain.get(l).shape.inputs();
        long range = 127L * both.bounds.get(l).of().inputRange();
        for (int sign : new int[] {1, -1}) {
          long[][] e = constant(above.shape.sums(), 127L * sign);
          long[][] raw =
              belowBlock
                  ? above.raw(
                      e,
                      both.plain.get(after + 1),
                      constant(both.plain.get(after + 1).shape.sums(), 127L * sign * ternary))
                  : above.raw(e);
          both.check(l, 0, constant(inputs, range), raw);
          both.check(l, 0, constant(inputs, -range), raw);
          both.checkPrediction(l, constant(inputs, sign * range));
        }
      }
    }
  }

  private static long[][] constant(int columns, long value) {
    long[][] x = new long[BATCH][columns];
    Arrays.stream(x).forEach(row -> Arrays.fill(row, value));
    return x;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theOutputLayerEqualsPlainIntegers(TrainingJob job) {
    Both both = new Both(job);
    int l = both.bounds.size() - 1;
    PlainLayer plain = both.plain.get(l);
    Loss loss = new Loss(engine, both.bounds.get(l).forwardShift(), ErrorRounding.ofOutput(job));
    OutputLayer layer = new OutputLayer(engine, both.linear(l), loss);
    int range = 127 * both.bounds.get(l).of().inputRange();
    long[][] a = random(new SplittableRandom(6), BATCH, plain.shape.inputs(), range);
    int[] labels = {3, 0, 1, 2, 3, 3};
    long[] oneHot = new long[1];
    for (int b = 0; b < BATCH; b++) {
      oneHot[0] |= 1L << (4 * b + labels[b]);
    }
    Tape tape = new Tape(batch(1));
    Gradients gradients = new Gradients();
    long[][] bits = {oneHot};
    Labels oneHotLabels =
        new Labels(
            engine.fromXorShare(bits, 4 * BATCH),
            Shares.of(BATCH, 4, Long.SIZE, BitVectors.join(bits, 4 * BATCH)));
    Optional<Shares> down = layer.learn(both.inputs(a), oneHotLabels, tape, gradients);
    long[][] z = plain.sums(a);
    long[][] e = plain.loss(z, labels, both.dither(1, l));
    assertThat(values(gradients.of(both.parameters.get(l)))).isEqualTo(flat(plain.gradient(a, e)));
    assertThat(values(down.orElseThrow())).isEqualTo(flat(plain.raw(e)));
    assertThat(signed(layer.logits(both.inputs(a)))).isEqualTo(flat(plain.logits(z)));
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
    Labels labels = Labels.of(engine, examples, batch.rows(), 4);
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
