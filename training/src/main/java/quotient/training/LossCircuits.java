package quotient.training;

import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.Wire;

/** Circuits of the last layer's sums. */
final class LossCircuits {
  private LossCircuits() {}

  /** From z + 2^(shift-1): the logit {@code shr(z, shift)}; free. */
  record Logits(int shift) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {in[0].dropLow(shift)};
    }
  }

  /**
   * From {@code z + (64 << shift) + 2^(shift-1)}, for the label with -64, and whether it is the
   * label's: the error, 8 bits.
   */
  record Hinge(int shift) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {hinge(c, in[0].dropLow(shift), in[1].wire(0))};
    }
  }

  /**
   * As {@link Hinge}, then rounded to {@code bits} bits by the dither that is the third operand.
   */
  record DitheredHinge(int shift, int bits) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits error = hinge(c, in[0].dropLow(shift), in[1].wire(0));
      return new Bits[] {ShiftCircuits.round(c, error, in[2], bits)};
    }
  }

  /** The error from v = o + 64, or o - 64 for the label. */
  private static Bits hinge(Circuits c, Bits v, Wire isLabel) {
    // The label's error counts where it is negative, the others' where they are not.
    Wire counts = c.not(c.xor(v.sign(), isLabel));
    return c.saturate(v, 8, counts, Bounds.most(v));
  }
}
