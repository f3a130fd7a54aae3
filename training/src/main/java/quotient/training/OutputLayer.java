package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** The last layer: its sums become logits, and in training the loss makes the first errors. */
final class OutputLayer {
  private final Engine engine;
  private final Linear linear;
  private final Loss loss;

  OutputLayer(Engine engine, Linear linear, Loss loss) {
    this.engine = engine;
    this.linear = linear;
    this.loss = loss;
  }

  /**
   * Forward, loss and back.
   *
   * @return sums of errors for the inputs; none where this is the first layer, too
   */
  Optional<Shares> learn(Matrix in, Labels labels, Tape tape, Gradients out) {
    Bits errors = loss.error(linear.forward(in, tape), labels, tape.batch());
    return linear.backward(linear.errors(errors), tape, out);
  }

  /** The logits {@code o = shr(z, s)}: examples x classes. */
  Bits logits(Matrix in) {
    int shift = linear.bounds().forwardShift();
    Shares z = engine.addPublic(linear.predict(in), Bounds.roundingHalf(shift));
    return engine.lanewise(new LossCircuits.Logits(shift), z)[0];
  }

  List<Parameter> parameters() {
    return linear.parameters();
  }
}
