package quotient.training;

import java.util.List;
import java.util.function.Supplier;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Shares;

/** Keeps a hidden layer's activations at 7 bits and its errors at 8, whatever its sums. */
interface Normalization {
  /**
   * The activations of a layer and where they let errors through.
   *
   * @param value 7 wires, unsigned
   * @param mask 1 where the layer's sum is not negative
   */
  record Activation(Bits value, Bits mask) {}

  /** ReLU and scaling of the layer's sums in training. */
  Activation forward(Shares z);

  /** ReLU and scaling of the layer's sums in prediction: 7 wires, unsigned. */
  Bits predict(Shares z);

  /**
   * The layer's errors from the raw errors that the layer above passes down.
   *
   * @return two's complement
   */
  Bits backward(Shares d, Bits mask, Batch batch);

  /** The secret scale that prediction needs, if there is one. */
  List<Scale> scales();

  /**
   * That of a job's hidden layer.
   *
   * @param scale of its activations, where it is secret
   */
  static Normalization of(Engine engine, TrainingJob job, Bounds layer, Supplier<Scale> scale) {
    return job.method().publicShifts().isPresent()
        ? new PublicShifts(engine, layer, ErrorRounding.of(job, layer.layer()))
        : new PowerOfTwo(engine, scale.get());
  }
}
