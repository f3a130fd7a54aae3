package quotient.training;

import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Shares;

/** {@code m += g - shr(m, 3)}, kept as bits; at most 8 gradients, 3 bits more than one. */
final class MovingAverage implements Momentum {
  static final int DECAY = 3;

  private Bits average;

  MovingAverage(Bounds bounds, int rows) {
    int lanes = Math.multiplyExact(rows, bounds.outputs());
    average = Bits.constant(0, bounds.gradientBits() + DECAY, lanes);
  }

  @Override
  public LaneCall update(Shares gradient, int clock, Bits weights, int step) {
    return LaneCall.of(new SignumCircuits.AverageAndMove(step), gradient, average, weights);
  }

  @Override
  public Bits updated(Bits[] outputs) {
    average = outputs[0];
    return outputs[1];
  }

  @Override
  public void exchange(State state, String name, int updates) {
    average = state.bits(name + "/average", average, updates > 0);
  }
}
