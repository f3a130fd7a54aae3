package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** What lies between the sums of a hidden layer and the inputs of the next: ReLU and pooling. */
interface Rectifier {
  /**
   * The next layer's inputs in training.
   *
   * @param z examples x sums
   * @return examples x inputs, with the bias
   */
  Matrix forward(Shares z, Tape tape);

  /** The next layer's inputs in prediction. */
  Matrix predict(Shares z);

  /**
   * The errors of the sums.
   *
   * @param raw sums of errors for what {@link #forward} gave, examples x inputs without the bias
   * @return two's complement, a lane for each sum of each example
   */
  Bits backward(Shares raw, Tape tape);

  /** The secret scale that prediction needs, if there is one. */
  List<Scale> scales();

  /**
   * The rectifier of a hidden layer.
   *
   * @param next bounds of the layer above
   */
  static Rectifier of(Engine engine, Bounds layer, Normalization normalization, Bounds next) {
    Inputs inputs = new Inputs(engine, next);
    Pooling pooling = layer.of().pooling();
    PooledWindows windows = new PooledWindows(layer.of().sums(), pooling.size());
    return switch (pooling.kind()) {
      case NONE, BEFORE -> new PlainRectifier(normalization, inputs);
      case MAX -> new MaxPoolRectifier(engine, normalization, windows, inputs);
      case SUM -> new SumPoolRectifier(normalization, windows, inputs);
    };
  }
}
