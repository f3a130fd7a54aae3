package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Gather;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** ReLU, then sums over windows: free on shares, but all that follows is wider. */
final class SumPoolRectifier implements Rectifier {
  private final Normalization normalization;
  private final PooledWindows windows;
  private final Inputs inputs;
  private final Gather sums;

  SumPoolRectifier(Normalization normalization, PooledWindows windows, Inputs inputs) {
    this.normalization = normalization;
    this.windows = windows;
    this.inputs = inputs;
    sums = windows.sums(0);
  }

  @Override
  public Matrix forward(Shares z, Tape tape) {
    Normalization.Activation a = normalization.forward(z);
    tape.push(a.mask());
    return inputs.trained(a.value(), windows);
  }

  @Override
  public Matrix predict(Shares z) {
    return inputs.predicted(normalization.predict(z), windows);
  }

  /** Each error goes unchanged to all entries of its window. */
  @Override
  public Bits backward(Shares raw, Tape tape) {
    return normalization.backward(raw.scatter(sums), tape.popBits(), tape.batch());
  }

  @Override
  public List<Scale> scales() {
    return normalization.scales();
  }
}
