package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import quotient.engine.Bits;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.engine.Shares;
import quotient.transport.LinkModel;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.Protocols;

/**
 * AND gates of a training at 784-128-128-10, batch 128, exactly. The specification's table
 * estimates them; where the circuits do better or worse, it is said here.
 */
class CostTest {
  private static final int BATCH = 128;
  private static final long ACTIVATIONS = 128 * BATCH;
  private static final long WEIGHTS = 128 * 128;

  /** ANDs of an iteration when nothing is public any more. */
  private static long perIteration(Job job) {
    PlanningEngine engine = new PlanningEngine(Protocols.PAPER);
    TrainingJob built = job.build();
    int rows = built.schedule().batch();
    Table table = new Table(784, false, rows, new byte[784 * rows], new int[rows]);
    Trainer trainer = new Trainer(engine, built, table.dealtTo(null));
    for (int i = 0; i < 9; i++) {
      trainer.iterate();
    }
    long before = engine.bill().ands();
    trainer.iterate();
    return engine.bill().ands() - before;
  }

  /** ANDs of an update of all weights when nothing is public any more. */
  private static long perUpdate(Job job) {
    PlanningEngine engine = new PlanningEngine(Protocols.PAPER);
    TrainingJob built = job.build();
    Optimizer optimizer = Optimizer.of(engine, built, 1000);
    Bounds bounds = Bounds.of(built).get(1);
    Parameter parameter = Parameter.initial(engine, bounds, 1, 0, optimizer.initial(bounds));
    Gradients gradients = new Gradients();
    gradients.put(parameter, Shares.zeros(128, 128, bounds.gradientRing().width()));
    // In the first updates of amsgrad some wires of the moments still are constants or the same.
    for (int i = 0; i < 4; i++) {
      optimizer.update(List.of(parameter), gradients, new Clock(i, 0));
    }
    long before = engine.bill().ands();
    optimizer.update(List.of(parameter), gradients, new Clock(4, 0));
    return engine.bill().ands() - before;
  }

  /** ANDs of all activations of the first hidden layer, forward and backward. */
  private static long[] perLayer(Job job) {
    PlanningEngine engine = new PlanningEngine(Protocols.PAPER);
    TrainingJob built = job.build();
    List<Bounds> bounds = Bounds.of(built);
    Bounds first = bounds.getFirst();
    Normalization normalization =
        Normalization.of(engine, built, first, () -> PowerOfTwo.initialScale(first));
    Normalization.Activation a =
        normalization.forward(Shares.zeros(BATCH, 128, first.trainedSumBits()));
    long forward = engine.bill().ands();
    Bits e =
        normalization.backward(
            Shares.zeros(BATCH, 128, bounds.get(1).errorSum().width()),
            a.mask(),
            Batch.whole(0, new int[BATCH]));
    assertThat(e.lanes()).isEqualTo(ACTIVATIONS);
    return new long[] {forward, engine.bill().ands() - forward};
  }

  private static Job signum() {
    // The step of a long training: a larger one has more zeros, which cost nothing.
    return Job.signum(784, 128, 128, 10).step(8);
  }

  private static Job amsGrad() {
    return Job.amsGrad(784, 128, 128, 10);
  }

  /** The table: 8.1, 4.5, about 8.1, 13.4 and 61 million. */
  @Test
  void ofIterations() {
    assertThat(perIteration(signum())).isEqualTo(7_930_368);
    assertThat(perIteration(signum().rotate(4))).isEqualTo(4_367_872);
    assertThat(perIteration(signum().errorBits(4))).isEqualTo(7_848_704);
    assertThat(perIteration(signum().ema())).isEqualTo(13_005_056);
    assertThat(perIteration(amsGrad())).isEqualTo(60_592_759);
  }

  /** Messages one after the other of eight iterations over a link, when nothing is public. */
  private static long messages(Job job, String link) {
    PlanningEngine engine = new PlanningEngine(Protocols.DEFAULT.over(LinkModel.parse(link)));
    TrainingJob built = job.build();
    int rows = built.schedule().batch();
    Table table = new Table(784, false, rows, new byte[784 * rows], new int[rows]);
    Trainer trainer = new Trainer(engine, built, table.dealtTo(null));
    for (int i = 0; i < 9; i++) {
      trainer.iterate();
    }
    long before = engine.messages();
    for (int i = 0; i < 8; i++) {
      trainer.iterate();
    }
    return engine.messages() - before;
  }

  /** Fewer where each takes longer. */
  @Test
  void messagesOfIterations() {
    List<String> links = List.of("800MB/s,0.1ms", "1Gb/s,1ms", "24MB/s,42ms");
    assertThat(links.stream().map(link -> messages(signum(), link)).toList())
        .isEqualTo(List.of(1558L, 1142L, 336L));
    assertThat(links.stream().map(link -> messages(signum().ema(), link)).toList())
        .isEqualTo(List.of(1496L, 1040L, 496L));
    assertThat(links.stream().map(link -> messages(amsGrad(), link)).toList())
        .isEqualTo(List.of(3613L, 2305L, 1569L));
  }

