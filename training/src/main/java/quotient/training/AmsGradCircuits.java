package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.Wire;

/** The update of amsgrad. */
final class AmsGradCircuits {
  /** The learning rate is 2^-8 of m's 8 fraction bits and 3 more bits. */
  private static final int RATE_BITS = 3;

  private AmsGradCircuits() {}

  /**
   * From a raw gradient, the leading zeros of the largest, m, v, h and weights: the new m, v, h and
   * weights, see {@link AmsGrad}.
   */
  record Update(int marksPassed) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits g = ScaleCircuits.signed(c, in[0], in[1]);
      Bits m = movedMean(c, in[2], g);
      Bits v = movedSquare(c, in[3], g);
      Bits h = c.max(in[4], v);
      return new Bits[] {m, v, h, step(c, in[5], m, h, marksPassed)};
    }
  }

  private static Bits movedMean(Circuits c, Bits m, Bits g) {
    int width = m.width() + 1;
    Bits difference = c.subtract(g.shiftLeft(8).signed(width), m.signed(width));
    return addShifted(c, m, difference, 3);
  }

  private static Bits movedSquare(Circuits c, Bits v, Bits g) {
    int width = v.width() + 1;
    Bits square = c.square(c.abs(g)).shiftLeft(8).unsigned(width);
    return addShifted(c, v, c.subtract(square, v.unsigned(width)), 8);
  }

  /** x + shr(difference, count): the rounding wire is the adder's carry. */
  private static Bits addShifted(Circuits c, Bits x, Bits difference, int count) {
    Bits shifted = difference.dropLow(count).signed(x.width());
    return c.add(x, shifted, difference.wire(count - 1));
  }

  private static Bits step(Circuits c, Bits w, Bits m, Bits h, int marksPassed) {
    Wire[] pairs = new Wire[h.width() / 2];
    Arrays.setAll(pairs, i -> c.or(h.wire(2 * i), h.wire(2 * i + 1)));
    Bits half = c.bitLength(Bits.of(pairs));
    Bits amount = c.thermometerToBinary(half, j -> j + marksPassed, 4);
    // shr(m, j - 3 + x) = shr(m << 3, j + x); one more wire below holds the rounding.
    Bits shifted = c.shiftRight(m.shiftLeft(RATE_BITS + 1), amount);
    int width = shifted.width();
    Bits floor = shifted.dropLow(1).signed(width);
    // w - (floor + rounding) = w + not floor + (1 - rounding)
    Bits moved = c.add(w.signed(width), c.not(floor), c.not(shifted.wire(0)));
    return c.clip(moved, w.width());
  }
}
