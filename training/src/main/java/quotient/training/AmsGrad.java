package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.LaneCircuit;

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

  private final Engine engine;

  AmsGrad(Engine engine) {
    this.engine = engine;
  }

  /** m, v and h of a layer's weights. */
  private static final class Moments implements Parameter.Kept {
    private Bits m;
    private Bits v;
    private Bits h;

    Moments(int weights) {
      m = Bits.constant(0, MOMENT_BITS, weights);
      v = Bits.constant(0, SQUARE_BITS, weights);
      h = Bits.constant(0, SQUARE_BITS, weights);
    }

    @Override
    public void exchange(State state, String name, int iteration) {
      boolean secret = iteration > 0;
      m = state.bits(name + "/m", m, secret);
      v = state.bits(name + "/v", v, secret);
      h = state.bits(name + "/h", h, secret);
    }
  }

  @Override
  public Parameter.Kept initial(Bounds bounds) {
    return new Moments(bounds.weights());
  }

  @Override
  public void update(List<Parameter> all, Gradients gradients, Clock clock) {
    LaneCircuit magnitude = new ScaleCircuits.Magnitude();
    List<Bits[]> raw =
        engine.lanewise(all.stream().map(p -> LaneCall.of(magnitude, gradients.of(p))).toList());
    List<PowerOfTwo.Largest> largest =
        PowerOfTwo.largest(engine, raw.stream().map(out -> out[1]).toList());
    LaneCircuit update = new AmsGradCircuits.Update(clock.marksPassed());
    List<LaneCall> calls = new ArrayList<>();
    for (int p = 0; p < all.size(); p++) {
      Moments moments = all.get(p).kept(Moments.class);
      calls.add(
          LaneCall.of(
              update,
              raw.get(p)[0],
              largest.get(p).leadingZeros(),
              moments.m,
              moments.v,
              moments.h,
              all.get(p).group(0)));
    }
    List<Bits[]> outputs = engine.lanewise(calls);
    for (int p = 0; p < all.size(); p++) {
      Bits[] out = outputs.get(p);
      Moments moments = all.get(p).kept(Moments.class);
      moments.m = out[0];
      moments.v = out[1];
      moments.h = out[2];
      all.get(p).replaceGroup(0, out[3]);
    }
  }
}
