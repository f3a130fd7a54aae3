package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Shares;

/**
 * Scaling by public shifts, as {@link Method.Signum} does it, and {@link Method.AmsGrad} where its
 * job says so.
 */
final class PublicShifts implements Normalization {
  private final Engine engine;
  private final Bounds bounds;
  private final ErrorRounding rounding;

  PublicShifts(Engine engine, Bounds bounds, ErrorRounding rounding) {
    this.engine = engine;
    this.bounds = bounds;
    this.rounding = rounding;
  }

  @Override
  public Activation forward(Shares z) {
    Bits[] out = activate(z);
    return new Activation(out[0], out[1]);
  }

  @Override
  public Bits predict(Shares z) {
    return activate(z)[0];
  }

  private Bits[] activate(Shares z) {
    int shift = bounds.forwardShift();
    return engine.lanewise(
        new ShiftCircuits.Activate(shift), engine.addPublic(z, Bounds.roundingHalf(shift)));
  }

  @Override
  public Bits backward(Shares d, Bits mask, Batch batch) {
    int shift = bounds.errorShift();
    Optional<Bits> random = rounding.random(batch);
    if (random.isPresent()) {
      return engine
          .lanewise(new ShiftCircuits.DitheredErrors(rounding.bits()), d, mask, random.get())[0];
    }
    return engine
        .lanewise(
            new ShiftCircuits.Errors(shift, rounding.bits()),
            engine.addPublic(d, Bounds.roundingHalf(shift)),
            mask)[0];
  }

  @Override
  public List<Scale> scales() {
    return List.of();
  }
}
