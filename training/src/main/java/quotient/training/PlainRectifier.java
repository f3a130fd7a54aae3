package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** ReLU without pooling, or of sums that are pooled already. */
final class PlainRectifier implements Rectifier {
  private final Normalization normalization;
  private final Inputs inputs;

  PlainRectifier(Normalization normalization, Inputs inputs) {
    this.normalization = normalization;
    this.inputs = inputs;
  }

  @Override
  public Matrix forward(Shares z, Tape tape) {
    Normalization.Activation a = normalization.forward(z);
    tape.push(a.mask());
    return inputs.trained(a.value(), z.columns());
  }

  @Override
  public Matrix predict(Shares z) {
    return inputs.predicted(normalization.predict(z), z.columns());
  }

  @Override
  public Bits backward(Shares raw, Tape tape) {
    return normalization.backward(raw, tape.popBits(), tape.batch());
  }

  @Override
  public List<Scale> scales() {
    return normalization.scales();
  }
}
