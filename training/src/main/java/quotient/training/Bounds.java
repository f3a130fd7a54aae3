package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Gather;
import quotient.engine.Ring;

/**
 * Widths of all that a matrix of weights takes part in, in the worst case: two's complement
 * integers, and the rings that hold them. They depend on the layer and on its neighbours; {@link
 * #of} computes them once for a network.
 *
 * @param of the weights, and what becomes of their sums
 * @param weightBits of a latent weight
 * @param groups of rows that are updated in turn
 * @param forwardShift the public shift of its sums; 0 where amsgrad has a secret one
 * @param errorShift the public shift of its output's errors; 0 where it is secret, or of the last
 * @param sumBits of the sums, with room for half a unit that rounds them
 * @param trainedSumBits the same in training, where the last layer's take the loss's margin
 * @param skipSumBits of the sums that its inputs join besides; 0 where they join none
 * @param errorSum the ring of the products that are summed to the raw errors that it passes down;
 *     of as many bits as these
 * @param skipErrorBits of the raw errors that its outputs' errors join besides; 0 for none
 * @param gradientBits of a gradient summed over the batch (and over the batches between the turns
 *     of a group)
 * @param gradientRing where gradients are gathered until the sum is turned into bits
 */
record Bounds(
    WeightLayer of,
    int weightBits,
    int groups,
    int forwardShift,
    int errorShift,
    int sumBits,
    int trainedSumBits,
    int skipSumBits,
    Ring errorSum,
    int skipErrorBits,
    int gradientBits,
    Ring gradientRing) {
  /** Bits of an activation, unsigned, and of the magnitude of an input. */
  static final int ACTIVATION_BITS = 7;

  private static final long LARGEST = 127;

  /** Of an error that is not dithered. */
  private static final int ERROR_BITS = 8;

  /** The first number that no activation has, and the magnitude of the first that no error has. */
  private static final long LIMIT = LARGEST + 1;

  /** amsgrad's public shift from the sums of the last layer to logits. */
  private static final int AMSGRAD_LOGIT_SHIFT = 2;

  /** Those of each matrix of weights, the first layer's first. */
  static List<Bounds> of(TrainingJob job) {
    return of(job.network(), job.method(), job.schedule());
  }

  /** Those of a job that is yet to be checked. */
  static List<Bounds> of(Network network, Method method, Schedule schedule) {
    List<WeightLayer> layers = network.weightLayers();
    List<Bounds> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      all.add(of(layers, method, schedule, l));
    }
    return all;
  }

  private static Bounds of(List<WeightLayer> layers, Method method, Schedule schedule, int l) {
    WeightLayer layer = layers.get(l);
    boolean last = l == layers.size() - 1;
    int shift = forwardShift(method, l, last);
    int sum = sumBits(layers, method, l);
    boolean skips = !last && layers.get(l + 1).takesSkip();
    int groups = TrainingJob.groups(method, l);
    int gradient = gradientBits(layer, schedule.batch(), groups);
    return new Bounds(
        layer,
        method.weightBits(),
        groups,
        shift,
        last ? 0 : errorShift(method, l),
        sum,
        last ? Loss.sumBits(sum, shift) : sum,
        skips ? sumBits(layers, method, l + 1) : 0,
        errorSum(layers, method, l),
        layer.takesSkip() ? errorSum(layers, method, l - 1).width() : 0,
        gradient,
        gradientRing(method, gradient, groups));
  }

  private static int forwardShift(Method method, int l, boolean last) {
    return method
        .publicShifts()
        .map(shifts -> shifts.forward().get(l))
        .orElse(last ? AMSGRAD_LOGIT_SHIFT : 0);
  }

  private static int errorShift(Method method, int l) {
    return method.publicShifts().map(shifts -> shifts.error().get(l)).orElse(0);
  }

  private static int sumBits(List<WeightLayer> layers, Method method, int l) {
    WeightLayer layer = layers.get(l);
    int shift = forwardShift(method, l, l == layers.size() - 1);
    long windows = (long) layer.before() * layer.before();
    long worst = LARGEST * layer.inputRange() * layer.terms() + layer.bias() * windows;
    if (layer.takesSkip()) {
      worst += (LARGEST * layers.get(l - 1).inputRange() * windows) << shift;
    }
    boolean isLimited = method.publicShifts().isPresent() && l < layers.size() - 1;
    return bits(worst, shift, isLimited ? LIMIT : 0);
  }

  /** The raw errors of the inputs; the first layer, whose inputs are data, passes none down. */
  private static Ring errorSum(List<WeightLayer> layers, Method method, int l) {
    if (l == 0) {
      return Ring.of(1);
    }
    WeightLayer layer = layers.get(l);
    int products = layer.windowsOfErrors().map(Gather::multiplicity).orElse(1);
    long worst = LARGEST * layer.outputs() * products;
    if (l + 1 < layers.size() && layers.get(l + 1).takesSkip()) {
      int shift = method.publicShifts().map(shifts -> skipShift(shifts, l)).orElse(0);
      worst += LARGEST << Math.max(0, shift);
    }
    int shift = errorShift(method, l - 1);
    // What dither is added to first is not compared; where nothing is dropped there is none.
    boolean isDithered = method.errorBits() < ERROR_BITS && shift > 0;
    boolean isLimited = method.publicShifts().isPresent() && !isDithered;
    int bits = bits(worst, shift, isLimited ? LIMIT : 0);
    return new Ring(bits, products);
  }

  /**
   * By how much the errors of a residual block's sums are shifted left to join those of its inputs
   * with the same scale as those that come through its convolutions.
   *
   * @param first of the two
   */
  static int skipShift(Shifts shifts, int first) {
    return shifts.forward().get(first)
        + shifts.forward().get(first + 1)
        - shifts.error().get(first);
  }

  /**
   * Bits of a number of magnitude {@code worst}, with room for half a unit that rounds it and for
   * the limit that is taken off to compare it with.
   *
   * @param limit after the shift; 0 for a number that is not compared
   */
  private static int bits(long worst, int shift, long limit) {
    long below = limit > 0 ? limit << shift : 1;
    return 65 - Long.numberOfLeadingZeros(worst + roundingHalf(shift) + below - 1);
  }

  /** Bits of a gradient over the batches between two updates. */
  private static int gradientBits(WeightLayer layer, int batch, int batches) {
    long places = Math.multiplyFull(layer.convolvedHeight(), layer.convolvedWidth());
    long errors = Math.multiplyFull(layer.inputRange(), batch) * places;
    return 15 + ceilLog2(errors) + ceilLog2(batches);
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

  /**
   * The largest magnitude of sums of products after their public shift: their rings have room for
   * the limit of what becomes of them, so that no difference of the two leaves them.
   */
  static long most(Bits sums) {
    return (1L << (sums.width() - 1)) - LIMIT;
  }

  /** What is added before a flooring shift to make it round to the nearest: 2^(shift-1), or 0. */
  static long roundingHalf(int shift) {
    return shift == 0 ? 0 : 1L << (shift - 1);
  }

  /** ceil(log2 n). */
  static int ceilLog2(long n) {
    return 64 - Long.numberOfLeadingZeros(n - 1);
  }

  int layer() {
    return of.index();
  }

  /** Rows of the weights. */
  int inputs() {
    return of.rows();
  }

  /** Columns of the weights. */
  int outputs() {
    return of.outputs();
  }

  /** The number of weights. */
  int weights() {
    return Math.multiplyExact(inputs(), outputs());
  }

  /** Rows of group {@code g}: {@code g, g + groups, g + 2 groups, ...}. */
  int rowsOfGroup(int g) {
    return Math.ceilDiv(inputs() - g, groups);
  }

  /** The widest ring in which training takes its inputs' shares. */
  int inputRing() {
    return Math.max(Math.max(trainedSumBits, skipSumBits), gradientRing.width());
  }

  /** The widest ring in which a prediction takes its inputs' shares. */
  int predictedInputRing() {
    return Math.max(sumBits, skipSumBits);
  }

  /** The widest ring in which a product in training takes its ternary weights' shares. */
  int weightRing() {
    return Math.max(trainedSumBits, errorSum.width());
  }

  /** The widest ring in which training takes the shares of its output's errors. */
  int errorRing() {
    return Math.max(Math.max(errorSum.width(), skipErrorBits), gradientRing.width());
  }

  /** Bits of the widest of all. */
  int widest() {
    return Math.max(weightRing(), Math.max(inputRing(), errorRing()));
  }

  /** For the user: {@code layer 1 (784 x 128)}. */
  @Override
  public String toString() {
    return of.toString();
  }
}
