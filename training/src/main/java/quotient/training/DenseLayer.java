package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Shares;

/** A hidden layer in which each output is the ReLU of a sum over all inputs. */
final class DenseLayer implements Layer {
  private final Engine engine;
  private final Linear linear;
  private final Normalization normalization;
  private final Bounds next;

  /**
   * A layer.
   *
   * @param next the bounds of the layer above, whose operands the activations are
   */
  DenseLayer(Engine engine, Linear linear, Normalization normalization, Bounds next) {
    this.engine = engine;
    this.linear = linear;
    this.normalization = normalization;
    this.next = next;
  }

  @Override
  public Matrix forward(Matrix in, Tape tape) {
    Normalization.Activation a = normalization.forward(linear.forward(in, tape));
    tape.push(a.mask());
    return matrix(a.value(), in.rows(), next.inputRing());
  }

  @Override
  public Matrix predict(Matrix in) {
    Bits value = normalization.predict(linear.predict(in));
    return matrix(value, in.rows(), next.sumBits());
  }

  private Matrix matrix(Bits activations, int rows, int widestRing) {
    return engine.matrix(
        activations,
        Planes.unsignedWeights(activations.width()),
        rows,
        linear.bounds().outputs(),
        widestRing);
  }

  @Override
  public Optional<Shares> backward(Shares raw, Tape tape, Gradients out) {
    Bits errors = normalization.backward(raw, tape.popMask(), tape.batch());
    return linear.backward(errors, tape, out);
  }

  @Override
  public List<Parameter> parameters() {
    return linear.parameters();
  }

  @Override
  public List<Scale> scales() {
    return normalization.scales();
  }
}
