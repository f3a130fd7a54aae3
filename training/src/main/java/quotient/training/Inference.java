package quotient.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** Predicts with a {@link Model}; only what a method names is opened. */
public final class Inference {
  private final Engine engine;
  private final Hyperparameters hyper;
  private final Normalization normalization;
  private final List<Matrix> ternary = new ArrayList<>();

  /** Predictions of {@code model}. */
  public Inference(Engine engine, Model model) {
    this.engine = engine;
    hyper = model.hyper();
    normalization = model.normalization(engine);
    for (int l = 0; l < hyper.layers(); l++) {
      ternary.add(Matrix.ofBits(model.ternary(l), hyper.sumBits(l)).transpose());
    }
  }

  /** The logits of the given rows, one value per class, each with one lane per row. */
  private List<Bits> logits(Examples examples, int[] rows) {
    Matrix a = examples.features(rows);
    for (int l = 0; l < hyper.layers() - 1; l++) {
      Shares z = engine.product(ternary.get(l), a, Ring.of(hyper.sumBits(l)));
      Bits value = normalization.predict(l, z);
      long[] weights = Planes.unsignedWeights(value.width());
      a = engine.matrix(value, weights, hyper.outputs(l), rows.length, hyper.sumBits(l + 1));
    }
    int shift = hyper.forwardShift(hyper.layers() - 1);
    Shares z = engine.product(ternary.getLast(), a, Ring.of(hyper.sumBits(hyper.layers() - 1)));
    Bits all =
        engine
            .lanewise(
                (c, in) -> new Bits[] {in[0].dropLow(shift)},
                engine.addPublic(z, Hyperparameters.roundingHalf(shift)))[0];
    List<Bits> out = new ArrayList<>();
    for (int j = 0; j < hyper.classes(); j++) {
      out.add(lanes(all, j * rows.length, (j + 1) * rows.length));
    }
    return out;
  }

  private Bits lanes(Bits bits, int from, int to) {
    return engine.gather(bits, IntStream.range(from, to).toArray());
  }

  private Bits classes(List<Bits> logits) {
    return engine
        .lanewise((c, in) -> new Bits[] {c.argmax(List.of(in))}, logits.toArray(Bits[]::new))[0];
  }

  /**
   * Opens the logits of the given rows.
   *
   * @return one row of classes per example, where this side is the recipient
   */
  public Optional<int[][]> openLogits(Examples examples, int[] rows, Recipient recipient) {
    int[][] out = new int[rows.length][hyper.classes()];
    boolean opened = false;
    List<Bits> logits = logits(examples, rows);
    for (int j = 0; j < logits.size(); j++) {
      Optional<long[][]> bits = engine.open(logits.get(j), recipient);
      if (bits.isPresent()) {
        opened = true;
        long[] values = BitVectors.join(bits.get(), rows.length);
        int unused = 64 - logits.get(j).width();
        for (int b = 0; b < rows.length; b++) {
          out[b][j] = (int) (values[b] << unused >> unused);
        }
      }
    }
    return opened ? Optional.of(out) : Optional.empty();
  }

  /**
   * Opens the predicted classes of the given rows, nothing else.
   *
   * @return the class with the largest logit, the first of several, where this side is the
   *     recipient
   */
  public Optional<int[]> openClasses(Examples examples, int[] rows, Recipient recipient) {
    return engine
        .open(classes(logits(examples, rows)), recipient)
        .map(bits ->
            Arrays.stream(BitVectors.join(bits, rows.length)).mapToInt(v -> (int) v).toArray());
  }

  /**
   * Counts the rows whose predicted class is their label, and opens that number to both.
   *
   * @param batch rows that are computed at a time
   */
  public int openCorrect(Examples examples, int batch) {
    Shares total = Shares.zeros(1, 1, Integer.SIZE);
    for (int from = 0; from < examples.rows(); from += batch) {
      int[] rows = IntStream.range(from, Math.min(from + batch, examples.rows())).toArray();
      Bits predicted = classes(logits(examples, rows));
      Bits labels =
          engine.fromXorShare(examples.binaryLabels(rows, predicted.width()), rows.length);
      Bits correct =
          engine
              .lanewise(
                  (c, in) -> {
                    Wire[] same = new Wire[in[0].width()];
                    Arrays.setAll(same, i -> c.not(c.xor(in[0].wire(i), in[1].wire(i))));
                    return new Bits[] {Bits.of(c.all(Bits.of(same)))};
                  },
                  predicted,
                  labels)[0];
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
    int lanes = Integer.highestOneBit(2 * hyper.classes() - 1);
    Shares counts = Shares.of(lanes, 1, Integer.SIZE, examples.classCounts(lanes));
    Bits largest = engine.lanewise((c, in) -> in, counts)[0];
    for (int half = lanes / 2; half > 0; half /= 2) {
      largest =
          engine
              .lanewise(
                  (c, in) -> new Bits[] {c.max(in[0], in[1])},
                  lanes(largest, 0, half),
                  lanes(largest, half, 2 * half))[0];
    }
    return engine
        .open(largest, Recipient.BOTH)
        .map(bits -> (int) BitVectors.join(bits, 1)[0])
        .orElseThrow();
  }
}
