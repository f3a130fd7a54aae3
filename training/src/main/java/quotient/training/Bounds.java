package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.engine.Ring;

/**
 * Widths of all that a weight layer computes, in the worst case: two's complement integers, and the
 * rings that hold them. They depend on the layer and on its neighbours; {@link #of} computes them
 * once for a network.
 *
 * @param layer from 0, the first
 * @param inputs rows of its weights
 * @param outputs columns of its weights
 * @param weightBits of a latent weight
 * @param groups of rows that are updated in turn
 * @param forwardShift the public shift of its sums; 0 where amsgrad has a secret one
 * @param errorShift the public shift of its output's errors, 0 for the last layer
 * @param sumBits of the sums, with room for half a unit that rounds them
 * @param trainedSumBits the same in training, where the last layer's take the loss's margin
 * @param errorSumBits of the raw errors that it passes down; 0 for the first, which passes none
 * @param gradientBits of a gradient summed over the batch (and over the batches between the turns
 *     of a group)
 * @param gradientRing where gradients are gathered until the sum is turned into bits
 */
record Bounds(
    int layer,
    int inputs,
    int outputs,
    int weightBits,
    int groups,
    int forwardShift,
    int errorShift,
    int sumBits,
    int trainedSumBits,
    int errorSumBits,
    int gradientBits,
    Ring gradientRing) {
  /** Bits of an activation, unsigned, and of the magnitude of an input. */
  static final int ACTIVATION_BITS = 7;

  /** amsgrad's public shift from the sums of the last layer to logits. */
  private static final int AMSGRAD_LOGIT_SHIFT = 2;

  /** Those of each layer, the first layer first. */
  static List<Bounds> of(TrainingJob job) {
    List<Bounds> all = new ArrayList<>();
    for (int l = 0; l < job.network().layers().size(); l++) {
      all.add(of(job, l));
    }
    return all;
  }

  private static Bounds of(TrainingJob job, int l) {
    Network network = job.network();
    Method method = job.method();
    boolean last = l == network.layers().size() - 1;
    int inputs = network.weightRows(l);
    int outputs = network.weightColumns(l);
    int shift = forwardShift(method, l, last);
    int sum = sumBits(inputs, shift);
    int gradient = gradientBits(job.schedule().batch(), TrainingJob.groups(method, 0));
    return new Bounds(
        l,
        inputs,
        outputs,
        method.weightBits(),
        TrainingJob.groups(method, l),
        shift,
        last ? 0 : errorShift(method, l),
        sum,
        last ? Loss.sumBits(sum, shift) : sum,
        l == 0 ? 0 : sumBits(outputs, errorShift(method, l - 1)),
        gradient,
        gradientRing(method, gradient, TrainingJob.groups(method, l)));
  }

  private static int forwardShift(Method method, int l, boolean last) {
    return switch (method) {
      case Method.Signum signum -> signum.forwardShifts().get(l);
      case Method.AmsGrad _ -> last ? AMSGRAD_LOGIT_SHIFT : 0;
    };
  }

  private static int errorShift(Method method, int l) {
    return switch (method) {
      case Method.Signum signum -> signum.errorShifts().get(l);
      case Method.AmsGrad _ -> 0;
    };
  }

  /** Bits of a sum of fan-in values of 8 bits, with room for half a unit that rounds it. */
  private static int sumBits(int fanIn, int shift) {
    int bits = 8 + ceilLog2(fanIn);
    long worst = 127L * fanIn + roundingHalf(shift);
    return Math.max(bits, 65 - Long.numberOfLeadingZeros(worst));
  }

  /** Bits of a gradient over the batches between two updates. */
  static int gradientBits(int batch, int batches) {
    return 15 + ceilLog2(batch) + ceilLog2(batches);
  }

  private static Ring gradientRing(Method method, int bits, int groups) {
    return switch (method) {
      case Method.Signum signum ->
          switch (signum.momentum()) {
            case BUCKET -> new Ring(bits + Buckets.EXTRA_BITS, groups * Buckets.TERMS);
            case EMA -> new Ring(bits, groups);
          };
      case Method.AmsGrad _ -> Ring.of(bits);
    };
  }

  /** What is added before a flooring shift to make it round to the nearest: 2^(shift-1), or 0. */
  static long roundingHalf(int shift) {
    return shift == 0 ? 0 : 1L << (shift - 1);
  }

  /** ceil(log2 n). */
  static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** The number of weights. */
  int weights() {
    return Math.multiplyExact(inputs, outputs);
  }

  /** Rows of group {@code g}: {@code g, g + groups, g + 2 groups, ...}. */
  int rowsOfGroup(int g) {
    return Math.ceilDiv(inputs - g, groups);
  }

  /** The widest ring in which a product in training takes its inputs' shares. */
  int inputRing() {
    return Math.max(trainedSumBits, gradientRing.width());
  }

  /** The widest ring in which a product in training takes its ternary weights' shares. */
  int weightRing() {
    return Math.max(trainedSumBits, errorSumBits);
  }

  /** The widest ring in which a product takes the shares of its output's errors. */
  int errorRing() {
    return Math.max(errorSumBits, gradientRing.width());
  }

  /** For the user: {@code layer 1 (784 x 128)}. */
  @Override
  public String toString() {
    return "layer " + (layer + 1) + " (" + inputs + " x " + outputs + ")";
  }
}
