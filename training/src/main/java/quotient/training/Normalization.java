package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** Keeps activations at 7 bits and errors at 8, whatever the sums they come from. */
interface Normalization {
  /**
   * The activations of a hidden layer and where they let errors through.
   *
   * @param value 7 wires, unsigned
   * @param mask 1 where the layer's sum is not negative
   */
  record Activation(Bits value, Wire mask) {}

  /** ReLU and scaling of the sums of layer {@code l} in training. */
  Activation forward(int l, Shares z);

  /** ReLU and scaling of the sums of layer {@code l} in prediction: 7 wires, unsigned. */
  Bits predict(int l, Shares z);

  /**
   * The error of hidden layer {@code l} from the raw errors that the layer above passes down.
   *
   * @return two's complement
   */
  Bits backward(int l, Shares d, Wire mask);

  /** Secret scales that prediction needs: for each hidden layer a value of one lane, or none. */
  List<Bits> scales();
}