  /**
   * Messages one after the other of eight batches of predictions, which B sees, of A's rows, after
   * as many as it takes until what is kept of the weights serves eight.
   */
  private static long messagesOfPredictions(Job job, String link) {
    PlanningEngine engine = new PlanningEngine(Protocols.DEFAULT.over(LinkModel.parse(link)));
    TrainingJob built = job.build();
    Table table = new Table(784, false, BATCH, new byte[784 * BATCH], new int[BATCH]);
    Examples examples = table.withRowsOfA(BATCH).dealtTo(Party.A);
    Trainer trainer = new Trainer(engine, built, examples);
    trainer.iterate();
    Inference inference = new Inference(engine, trainer.model());
    int[] rows = IntStream.range(0, BATCH).toArray();
    for (int i = 0; i < 7; i++) {
      inference.openClasses(examples, rows, Recipient.B);
    }
    long before = engine.messages();
    for (int i = 0; i < 8; i++) {
      inference.openClasses(examples, rows, Recipient.B);
    }
    return engine.messages() - before;
  }

  /** The logits and the largest of them by Yao where messages take long. */
  @Test
  void messagesOfPredictions() {
    List<String> links = List.of("800MB/s,0.1ms", "1Gb/s,1ms", "24MB/s,42ms");
    assertThat(links.stream().map(link -> messagesOfPredictions(signum(), link)).toList())
        .isEqualTo(List.of(636L, 404L, 132L));
    assertThat(links.stream().map(link -> messagesOfPredictions(amsGrad(), link)).toList())
        .isEqualTo(List.of(860L, 612L, 356L));
  }

  /** The table: 48, 93 and 453 per weight. */
  @Test
  void ofWeights() {
    assertThat(perUpdate(signum())).isEqualTo(47 * WEIGHTS);
    assertThat(perUpdate(signum().ema())).isEqualTo(90 * WEIGHTS);
    // The largest of n entries takes n - 1 ORs a wire, its bit length a few of one lane.
    assertThat(perUpdate(amsGrad())).isEqualTo(448 * WEIGHTS - 21 + 20);
  }

  /** The table: 37 and 36, 138 and 105 per activation. */
  @Test
  void ofActivations() {
    assertThat(perLayer(signum())).containsExactly(30 * ACTIVATIONS, 42 * ACTIVATIONS);
    assertThat(perLayer(amsGrad()))
        .containsExactly(140 * ACTIVATIONS - 17 + 16, 116 * ACTIVATIONS - 14 + 13);
  }

  private static Job image(String layers) {
    return Job.images(Job.Kind.SIGNUM, new Shape(28, 28, 1), layers).batch(32).ema().step(8);
  }

  private static Job networkC(String pooling) {
    return image("conv 5 16, %s 2, conv 5 16, %s 2, fc 100, fc 10".formatted(pooling, pooling));
  }

  /**
   * The table, in thousands an image: 286, 682, 819, 1,500 and 1,116. Fewer here by 3 to 10 in a
   * hundred, because a ReLU's clip takes fewer gates and the average of a weight three fewer.
   */
  @Test
  void ofIterationsOnImages() {
    String residual = "conv 3 16 stride 2 pad 1, res 3, conv 3 32 stride 2 pad 1, res 3, fc 10";
    assertThat(
            List.of(
                perIteration(networkC("pool")) / 32,
                perIteration(networkC("maxpool")) / 32,
                perIteration(networkC("sumpool")) / 32,
                perIteration(image("conv 5 20, pool 2, conv 5 50, pool 2, fc 500, fc 10")) / 32,
                perIteration(image(residual)) / 32))
        .isEqualTo(List.of(274_271L, 616_799L, 777_467L, 1_454_186L, 1_071_718L));
  }

  /** ANDs of a hidden layer with weights {@code l} and its rectifier, forward and backward. */
  private static List<Long> perSum(Job job, int l) {
    PlanningEngine engine = new PlanningEngine(Protocols.PAPER);
    TrainingJob built = job.build();
    Bounds bounds = Bounds.of(built).get(l);
    Bounds next = Bounds.of(built).get(l + 1);
    Normalization normalization =
        Normalization.of(engine, built, bounds, () -> PowerOfTwo.initialScale(bounds));
    Rectifier rectifier = Rectifier.of(engine, bounds, normalization, next);
    Tape tape = new Tape(Batch.whole(0, new int[1]));
    int units = bounds.of().sums().units();
    rectifier.forward(Shares.zeros(1, units, bounds.trainedSumBits()), tape);
    long forward = engine.bill().ands();
    int outputs = bounds.of().output().units();
    rectifier.backward(Shares.zeros(1, outputs, next.errorSum().width()), tape);
    return List.of(forward / outputs, (engine.bill().ands() - forward) / outputs);
  }

  /**
   * The table: 32 and 40, 38 and 36, 34 and 30; with maxpool, for each pooled entry, 4 forward + 45
   * and 1 backward + 24. The clip of a ReLU takes 7 fewer here, the saturation of an error 3 or 4
   * more; with maxpool 4 times 22 or 28, and 45 and 24 more as in the table.
   */
  @Test
  void ofActivationsOfImages() {
    assertThat(
            List.of(
                perSum(networkC("pool"), 0),
                perSum(networkC("pool"), 1),
                perSum(networkC("pool"), 2),
                perSum(networkC("maxpool"), 0),
                perSum(networkC("maxpool"), 1)))
        .isEqualTo(
            List.of(
                List.of(25L, 43L),
                List.of(31L, 40L),
                List.of(29L, 34L),
                List.of(133L, 67L),
                List.of(157L, 64L)));
  }
}
