package quotient.training;

import java.util.ArrayList;
import java.util.List;

/** How a network is trained: the scaling of its sums and the update of its weights. */
public sealed interface Method {
  /** Bits of a latent weight, two's complement. */
  int weightBits();

  /** How signum averages gradients. */
  enum Momentum {
    /** Two buckets of eight iterations: additions only. */
    BUCKET,
    /** An exponential moving average. */
    EMA
  }

  /**
   * By the sign of the momentum, with public shifts.
   *
   * @param momentum how gradients are averaged
   * @param rotate row i of the first layer is updated when the iteration is i modulo this; 1
   *     updates all rows always
   * @param errorBits bits of an error, 2 to 8; below 8 errors are rounded with public dither
   * @param step initial step of a latent weight of 13 bits
   * @param forwardShifts for each layer the public shift of its sums
   * @param errorShifts for each hidden layer the public shift of its errors
   */
  record Signum(
      Momentum momentum,
      int rotate,
      int errorBits,
      int step,
      List<Integer> forwardShifts,
      List<Integer> errorShifts)
      implements Method {
    /** Sums have 24 bits at most: larger shifts would leave nothing of them. */
    private static final int MAX_SHIFT = 16;

    /** Checks what does not depend on the network; a failure's message is for the user. */
    public Signum {
      forwardShifts = List.copyOf(forwardShifts);
      errorShifts = List.copyOf(errorShifts);
      Checks.range("error-bits", errorBits, 2, 8);
      Checks.range("step", step, 1, 4096);
      forwardShifts.forEach(shift -> Checks.range("shifts.forward", shift, 0, MAX_SHIFT));
      errorShifts.forEach(shift -> Checks.range("shifts.error", shift, 0, MAX_SHIFT));
    }

    @Override
    public int weightBits() {
      return 13;
    }

    /** The default of {@link #step}: 8 for a batch of 128, in proportion up to 256, at least 4. */
    public static int defaultStep(int batch) {
      return Math.max(4, batch <= 256 ? 8 * batch / 128 : 16);
    }

    /**
     * The default of {@link #forwardShifts}: 4 for the first layer of 784 inputs (MNIST), 5 for
     * others; hidden layers 2 for 128 inputs and 1 more for each factor of 4.
     */
    public static List<Integer> defaultForwardShifts(Network network) {
      List<Integer> units = network.units();
      List<Integer> shifts = new ArrayList<>();
      for (int l = 0; l < units.size() - 1; l++) {
        int first = units.get(l) == 784 ? 4 : 5;
        shifts.add(l == 0 ? first : Math.max(0, (Bounds.ceilLog2(units.get(l)) - 3) / 2));
      }
      return shifts;
    }

    /**
     * The default of {@link #errorShifts}: 3 for the last hidden layer, the others by the width of
     * the layer after the next.
     */
    public static List<Integer> defaultErrorShifts(Network network) {
      List<Integer> units = network.units();
      int layers = units.size() - 1;
      List<Integer> shifts = new ArrayList<>();
      for (int l = 0; l < layers - 2; l++) {
        int byWidth = Math.floorDiv(Bounds.ceilLog2(units.get(l + 2)) - 7, 2);
        shifts.add(l == 0 ? Math.max(0, byWidth) : Math.max(1, byWidth + 1));
      }
      if (layers > 1) {
        shifts.add(3);
      }
      return shifts;
    }
  }

  /** QUOTIENT's integer AMSgrad, with normalisation by secret powers of two. */
  record AmsGrad() implements Method {
    @Override
    public int weightBits() {
      return 16;
    }
  }
}
