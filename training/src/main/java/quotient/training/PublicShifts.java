package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** Scaling by public shifts, as {@link Hyperparameters.OptimizerKind#SIGNUM} uses it. */
final class PublicShifts implements Normalization {
  private final Engine engine;
  private final Hyperparameters hyper;
  private final Dither dither;

  PublicShifts(Engine engine, Hyperparameters hyper, Dither dither) {
    this.engine = engine;
    this.hyper = hyper;
    this.dither = dither;
  }

  @Override
  public Activation forward(int l, Shares z) {
    Bits[] out = activate(l, z);
    return new Activation(out[0], out[1].wire(0));
  }

  @Override
  public Bits predict(int l, Shares z) {
    return activate(l, z)[0];
  }

  /** clip(shr(z, s), 0, 127), and whether it is not negative. */
  private Bits[] activate(int l, Shares z) {
    int shift = hyper.forwardShifts().get(l);
    return engine.lanewise(
        (c, in) -> {
          Bits r = in[0].dropLow(shift);
          return new Bits[] {
            c.clipNonNegative(r, Hyperparameters.ACTIVATION_BITS), Bits.of(c.not(r.sign()))
          };
        },
        engine.addPublic(z, Hyperparameters.roundingHalf(shift)));
  }

  @Override
  public Bits backward(int l, Shares d, Wire mask) {
    int shift = hyper.errorShifts().get(l);
    int bits = hyper.errorBits();
    if (bits == 8 || shift == 0) {
      // sat8(shr(mask * d, s)); the mask may come last because shr(0, s) = 0.
      return engine
          .lanewise(
              (c, in) -> new Bits[] {c.and(c.saturate(in[0].dropLow(shift), bits), in[1].wire(0))},
              engine.addPublic(d, Hyperparameters.roundingHalf(shift)),
              Bits.of(mask))[0];
    }
    Bits random = dither.draw(d.rows(), d.columns(), shift);
    return engine
        .lanewise(
            (c, in) -> new Bits[] {c.and(dither.round(c, in[0], in[2]), in[1].wire(0))},
            d,
            Bits.of(mask),
            random)[0];
  }

  @Override
  public List<Bits> scales() {
    return List.of();
  }
}
