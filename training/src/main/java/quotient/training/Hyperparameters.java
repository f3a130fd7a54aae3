package quotient.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The public description of a training run: what both parties must agree on besides the data.
 *
 * @param network units per layer, input first, classes last; at least one weight matrix, each of at
 *     most 2^26 weights
 * @param optimizer how weights are updated
 * @param momentum how gradients are averaged ({@link OptimizerKind#SIGNUM} only)
 * @param rotate row i of the first layer is updated when the iteration is i modulo this ({@link
 *     OptimizerKind#SIGNUM} only); 1 updates all rows always
 * @param errorBits bits of an error, 2 to 8; below 8 errors are rounded with public dither ({@link
 *     OptimizerKind#SIGNUM} only)
 * @param step initial step of a latent weight of 13 bits ({@link OptimizerKind#SIGNUM})
 * @param forwardShifts for each layer the public shift of its sums ({@link OptimizerKind#SIGNUM})
 * @param errorShifts for each hidden layer the public shift of its errors ({@link
 *     OptimizerKind#SIGNUM})
 * @param batch examples per iteration; times the units of a layer at most 2^26
 * @param epochs passes over the data
 * @param seed of the public randomness
 */
public record Hyperparameters(
    List<Integer> network,
    OptimizerKind optimizer,
    Momentum momentum,
    int rotate,
    int errorBits,
    int step,
    List<Integer> forwardShifts,
    List<Integer> errorShifts,
    int batch,
    int epochs,
    long seed) {

  /** How weights are updated. */
  public enum OptimizerKind {
    /** By the sign of the momentum, with public shifts. */
    SIGNUM,
    /** QUOTIENT's integer AMSgrad, with normalisation by secret powers of two. */
    AMSGRAD
  }

  /** How signum averages gradients. */
  public enum Momentum {
    /** Two buckets of eight iterations: additions only. */
    BUCKET,
    /** An exponential moving average. */
    EMA
  }

  /** Bits of an activation, unsigned, and of the magnitude of an input. */
  static final int ACTIVATION_BITS = 7;

  private static final int MAX_UNITS = 1 << 16;

  /**
   * Weights of a layer, and units of a layer times examples of a batch: as many garbled wires, of
   * 16 bytes each, an array can hold.
   */
  private static final int MAX_VALUES = 1 << 26;

  private static final int MAX_RING = 32;

  /** Sums have 24 bits at most: larger shifts would leave nothing of them. */
  private static final int MAX_SHIFT = 16;

  /** amsgrad's public shift from the sums of the last layer to logits. */
  private static final int AMSGRAD_LOGIT_SHIFT = 2;

  /**
   * Checks every value.
   *
   * @throws RuleException with a line for the user
   */
  public Hyperparameters {
    network = List.copyOf(network);
    forwardShifts = List.copyOf(forwardShifts);
    errorShifts = List.copyOf(errorShifts);
    check(network.size() >= 2, "network needs an input and an output width, as in [784, 128, 10]");
    for (int units : network) {
      check(units >= 1 && units <= MAX_UNITS, "network has a layer of " + units + " units");
    }
    check(network.getLast() >= 2, "network needs at least 2 outputs (classes)");
    for (int l = 0; l < network.size() - 1; l++) {
      int inputs = network.get(l);
      int outputs = network.get(l + 1);
      atMostMaxValues(
          (long) inputs * outputs, "network: the layer " + inputs + " x " + outputs, "weights");
    }
    range("batch", batch, 1, MAX_UNITS);
    for (int units : network) {
      atMostMaxValues(
          (long) units * batch,
          "batch: a layer of " + units + " units and " + batch + " examples",
          "values");
    }
    range("epochs", epochs, 1, 100_000);
    range("rotate", rotate, 1, network.getFirst());
    range("error-bits", errorBits, 2, 8);
    range("step", step, 1, 4096);
    int layers = network.size() - 1;
    check(
        forwardShifts.size() == layers,
        "shifts.forward has " + forwardShifts.size() + " entries, one per layer is " + layers);
    check(
        errorShifts.size() == layers - 1,
        "shifts.error has "
            + errorShifts.size()
            + " entries, one per hidden layer is "
            + (layers - 1));
    for (int l = 0; l < layers; l++) {
      range("shifts.forward", forwardShifts.get(l), 0, MAX_SHIFT);
      if (l > 0) {
        range("shifts.error", errorShifts.get(l - 1), 0, MAX_SHIFT);
      }
    }
    if (optimizer == OptimizerKind.AMSGRAD) {
      check(momentum == Momentum.BUCKET, "momentum is an option of signum, not of amsgrad");
      check(rotate == 1, "rotate is an option of signum, not of amsgrad");
      check(errorBits == 8, "error-bits is an option of signum, not of amsgrad");
    }
    check(
        15 + ceilLog2(batch) + 5 + ceilLog2(rotate) <= MAX_RING,
        "batch times rotate is at most 4096, each rounded up to a power of two; they are "
            + batch
            + " and "
            + rotate);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new RuleException(message);
    }
  }

  private static void atMostMaxValues(long count, String what, String ofWhat) {
    check(
        count <= MAX_VALUES,
        what + " has " + count + " " + ofWhat + ", at most " + MAX_VALUES + " are possible");
  }

  private static void range(String name, long value, long min, long max) {
    check(
        value >= min && value <= max,
        name + " must be " + min + " to " + max + ", but is " + value);
  }

  /** What is added before a flooring shift to make it round to the nearest: 2^(shift-1), or 0. */
  static long roundingHalf(int shift) {
    return shift == 0 ? 0 : 1L << (shift - 1);
  }

  /** ceil(log2 n). */
  static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** The default of {@link #step}: 8 for a batch of 128, in proportion up to 256, at least 4. */
  public static int defaultStep(int batch) {
    return Math.max(4, batch <= 256 ? 8 * batch / 128 : 16);
  }

  /**
   * The default of {@link #forwardShifts}: 4 for the first layer of 784 inputs (MNIST), 5 for
   * others; hidden layers 2 for 128 inputs and 1 more for each factor of 4.
   */
  public static List<Integer> defaultForwardShifts(List<Integer> network) {
    List<Integer> shifts = new ArrayList<>();
    for (int l = 0; l < network.size() - 1; l++) {
      int units = network.get(l);
      int first = units == 784 ? 4 : 5;
      shifts.add(l == 0 ? first : Math.max(0, (ceilLog2(units) - 3) / 2));
    }
    return shifts;
  }

  /**
   * The default of {@link #errorShifts}: 3 for the last hidden layer, the others by the width of
   * the layer after the next.
   */
  public static List<Integer> defaultErrorShifts(List<Integer> network) {
    int layers = network.size() - 1;
    List<Integer> shifts = new ArrayList<>();
    for (int l = 0; l < layers - 2; l++) {
      int byWidth = Math.floorDiv(ceilLog2(network.get(l + 2)) - 7, 2);
      shifts.add(l == 0 ? Math.max(0, byWidth) : Math.max(1, byWidth + 1));
    }
    if (layers > 1) {
      shifts.add(3);
    }
    return shifts;
  }

  /** Weight matrices. */
  public int layers() {
    return network.size() - 1;
  }

  /** Inputs of layer {@code l}. */
  public int inputs(int l) {
    return network.get(l);
  }

  /** Outputs of layer {@code l}. */
  public int outputs(int l) {
    return network.get(l + 1);
  }

  /** Classes. */
  public int classes() {
    return network.getLast();
  }

  /** Bits of a latent weight, two's complement. */
  public int weightBits() {
    return optimizer == OptimizerKind.SIGNUM ? 13 : 16;
  }

  /** The public shift of the sums of layer {@code l}; 0 where amsgrad has a secret one. */
  int forwardShift(int l) {
    if (optimizer == OptimizerKind.SIGNUM) {
      return forwardShifts.get(l);
    }
    return l == layers() - 1 ? AMSGRAD_LOGIT_SHIFT : 0;
  }

  /** Bits of the sums z of layer {@code l} in the worst case, two's complement. */
  int sumBits(int l) {
    return sumBits(inputs(l), forwardShift(l));
  }

  /** Bits of the raw errors that layer {@code l} passes down, in the worst case. */
  int errorSumBits(int l) {
    boolean publicShift = l > 0 && optimizer == OptimizerKind.SIGNUM;
    return sumBits(outputs(l), publicShift ? errorShifts.get(l - 1) : 0);
  }

  /** Bits of a sum of fan-in values of 8 bits, with room for half a unit that rounds it. */
  private static int sumBits(int fanIn, int shift) {
    int bits = 8 + ceilLog2(fanIn);
    long worst = 127L * fanIn + roundingHalf(shift);
    return Math.max(bits, 65 - Long.numberOfLeadingZeros(worst));
  }

  /** Bits of a gradient summed over the batch (and over {@link #rotate} batches), worst case. */
  int gradientBits() {
    return 15 + ceilLog2(batch) + ceilLog2(rotate);
  }

  /** How many of the marks at 30, 60 and 80 % of the epochs lie before {@code epoch} (from 1). */
  int marksPassed(int epoch) {
    int passed = 0;
    for (int tenths : new int[] {3, 6, 8}) {
      if (epoch > Math.ceilDiv(tenths * epochs, 10)) {
        passed++;
      }
    }
    return passed;
  }
}
