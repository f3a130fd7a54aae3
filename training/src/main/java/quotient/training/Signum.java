package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * Steps of fixed size against the sign of the momentum (Bernstein et al., "signSGD", ICML 2018).
 *
 * <p>With R groups of rows, iteration t updates group {@code t mod R} with the gradients that its
 * rows have gathered since they were updated last.
 */
final class Signum implements Optimizer {
  private final LatentWeights weights;
  private final Momentum momentum;
  private final int groups;
  private final int initialStep;
  private final Shares[] gathered;

  /** Averages gradients; one state per group of rows. */
  interface Momentum {
    /**
     * Adds a gradient and applies {@code step} to the weights and the sign of the new momentum.
     *
     * @param clock counts the updates of this group
     */
    Bits update(int group, Shares gradient, int clock, Bits weights, Step step);

    /** The ring of the gradients. */
    int gradientBits();

    /** Gradients in the largest sum that the momentum forms of its updates, weights counted. */
    int gradientTerms();
  }

  /** Moves weights by the sign wire of the momentum. */
  @FunctionalInterface
  interface Step {
    Bits apply(Circuits c, Wire negative, Bits weights);
  }

  Signum(LatentWeights weights, Momentum momentum, int groups, int initialStep) {
    this.weights = weights;
    this.momentum = momentum;
    this.groups = groups;
    this.initialStep = initialStep;
    gathered = new Shares[groups];
    for (int g = 0; g < groups; g++) {
      forget(g);
    }
  }

  private void forget(int group) {
    int rows = Math.ceilDiv(weights.inputs() - group, groups);
    gathered[group] = Shares.zeros(rows, weights.outputs(), momentum.gradientBits());
  }

  @Override
  public void update(Shares gradient, int iteration, int marksPassed) {
    int step = Math.max(1, initialStep >> marksPassed);
    int group = iteration % groups;
    for (int g = 0; g < groups; g++) {
      gathered[g] = gathered[g].plus(gradient.everyRow(g, groups));
    }
    Shares part = gathered[group];
    forget(group);
    Bits moved =
        momentum.update(
            group,
            part,
            iteration / groups,
            weights.group(group),
            (c, negative, w) -> move(c, negative, w, step));
    weights.replaceGroup(group, moved);
  }

  /** w - step, or w + step where the momentum is negative, clipped to the width of w. */
  private static Bits move(Circuits c, Wire negative, Bits w, int step) {
    int width = w.width() + 1;
    // The two public addends differ in some bits; there the wire is the sign or its opposite.
    Bits plus = Bits.constant(step, width, w.lanes());
    Bits minus = Bits.constant(-step, width, w.lanes());
    Wire[] addend = new Wire[width];
    Arrays.setAll(addend, i -> c.mux(negative, plus.wire(i), minus.wire(i)));
    return c.clip(c.add(Bits.of(addend), w.signed(width)), w.width());
  }

  @Override
  public int gradientBits() {
    return momentum.gradientBits();
  }

  @Override
  public int gradientTerms() {
    return groups * momentum.gradientTerms();
  }

  @Override
  public LatentWeights weights() {
    return weights;
  }

  /**
   * Two buckets of {@link #LENGTH} iterations: C gathers, P is the one before, the momentum is
   * {@code 2C + P}. Additions only, so the state stays as additive shares, in a ring wide enough
   * for the largest momentum; only its sign ever becomes a bit.
   */
  static final class Buckets implements Momentum {
    private static final int LENGTH = 8;

    private final Engine engine;
    private final int bits;
    private final Shares[] current;
    private final Shares[] previous;

    /** Buckets for gradients of {@code gradientBits} in the worst case. */
    Buckets(Engine engine, int gradientBits, int groups) {
      this.engine = engine;
      // 24 gradients: 16 in 2C and 8 in P.
      bits = gradientBits + 5;
      current = new Shares[groups];
      previous = new Shares[groups];
    }

    @Override
    public Bits update(int group, Shares gradient, int clock, Bits weights, Step step) {
      if (clock % LENGTH == 0) {
        Shares zeros = Shares.zeros(gradient.rows(), gradient.columns(), bits);
        previous[group] = clock == 0 ? zeros : current[group];
        current[group] = zeros;
      }
      current[group] = current[group].plus(gradient);
      Shares momentum = current[group].times(2).plus(previous[group]);
      return engine
          .lanewise((c, in) -> new Bits[] {step.apply(c, in[0].sign(), in[1])}, momentum, weights)[
          0];
    }

    @Override
    public int gradientBits() {
      return bits;
    }

    @Override
    public int gradientTerms() {
      return 3 * LENGTH;
    }
  }

  /** {@code m += g - shr(m, 3)}, kept as bits; at most 8 gradients, 3 bits more than one. */
  static final class MovingAverage implements Momentum {
    private static final int DECAY = 3;

    private final Engine engine;
    private final int gradientBits;
    private final Bits[] average;

    /** Averages of gradients of {@code gradientBits} in the worst case. */
    MovingAverage(Engine engine, int gradientBits, int groups) {
      this.engine = engine;
      this.gradientBits = gradientBits;
      average = new Bits[groups];
    }

    @Override
    public Bits update(int group, Shares gradient, int clock, Bits weights, Step step) {
      int width = gradientBits + DECAY;
      Bits old = clock == 0 ? Bits.constant(0, width, gradient.lanes()) : average[group];
      Bits[] out =
          engine.lanewise(
              (c, in) -> {
                // m - (floor + rounding) = m + not floor + (1 - rounding): no adder to round.
                Bits floor = in[1].dropLow(DECAY).signed(width);
                Wire rounding = in[1].wire(DECAY - 1);
                Bits sum = c.add(in[1], in[0].signed(width));
                Bits m = c.add(sum, c.not(floor), c.not(rounding));
                return new Bits[] {m, step.apply(c, m.sign(), in[2])};
              },
              gradient,
              old,
              weights);
      average[group] = out[0];
      return out[1];
    }

    @Override
    public int gradientBits() {
      return gradientBits;
    }

    @Override
    public int gradientTerms() {
      return 1;
    }
  }
}
