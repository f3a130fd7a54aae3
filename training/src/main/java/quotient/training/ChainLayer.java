package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** A hidden layer with one matrix of weights, fully connected or a convolution. */
final class ChainLayer implements Layer {
  private final Linear linear;
  private final Rectifier rectifier;

  ChainLayer(Linear linear, Rectifier rectifier) {
    this.linear = linear;
    this.rectifier = rectifier;
  }

  @Override
  public Matrix forward(Matrix in, Tape tape) {
    return rectifier.forward(linear.forward(in, tape), tape);
  }

  @Override
  public Matrix predict(Matrix in) {
    return rectifier.predict(linear.predict(in));
  }

  @Override
  public Optional<Shares> backward(Shares raw, Tape tape, Gradients out) {
    return linear.backward(linear.errors(rectifier.backward(raw, tape)), tape, out);
  }

  @Override
  public List<Parameter> parameters() {
    return linear.parameters();
  }

  @Override
  public List<Scale> scales() {
    return rectifier.scales();
  }
}
