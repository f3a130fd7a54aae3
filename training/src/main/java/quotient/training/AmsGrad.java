package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * QUOTIENT's integer AMSgrad (section 3.3; Reddi, Kale, Kumar, ICLR 2018): per weight, with g the
 * gradient normalised to 8 bits,
 *
 * <pre>
 *   m += shr((g << 8) - m, 3)          beta1 = 1 - 2^-3
 *   v += shr((g g << 8) - v, 8)        beta2 = 1 - 2^-8
 *   h = max(h, v)
 *   W -= shr(m, j - 3 + x),            j = ceil(bitlen(h) / 2), x = marks passed
 * </pre>
 *
 * Square root and division are by the closest power of two: a shift by half the bit length of h.
 */
final class AmsGrad implements Optimizer {
  private static final int MOMENT_BITS = 16;

  /** h and v are not negative: their 23rd bit, the sign, is always 0 and not kept. */
  private static final int SQUARE_BITS = 22;

  /** The learning rate is 2^-8 of m's 8 fraction bits and 3 more bits. */
  private static final int RATE_BITS = 3;

  private final Engine engine;
  private final LatentWeights weights;
  private final int gradientBits;
  private Bits m;
  private Bits v;
  private Bits h;

  AmsGrad(Engine engine, LatentWeights weights, int gradientBits) {
    this.engine = engine;
    this.weights = weights;
    this.gradientBits = gradientBits;
    int lanes = Math.multiplyExact(weights.inputs(), weights.outputs());
    m = Bits.constant(0, MOMENT_BITS, lanes);
    v = Bits.constant(0, SQUARE_BITS, lanes);
    h = Bits.constant(0, SQUARE_BITS, lanes);
  }

  @Override
  public void update(Shares gradient, int iteration, int marksPassed) {
    Bits[] prepared = PowerOfTwo.prepare(engine, gradient);
    Bits[] out =
        engine.lanewise(
            (c, in) -> {
              Bits g = PowerOfTwo.scaleSigned(c, in[0], in[1]);
              Bits newM = moveMean(c, in[2], g);
              Bits newV = moveSquare(c, in[3], g);
              Bits newH = c.max(in[4], newV);
              return new Bits[] {newM, newV, newH, step(c, in[5], newM, newH, marksPassed)};
            },
            prepared[0],
            prepared[1],
            m,
            v,
            h,
            weights.group(0));
    m = out[0];
    v = out[1];
    h = out[2];
    weights.replaceGroup(0, out[3]);
  }

  private static Bits moveMean(Circuits c, Bits m, Bits g) {
    int width = MOMENT_BITS + 1;
    Bits difference = c.subtract(g.shiftLeft(8).signed(width), m.signed(width));
    return addShifted(c, m, difference, 3);
  }

  private static Bits moveSquare(Circuits c, Bits v, Bits g) {
    int width = SQUARE_BITS + 1;
    Bits square = c.square(c.abs(g)).shiftLeft(8).unsigned(width);
    return addShifted(c, v, c.subtract(square, v.unsigned(width)), 8);
  }

  /** x + shr(difference, count): the rounding wire is the adder's carry. */
  private static Bits addShifted(Circuits c, Bits x, Bits difference, int count) {
    Bits shifted = difference.dropLow(count).signed(x.width());
    return c.add(x, shifted, difference.wire(count - 1));
  }

  private static Bits step(Circuits c, Bits w, Bits m, Bits h, int marksPassed) {
    Wire[] pairs = new Wire[SQUARE_BITS / 2];
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

  @Override
  public int gradientBits() {
    return gradientBits;
  }

  @Override
  public int gradientTerms() {
    return 1;
  }

  @Override
  public LatentWeights weights() {
    return weights;
  }
}
