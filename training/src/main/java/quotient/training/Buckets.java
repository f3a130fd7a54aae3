package quotient.training;

import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Shares;

/**
 * Two buckets of {@link #LENGTH} updates: C gathers, P is the one before, the momentum is {@code 2C
 * + P}. Additions only, so both stay additive shares, in a ring wide enough for the largest
 * momentum; only its sign ever becomes a bit.
 */
final class Buckets implements Momentum {
  private static final int LENGTH = 8;

  /** Gradients in the largest momentum: 16 in 2C and 8 in P. */
  static final int TERMS = 3 * LENGTH;

  /** Bits that these take more than one. */
  static final int EXTRA_BITS = 5;

  private final Bounds bounds;
  private final int rows;
  private Optional<Shares> current = Optional.empty();
  private Optional<Shares> previous = Optional.empty();

  Buckets(Bounds bounds, int rows) {
    this.bounds = bounds;
    this.rows = rows;
  }

  @Override
  public LaneCall update(Shares gradient, int clock, Bits weights, int step) {
    if (clock % LENGTH == 0) {
      previous = current;
      current = Optional.empty();
    }
    Shares sum = current.map(c -> c.plus(gradient)).orElse(gradient);
    current = Optional.of(sum);
    Shares twice = sum.times(2);
    Shares momentum = previous.map(twice::plus).orElse(twice);
    return LaneCall.of(new SignumCircuits.Move(step), momentum, weights);
  }

  @Override
  public Bits updated(Bits[] outputs) {
    return outputs[0];
  }

  @Override
  public void exchange(State state, String name, int updates) {
    int inCurrent = updates == 0 ? 0 : (updates - 1) % LENGTH + 1;
    current = state.shares(name + "/current", current, form(inCurrent));
    previous = state.shares(name + "/previous", previous, form(updates > LENGTH ? LENGTH : 0));
  }

  private State.SumForm form(int updates) {
    // An update of a group adds the gradients of as many iterations as there are groups, at most.
    return new State.SumForm(
        rows,
        bounds.outputs(),
        bounds.gradientRing().width(),
        updates * bounds.groups(),
        bounds.gradientRing().terms());
  }
}
