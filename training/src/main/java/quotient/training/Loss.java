package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.Shares;
import quotient.engine.Wire;

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
  private final Hyperparameters hyper;
  private final Dither dither;
  private final int shift;

  Loss(Engine engine, Hyperparameters hyper, Dither dither) {
    this.engine = engine;
    this.hyper = hyper;
    this.dither = dither;
    shift = hyper.forwardShift(hyper.layers() - 1);
  }

  /**
   * The ring of the last layer's sums in training: a bit more than the sums, for the margin, and at
   * least 8 bits above the shift, for a logit of the margin's size.
   */
  static int sumBits(Hyperparameters hyper) {
    int last = hyper.layers() - 1;
    return Math.max(hyper.sumBits(last) + 1, hyper.forwardShift(last) + 8);
  }

  /**
   * The output error, classes x examples.
   *
   * @param z the last layer's sums, of {@link #sumBits}
   * @param labels this side's share of the labels, one-hot
   */
  Bits error(Shares z, long[] labels) {
    Bits oneHot = engine.fromXorShare(new long[][] {labels}, z.lanes());
    long margin = ((long) MARGIN << shift) + Hyperparameters.roundingHalf(shift);
    Shares withMargin = engine.addPublic(z, margin);
    int dropped = 8 - hyper.errorBits();
    if (dropped == 0) {
      return engine
          .lanewise((c, in) -> new Bits[] {hinge(c, in[0], in[1].wire(0))}, withMargin, oneHot)[0];
    }
    Bits random = dither.draw(z.rows(), z.columns(), dropped);
    return engine
        .lanewise(
            (c, in) -> new Bits[] {dither.round(c, hinge(c, in[0], in[1].wire(0)), in[2])},
            withMargin,
            oneHot,
            random)[0];
  }

  private Bits hinge(Circuits c, Bits z, Wire isLabel) {
    // o + 64, and for the label 128 = 2^7 less: bits of -1 from wire 7 upwards.
    Bits v = z.dropLow(shift);
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
