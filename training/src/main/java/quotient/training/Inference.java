package quotient.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Shares;

/** Predicts with a {@link Model}; only what a method names is opened. */
public final class Inference {
  private final Engine engine;
  private final Network network;
  private final Layers layers;

  /** Predictions of {@code model}. */
  public Inference(Engine engine, Model model) {
    this.engine = engine;
    network = model.job().network();
    layers = model.layers(engine);
  }

  /**
   * How many rows to give at a time: {@code most}, or fewer where these would fill the memory. Both
   * parties get the same number.
   */
  public int rowsAtATime(int most) {
    return network.rowsAtATime(most);
  }

  /** The logits of the given rows: rows x classes. */
  private Bits logits(Examples examples, int[] rows) {
    return layers.logits(examples.features(rows, network.bias()));
  }

  /** The class with the largest logit, the first of several, one lane a row. */
  private Bits predicted(Bits logits, int rows) {
    int classes = network.classes();
    Bits[] ofClass = new Bits[classes];
    Arrays.setAll(
        ofClass,
        j -> engine.gather(logits, IntStream.range(0, rows).map(b -> b * classes + j).toArray()));
    return engine.lanewise(new PredictionCircuits.Argmax(), ofClass)[0];
  }

  /**
   * Opens the logits of the given rows.
   *
   * @return one row of classes per example, where this side is the recipient
   */
  public Optional<int[][]> openLogits(Examples examples, int[] rows, Recipient recipient) {
    Bits logits = logits(examples, rows);
    int classes = network.classes();
    int unused = 64 - logits.width();
    return engine
        .open(logits, recipient)
        .map(bits -> {
          long[] values = BitVectors.join(bits, logits.lanes());
          int[][] out = new int[rows.length][classes];
          for (int i = 0; i < values.length; i++) {
            out[i / classes][i % classes] = (int) (values[i] << unused >> unused);
          }
          return out;
        });
  }

  /**
   * Opens the predicted classes of the given rows, nothing else.
   *
   * @return the class with the largest logit, the first of several, where this side is the
   *     recipient
   */
  public Optional<int[]> openClasses(Examples examples, int[] rows, Recipient recipient) {
    return engine
        .open(predicted(logits(examples, rows), rows.length), recipient)
        .map(bits ->
            Arrays.stream(BitVectors.join(bits, rows.length)).mapToInt(v -> (int) v).toArray());
  }

  /**
   * Counts the rows whose predicted class is their label, and opens that number to both.
   *
   * @param most rows at a time
   */
  public int openCorrect(Examples examples, int most) {
    int batch = rowsAtATime(most);
    Shares total = Shares.zeros(1, 1, Integer.SIZE);
    for (int from = 0; from < examples.rows(); from += batch) {
      int[] rows = IntStream.range(from, Math.min(from + batch, examples.rows())).toArray();
      Bits predicted = predicted(logits(examples, rows), rows.length);
      Bits labels =
          engine.fromXorShare(examples.binaryLabels(rows, predicted.width()), rows.length);
      Bits correct = engine.lanewise(new PredictionCircuits.Equal(), predicted, labels)[0];
      Matrix counts =
          engine.matrix(correct, Planes.unsignedWeights(1), 1, rows.length, Integer.SIZE);
      total = total.plus(engine.shares(counts, Integer.SIZE).sum());
    }
    return engine.open(total, Recipient.BOTH).map(sum -> (int) sum[0]).orElseThrow();
  }

  /**
   * Counts the rows of the most frequent class among the labels, and opens that number to both:
   * what a prediction of always the same class would get right at best.
   */
  public int openMajority(Examples examples) {
    int lanes = Integer.highestOneBit(2 * network.classes() - 1);
    Shares counts = Shares.of(lanes, 1, Integer.SIZE, examples.classCounts(lanes));
    Bits largest = engine.lanewise(new PredictionCircuits.Values(), counts)[0];
    for (int half = lanes / 2; half > 0; half /= 2) {
      largest =
          engine
              .lanewise(
                  new PredictionCircuits.Max(),
                  lanes(largest, 0, half),
                  lanes(largest, half, 2 * half))[0];
    }
    return engine
        .open(largest, Recipient.BOTH)
        .map(bits -> (int) BitVectors.join(bits, 1)[0])
        .orElseThrow();
  }

  private Bits lanes(Bits bits, int from, int to) {
    return engine.gather(bits, IntStream.range(from, to).toArray());
  }
}
