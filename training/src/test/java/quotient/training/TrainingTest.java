package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.InProcess.Both;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;

/**
 * Whole trainings of small networks of odd shapes, compared with plain integers after every
 * iteration, and then their predictions: on the clear engine many, on two parties' engines some.
 */
class TrainingTest {
  /** A job and its data. */
  record Case(TrainingJob job, Table table) {
    @Override
    public String toString() {
      return job + (table.signed() ? ", signed, " : ", ") + table.rows() + " rows";
    }

    private int[] someRows() {
      return IntStream.range(0, Math.min(7, table.rows())).toArray();
    }

    /** CRCs of the initial weights and after each iteration, then logits. */
    List<Integer> plain(int iterations) {
      PlainTrainer trainer = new PlainTrainer(job, table);
      List<Integer> out = new ArrayList<>(List.of(trainer.crc()));
      for (int i = 0; i < iterations; i++) {
        trainer.iterate();
        out.add(trainer.crc());
      }
      for (int[] row : trainer.logits(table, someRows())) {
        Arrays.stream(row).forEach(out::add);
      }
      return out;
    }

    List<Integer> onEngine(Engine engine, Examples examples, int iterations) {
      Trainer trainer = new Trainer(engine, job, examples);
      List<Integer> out = new ArrayList<>(List.of(InsecureWeights.crc(engine, trainer.model())));
      for (int i = 0; i < iterations; i++) {
        trainer.iterate();
        out.add(InsecureWeights.crc(engine, trainer.model()));
      }
      int[][] logits =
          new Inference(engine, trainer.model())
              .openLogits(examples, someRows(), Recipient.BOTH)
              .orElseThrow();
      for (int[] row : logits) {
        Arrays.stream(row).forEach(out::add);
      }
      return out;
    }
  }

  private static Case odd(Job job, int classes, int features, int rows, boolean signed) {
    return new Case(job.build(), Table.random(rows + features, rows, features, classes, signed));
  }

