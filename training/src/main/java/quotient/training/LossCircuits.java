package quotient.training;

import java.util.Arrays;
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

  /** From z + (64 << shift) + 2^(shift-1) and whether it is the label's: the error, 8 bits. */
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

  /** The error from v = o + 64. */
  private static Bits hinge(Circuits c, Bits v, Wire isLabel) {
    // For the label 128 = 2^7 less: bits of -1 from wire 7 upwards.
    Wire[] wires = new Wire[v.width()];
    for (int i = 0; i < 7; i++) {
      wires[i] = v.wire(i);
    }
    Wire[] ones = new Wire[v.width() - 7];
    Arrays.fill(ones, isLabel);
    Bits high = c.add(v.dropLow(7), Bits.of(ones));
    for (int i = 7; i < wires.length; i++) {
      wires[i] = high.wire(i - 7);
    }
    Bits hinge = Bits.of(wires);
    // The label's error counts where it is negative, the others' where they are not.
    Wire counts = c.not(c.xor(hinge.sign(), isLabel));
    return c.and(c.saturate(hinge, 8), counts);
  }
}
