package quotient.training;

import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Shares;

/** Averages the gradients of a group of rows. */
interface Momentum {
  /**
   * Adds a gradient; the call moves the weights by {@code step} against the sign of the new
   * momentum.
   *
   * @param clock counts the updates of this group, from 0
   */
  LaneCall update(Shares gradient, int clock, Bits weights, int step);

  /** Takes what the call gave; returns the moved weights. */
  Bits updated(Bits[] outputs);

  /** Its values after {@code updates} updates. */
  void exchange(State state, String name, int updates);
}
