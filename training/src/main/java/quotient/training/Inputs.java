package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.Matrix;
import quotient.engine.Planes;

/** Makes the inputs of a layer of activations: a row for each example, the bias at its end. */
final class Inputs {
  private final Engine engine;
  private final Bounds layer;

  Inputs(Engine engine, Bounds layer) {
    this.engine = engine;
    this.layer = layer;
  }

  /** For training: activations of {@code units} an example, unsigned. */
  Matrix trained(Bits activations, int units) {
    return matrix(activations, units, layer.inputRing());
  }

  /** For prediction. */
  Matrix predicted(Bits activations, int units) {
    return matrix(activations, units, layer.predictedInputRing());
  }

  /** For training, summed over windows. */
  Matrix trained(Bits activations, PooledWindows windows) {
    return summed(trained(activations, windows.of().units()), windows, layer.inputRing());
  }

  /** For prediction, summed over windows. */
  Matrix predicted(Bits activations, PooledWindows windows) {
    int ring = layer.predictedInputRing();
    return summed(predicted(activations, windows.of().units()), windows, ring);
  }

  private Matrix matrix(Bits activations, int units, int widestRing) {
    int width = activations.width();
    int examples = activations.lanes() / units;
    Bits entries = layer.of().bias() == 0 ? activations : withBias(activations, units, examples);
    return engine.matrix(
        entries, Planes.unsignedWeights(width), examples, units + layer.of().biases(), widestRing);
  }

  private Bits withBias(Bits activations, int units, int examples) {
    int[] lanes = new int[Math.multiplyExact(examples, units + 1)];
    for (int b = 0; b < examples; b++) {
      for (int i = 0; i < units; i++) {
        lanes[b * (units + 1) + i] = b * units + i;
      }
      lanes[b * (units + 1) + units] = examples * units;
    }
    Bits bias = Bits.constant(layer.of().bias(), activations.width(), 1);
    return engine.gather(List.of(activations, bias), lanes);
  }

  private Matrix summed(Matrix activations, PooledWindows windows, int ring) {
    Gather sums = windows.sums(layer.of().biases());
    return Matrix.ofShares(engine.shares(activations, ring).gather(sums));
  }
}
