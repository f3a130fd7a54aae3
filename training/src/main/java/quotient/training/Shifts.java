package quotient.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Public shifts to the right, which keep activations at 7 and errors at 8 bits.
 *
 * @param forward for each matrix of weights that of its sums
 * @param error for each but the last that of its outputs' errors
 */
public record Shifts(List<Integer> forward, List<Integer> error) {
  /** Sums seldom reach 24 bits: larger shifts would leave nothing of them. */
  private static final int MAX_SHIFT = 16;

  /** Checks what does not depend on the network; a failure's message is for the user. */
  public Shifts {
    forward = List.copyOf(forward);
    error = List.copyOf(error);
    forward.forEach(shift -> Checks.range("shifts.forward", shift, 0, MAX_SHIFT));
    error.forEach(shift -> Checks.range("shifts.error", shift, 0, MAX_SHIFT));
  }

  /** The default shifts of a network. */
  public static Shifts of(Network network) {
    return new Shifts(forwardOf(network), errorOf(network));
  }

  /**
   * Where all layers are fully connected 4 for 784 inputs (MNIST), else about the logarithm of half
   * their root; hidden layers 2 for 128 inputs and 1 more for each factor of 4. Networks with
   * convolutions have one more, because shared weights saturate together, and one for each factor
   * of 2 that is summed before the ReLU. A layer after sums of activations has as much more.
   */
  public static List<Integer> forwardOf(Network network) {
    List<Integer> out = new ArrayList<>();
    List<WeightLayer> layers = network.weightLayers();
    for (WeightLayer layer : layers) {
      int inputs = Bounds.ceilLog2(layer.fanIn());
      boolean last = layer.index() == layers.size() - 1;
      int shift =
          network.isConvolutional()
              ? Math.floorDiv(inputs - (last ? 4 : 1), 2) + Bounds.ceilLog2(layer.before())
              : layer.index() > 0 ? (inputs - 3) / 2 : layer.fanIn() == 784 ? 4 : (inputs - 2) / 2;
      int summed = Bounds.ceilLog2(layer.summedSide());
      out.add(Math.max(0, (last ? Math.max(0, shift) : shift) + summed));
    }
    return out;
  }

  /**
   * Where all layers are fully connected 3 for the last hidden layer, the others by the width of
   * the layer after the next. Networks with convolutions by the number of errors that the layer
   * above passes down, at least 2; one more with residual blocks, which add errors.
   */
  public static List<Integer> errorOf(Network network) {
    List<WeightLayer> layers = network.weightLayers();
    List<Integer> out = new ArrayList<>();
    for (int l = 0; l < layers.size() - 1; l++) {
      // Windows that leave gaps may have none.
      int above = Bounds.ceilLog2(Math.max(1, layers.get(l + 1).fanOut()));
      out.add(
          network.isConvolutional()
              ? Math.max(2, (above - (network.isResidual() ? 1 : 3)) / 2)
              : ofDenseErrors(l, above, l == layers.size() - 2));
    }
    return out;
  }

  private static int ofDenseErrors(int l, int above, boolean lastHidden) {
    if (lastHidden) {
      return 3;
    }
    int byWidth = Math.floorDiv(above - 7, 2);
    return l == 0 ? Math.max(0, byWidth) : Math.max(1, byWidth + 1);
  }
}
