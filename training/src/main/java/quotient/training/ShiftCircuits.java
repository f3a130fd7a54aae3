package quotient.training;

import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;

/** Circuits that scale by public shifts. */
final class ShiftCircuits {
  private ShiftCircuits() {}

  /**
   * From z + 2^(shift-1): {@code clip(shr(z, shift), 0, 127)}, and whether that was not negative;
   * as many ANDs as {@link Circuits#clipNonNegative} takes.
   */
  record Activate(int shift) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits r = in[0].dropLow(shift);
      Bits clipped = c.clipNonNegative(r, Bounds.ACTIVATION_BITS, Bounds.most(r));
      return new Bits[] {clipped, Bits.of(c.not(r.sign()))};
    }
  }

  /**
   * From d + 2^(shift-1) and the mask: {@code sat(shr(mask * d, shift))} of {@code bits} bits; the
   * mask may come last because shr(0, s) = 0.
   */
  record Errors(int shift, int bits) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits r = in[0].dropLow(shift);
      return new Bits[] {c.saturate(r, bits, in[1].wire(0), Bounds.most(r))};
    }
  }

  /** From d, the mask and dither: masked errors of {@code bits} bits, see {@link #round}. */
  record DitheredErrors(int bits) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits sum = sum(c, in[0], in[2]);
      return new Bits[] {c.saturate(sum, bits, in[1].wire(0), 1L << (sum.width() - 1))};
    }
  }

  /** {@code sat((x + r) >> k)} of {@code bits} bits, where r has k wires. */
  static Bits round(Circuits c, Bits x, Bits r, int bits) {
    return c.saturate(sum(c, x, r), bits);
  }

  private static Bits sum(Circuits c, Bits x, Bits r) {
    int width = Math.max(x.width(), r.width()) + 1;
    return c.add(x.signed(width), r.unsigned(width)).dropLow(r.width());
  }
}
