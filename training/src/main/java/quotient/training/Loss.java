package quotient.training;

import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Shares;

/**
 * One-vs-all squared hinge loss with margin 64 (its derivative):
 *
 * <pre>
 *   o = shr(z, s);   e_j = max(0, o_j + 64) for j != label,   e_label = min(0, o_label - 64);   sat8(e)
 * </pre>
 */
final class Loss {
  private static final int MARGIN = 64;

  private final Engine engine;
  private final int shift;
  private final ErrorRounding rounding;

  /** A loss of the sums of a layer with the given public shift. */
  Loss(Engine engine, int shift, ErrorRounding rounding) {
    this.engine = engine;
    this.shift = shift;
    this.rounding = rounding;
  }

  /**
   * Bits of the last layer's sums in training: one more than of the sums and at least 10 above the
   * shift, for the margin and for the limit of an error ({@link Bounds#most}).
   */
  static int sumBits(int bits, int shift) {
    return Math.max(bits + 1, shift + 10);
  }

  /**
   * The output errors, examples x classes.
   *
   * @param z the last layer's sums, of {@link #sumBits}
   */
  Bits error(Shares z, Labels labels, Batch batch) {
    // For the label the margin is negative: who has the row takes it off twice.
    Shares margins = labels.shares().reduce(z.width()).times((-2L * MARGIN) << shift);
    Shares withMargin =
        engine.addPublic(z, ((long) MARGIN << shift) + Bounds.roundingHalf(shift)).plus(margins);
    Optional<Bits> random = rounding.random(batch);
    return random.isPresent()
        ? engine
            .lanewise(
                new LossCircuits.DitheredHinge(shift, rounding.bits()),
                withMargin,
                labels.bits(),
                random.get())[0]
        : engine.lanewise(new LossCircuits.Hinge(shift), withMargin, labels.bits())[0];
  }
}
