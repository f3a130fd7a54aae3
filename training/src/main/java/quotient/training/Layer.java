package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/**
 * A hidden layer. Rows of all matrices are examples. Errors come down raw: a layer gets the sums of
 * errors that the layer above leaves for each of its outputs, and itself masks, scales and
 * saturates them.
 */
interface Layer {
  /** Activations in training; leaves on the tape what {@link #backward} needs. */
  Matrix forward(Matrix in, Tape tape);

  /** Activations in prediction. */
  Matrix predict(Matrix in);

  /**
   * The way back.
   *
   * @param raw sums of errors for the outputs of {@link #forward}
   * @param out takes the gradients of {@link #parameters}
   * @return sums of errors for the inputs; none from the first layer, whose inputs are data
   */
  Optional<Shares> backward(Shares raw, Tape tape, Gradients out);

  /** What training changes. */
  List<Parameter> parameters();

  /** Secret scales that a prediction needs, as values of one lane. */
  List<Scale> scales();
}
