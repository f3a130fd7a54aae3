package quotient.training;

import java.util.Optional;
import java.util.OptionalInt;

/** How a network is trained: the scaling of its sums and the update of its weights. */
public sealed interface Method {
  /** Bits of a latent weight, two's complement. */
  int weightBits();

  /** Bits of an error; below 8 errors are rounded with public dither. */
  int errorBits();

  /** The public shifts that scale sums and errors; none where powers of two do that in secret. */
  Optional<Shifts> publicShifts();

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
   * @param errorBits 2 to 8
   * @param step initial step of a latent weight of 13 bits; absent for {@link #defaultStep}
   */
  record Signum(Momentum momentum, int rotate, int errorBits, OptionalInt step, Shifts shifts)
      implements Method {
    /** A range of weights: what a weight can travel in a training that is not long. */
    private static final double RANGE = 4096;

    private static final int LONG_TRAINING = 512;
    private static final int MAX_DEFAULT_STEP = 64;

    /** Checks what does not depend on the network; a failure's message is for the user. */
    public Signum {
      Checks.range("error-bits", errorBits, 2, 8);
      step.ifPresent(value -> Checks.range("step", value, 1, 4096));
    }

    @Override
    public int weightBits() {
      return 13;
    }

    @Override
    public Optional<Shifts> publicShifts() {
      return Optional.of(shifts);
    }

    /** The initial step of a training of so many iterations. */
    public int step(int batch, int iterations) {
      return step.orElse(defaultStep(batch, iterations));
    }

    /**
     * 8, and 16 from a batch of 256; in a training of fewer than 512 iterations more, so that a
     * weight can cross its range once: the power of two next to 4096 / iterations, at most 64.
     */
    public static int defaultStep(int batch, int iterations) {
      int usual = batch < 256 ? 8 : 16;
      if (iterations >= LONG_TRAINING) {
        return usual;
      }
      int log2 = (int) Math.floor(Math.log(RANGE / iterations) / Math.log(2) + 0.5);
      return Math.max(usual, Math.min(MAX_DEFAULT_STEP, 1 << log2));
    }
  }

  /**
   * QUOTIENT's integer AMSgrad.
   *
   * @param publicShifts in place of the paper's normalisation by secret powers of two
   */
  record AmsGrad(Optional<Shifts> publicShifts) implements Method {
    @Override
    public int weightBits() {
      return 16;
    }

    @Override
    public int errorBits() {
      return 8;
    }
  }
}