  static Stream<Arguments> oddShapes() {
    Stream<Case> cases =
        Stream.of(
            odd(Job.signum(13, 7, 5, 3).batch(5).epochs(4), 3, 13, 23, false),
            odd(Job.signum(13, 7, 5, 3).batch(5).epochs(4).ema(), 3, 13, 23, true),
            odd(Job.signum(13, 7, 5, 3).batch(7).epochs(5).rotate(4), 3, 13, 23, false),
            odd(Job.signum(13, 7, 5, 3).batch(7).epochs(5).rotate(13).ema(), 3, 13, 50, true),
            odd(Job.signum(13, 7, 5, 3).batch(5).epochs(4).errorBits(4), 3, 13, 23, false),
            odd(Job.signum(13, 7, 5, 3).batch(5).epochs(4).errorBits(7), 3, 13, 23, true),
            odd(Job.signum(13, 7, 5, 3).batch(5).errorBits(2).errorShifts(1, 3), 3, 13, 23, true),
            odd(Job.amsGrad(13, 7, 5, 3).batch(5).epochs(4), 3, 13, 23, false),
            odd(Job.amsGrad(13, 7, 5, 3).batch(5).epochs(4), 3, 13, 23, true),
            odd(Job.signum(3, 1, 2).batch(1).epochs(2).errorShifts(0), 2, 3, 6, true),
            odd(Job.signum(1, 2).batch(1).step(4096), 2, 1, 6, false),
            odd(Job.signum(5, 4).batch(3).ema().step(4096), 4, 5, 12, true),
            odd(Job.amsGrad(5, 2).batch(3), 2, 5, 12, true),
            odd(Job.amsGrad(4, 1, 2).batch(2), 2, 4, 12, false),
            odd(Job.amsGrad(4, 2, 2).batch(2), 2, 4, 12, false),
            odd(Job.amsGrad(9, 3, 2).batch(65).epochs(3), 2, 9, 130, true),
            odd(Job.signum(65, 65, 11).batch(63).epochs(3), 11, 65, 140, true),
            odd(Job.signum(65, 17).batch(65).forwardShifts(9), 17, 65, 140, false),
            odd(Job.signum(257, 3, 2).batch(3).forwardShifts(16, 0), 2, 257, 9, false),
            odd(Job.signum(6, 9, 4).batch(9).forwardShifts(0, 0).errorShifts(0), 4, 6, 30, true));
    return cases.map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("oddShapes")
  void ofOddShapesEqualsPlainIntegers(Case c) {
    int iterations =
        Math.min(40, c.table.rows() / c.job.schedule().batch() * c.job.schedule().epochs());
    assertThat(c.onEngine(new ClearEngine(), c.table.dealtTo(null), iterations))
        .isEqualTo(c.plain(iterations));
  }

  @ParameterizedTest
  @MethodSource("oddShapes")
  void ofOddShapesByTwoPartiesEqualsPlainIntegers(Case c) {
    int iterations =
        Math.min(6, c.table.rows() / c.job.schedule().batch() * c.job.schedule().epochs());
    Both<List<Integer>> secure =
        TwoEngines.secure(
            (engine, party) -> c.onEngine(engine, c.table.dealtTo(party), iterations));
    List<Integer> expected = c.plain(iterations);
    assertThat(secure.a()).isEqualTo(expected);
    assertThat(secure.b()).isEqualTo(expected);
  }

  private static Stream<Job> jobsOfExtremes() {
    return Stream.of(
        // The same gradient again and again, as large as it can be, while steps are too small to
        // change a ternary weight: the largest momentum.
        Job.signum(3, 4).forwardShifts(0).batch(8).step(1).epochs(40),
        Job.signum(3, 4).forwardShifts(0).batch(8).step(1).epochs(40).ema(),
        Job.signum(4, 4).forwardShifts(0).batch(8).step(1).epochs(40).rotate(4),
        Job.signum(4, 4).forwardShifts(0).batch(8).step(1).epochs(40).rotate(2).ema(),
        Job.amsGrad(3, 4).batch(8).epochs(40),
        // Sums that rounding carries into another bit: of activations, errors and logits.
        Job.signum(1, 7, 2).forwardShifts(5, 0).batch(8).epochs(9),
        Job.signum(4, 30, 2).forwardShifts(0, 0).errorShifts(3).batch(8).epochs(9),
        Job.signum(2, 9).forwardShifts(6).batch(8).epochs(9),
        Job.amsGrad(1, 9).batch(8).epochs(9),
        // One sum a layer, and windows that all places share.
        image("conv 2 2, fc 2").step(1).epochs(40),
        image("conv 2 2, fc 2").step(1).epochs(40).ema(),
        image("conv 2 2, fc 2").step(1).epochs(40).rotate(3),
        image("conv 2 1, pool 2, fc 2").bias(127).epochs(9),
        image("conv 1 1, maxpool 3, fc 2").bias(127).epochs(9).errorShifts(0),
        image("conv 1 1, sumpool 3, fc 2").forwardShifts(0, 3).step(1).epochs(40).errorShifts(0),
        image("conv 1 1, res 1, fc 2").epochs(9).forwardShifts(0, 0, 0, 0).errorShifts(0, 0, 0),
        image("conv 1 1, sumpool 3, res 1, fc 2")
            .epochs(9)
            .forwardShifts(0, 1, 1, 0)
            .errorShifts(0, 1, 0));
  }

  private static Job image(String layers) {
    return Job.images(Job.Kind.SIGNUM, new Shape(3, 3, 1), layers).batch(8);
  }

  /** Nothing may wrap around in any ring, and each is as narrow as it can be. */
  @Test
  void ofExtremeDataEqualsPlainIntegers() {
    jobsOfExtremes()
        .forEach(job -> {
          for (int seed = 0; seed < 12; seed++) {
            TrainingJob built = job.seed(seed).build();
            Table table = Table.extreme(8, built.network().input().units(), seed % 2 == 1);
            ofOddShapesEqualsPlainIntegers(new Case(built, table));
          }
        });
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofRandomJobsEqualsPlainIntegers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Integer[] network = new Integer[random.nextInt(2, 5)];
    Arrays.setAll(network, l -> random.nextInt(l + 1 == network.length ? 2 : 1, 20));
    int batch = random.nextInt(1, 30);
    Job job =
        (random.nextInt(3) == 0 ? Job.amsGrad(network) : randomSignum(random, network))
            .batch(batch)
            .epochs(random.nextInt(1, 6))
            .seed(random.nextLong());
    Case c =
        odd(
            job,
            network[network.length - 1],
            network[0],
            batch * random.nextInt(1, 4) + random.nextInt(batch),
            random.nextBoolean());
    ofOddShapesEqualsPlainIntegers(c);
  }

  static LongStream seedsOfImages() {
    return LongStream.range(0, 80);
  }

  /** Convolutions, strides, padding, each pooling, residual blocks, biases and fc between them. */
  @ParameterizedTest
  @MethodSource("seedsOfImages")
  void ofRandomImagesEqualsPlainIntegers(long seed) {
    ofOddShapesEqualsPlainIntegers(randomImages(seed));
  }

  private static Case randomImages(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingJob job = RandomImages.job(random).build();
    int rows = job.schedule().batch() * random.nextInt(1, 5) + random.nextInt(2);
    int classes = job.network().classes();
    int features = job.network().input().units();
    return new Case(job, Table.random(seed, rows, features, classes, random.nextBoolean()));
  }

  static LongStream someSeedsOfImages() {
    return LongStream.range(100, 112);
  }

  @ParameterizedTest
  @MethodSource("someSeedsOfImages")
  void ofRandomImagesByTwoPartiesEqualsPlainIntegers(long seed) {
    Case c = randomImages(seed);
    int iterations = Math.min(3, c.table.rows() / c.job.schedule().batch());
    List<Integer> expected = c.plain(iterations);
    for (ProductProtocol products : ProductProtocol.values()) {
      for (GateProtocol gates : GateProtocol.values()) {
        Protocols protocols = new Protocols(gates, products);
        Both<List<Integer>> secure =
            TwoEngines.secure(
                protocols,
                (engine, party) -> c.onEngine(engine, c.table.dealtTo(party), iterations));
        assertThat(secure.a()).as("A, %s", protocols).isEqualTo(expected);
        assertThat(secure.b()).as("B, %s", protocols).isEqualTo(expected);
      }
    }
  }

  private static Job randomSignum(SplittableRandom random, Integer[] network) {
    Integer[] forward = new Integer[network.length - 1];
    Arrays.setAll(forward, l -> random.nextInt(0, 6));
    Integer[] error = new Integer[network.length - 2];
    Arrays.setAll(error, l -> random.nextInt(0, 6));
    Job job = Job.signum(network).forwardShifts(forward).errorShifts(error);
    if (random.nextBoolean()) {
      job.ema();
    }
    return job.rotate(random.nextInt(1, network[0] + 1))
        .errorBits(random.nextBoolean() ? 8 : random.nextInt(2, 9))
        .step(1 << random.nextInt(13));
  }

  @Test
  void epochsAndIterationsAreCounted() {
    Case c = odd(Job.signum(4, 3).batch(5).epochs(2), 3, 4, 14, false);
    Trainer trainer = new Trainer(new ClearEngine(), c.job, c.table.dealtTo(null));
    assertThat(trainer.iterationsPerEpoch()).isEqualTo(2);
    assertThat(trainer.iterations()).isEqualTo(4);
    assertThat(trainer.epoch()).isZero();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      trainer.iterate();
      seen.add(trainer.epoch() + "/" + trainer.iteration() + (trainer.atEndOfEpoch() ? "!" : ""));
    }
    assertThat(seen).containsExactly("1/1", "1/2!", "2/3", "2/4!");
  }

  @Test
  void fewerRowsThanABatch_fail() {
    Case c = odd(Job.signum(4, 3).batch(15), 3, 4, 14, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(new ClearEngine(), c.job, c.table.dealtTo(null)))
        .withMessage(
            "batch is 15, but the two parties have only 14 rows together; make it smaller");
  }

  @Test
  void moreIterationsThanCanBeCounted_fail() {
    TrainingJob job = Job.signum(1, 2).batch(2).epochs(100_000).build();
    Examples rows = Examples.own(Party.A, Examples.MAX_ROWS - 1, 1, false, new byte[1], new int[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(new ClearEngine(), job, rows))
        .withMessage(
            "100000 epochs of 67108864 rows in batches of 2 are 3355443200000 iterations,"
                + " at most 2147483647 are possible; take fewer epochs or a larger batch");
  }
}
