package quotient.training;

import java.util.Arrays;
import java.util.Optional;
import quotient.engine.Gather;

/**
 * A matrix of weights in its network: where its inputs come from and what becomes of its sums. A
 * residual block has two, any other layer one.
 *
 * <p>Sums before the ReLU ({@link Pooling.Kind#BEFORE}) are linear and merge with the convolution:
 * its windows move on by {@code stride x size} and their entries are sums of {@code size x size}
 * entries {@code stride} apart. So the three products are smaller by size^2, with operands that are
 * wider.
 *
 * @param index from 0, the first
 * @param name of the layer that it belongs to, for the user
 * @param in the shape of its inputs
 * @param window of a convolution; none if each output is a sum over all inputs
 * @param outputs columns of its weights
 * @param pooling of its sums or activations
 * @param takesSkip whether the inputs of the layer before join its sums
 * @param summedSide its inputs are sums of {@code summedSide x summedSide} activations; 1 if they
 *     are activations
 * @param bias one more input of this constant value; 0 for none
 */
record WeightLayer(
    int index,
    String name,
    Shape in,
    Optional<Window> window,
    int outputs,
    Pooling pooling,
    boolean takesSkip,
    int summedSide,
    int bias) {

  /** Inputs of a sum, without the bias. */
  int fanIn() {
    return window
        .map(w -> Math.multiplyExact(w.kernel() * w.kernel(), in.channels()))
        .orElse(in.units());
  }

  /** Rows of its weights; a bias is the last. */
  int rows() {
    return fanIn() + biases();
  }

  int biases() {
    return bias > 0 ? 1 : 0;
  }

  /** The number of its weights. */
  long weights() {
    return (long) rows() * outputs;
  }

  /** Rows of its image of sums before any pooling. */
  int convolvedHeight() {
    return window.map(w -> w.count(in.height())).orElse(1);
  }

  /** Columns of that image. */
  int convolvedWidth() {
    return window.map(w -> w.count(in.width())).orElse(1);
  }

  /** The shape of its sums as the ReLU gets them. */
  Shape sums() {
    return new Shape(convolvedHeight() / before(), convolvedWidth() / before(), outputs);
  }

  /** The shape of its activations as the next layer gets them. */
  Shape output() {
    return Pooling.pooled(sums(), Math.max(pooling.sizeIf(Pooling.Kind.MAX), sumpool()));
  }

  /** The side of the windows that are summed before the ReLU; 1 for none. */
  int before() {
    return pooling.sizeIf(Pooling.Kind.BEFORE);
  }

  /** The side of the windows of activations that it passes on the sums of; 1 for none. */
  int sumpool() {
    return pooling.sizeIf(Pooling.Kind.SUM);
  }

  /** Terms of one of its sums, each an input times a weight. */
  long terms() {
    return (long) fanIn() * before() * before();
  }

  /** The largest input, in units of 127. */
  int inputRange() {
    return summedSide * summedSide;
  }

  /** Values that it has of an example, wherever it has most: inputs, entries of windows, sums. */
  long values() {
    long entries = window.isPresent() ? (long) places() * rows() : 0;
    return Math.max(entries, Math.max(in.units(), sums().units()));
  }

  /** Rows of its products for an example: places of its sums. */
  int places() {
    return sums().height() * sums().width();
  }

  /** Values of an example where errors are scaled and rounded: after the largest were chosen. */
  int errorUnits() {
    return pooling.kind() == Pooling.Kind.MAX ? output().units() : sums().units();
  }

  /** Errors that are about summed into one that is passed down. */
  int fanOut() {
    return window
        .map(w -> outputs * (w.kernel() * w.kernel() / (w.stride() * w.stride())))
        .orElse(outputs);
  }

  /**
   * From the inputs of an example, with the bias after them, to the rows of the products: windows,
   * a row for each place; none where the inputs are the row.
   */
  Optional<Gather> windows() {
    return window.map(w ->
        Gather.ofSums(
            in.units() + biases(), places(), rows(), before() * before(), indices(w, in.units())));
  }

  /**
   * The transposed of what takes errors of the products' rows back to the inputs of an example,
   * which have no bias; none where there is nothing to do.
   */
  Optional<Gather> windowsOfErrors() {
    if (window.isEmpty() && bias == 0) {
      return Optional.empty();
    }
    int[] indices =
        window.map(w -> indices(w, Gather.ZERO)).orElseGet(() -> withoutBias(in.units()));
    return Optional.of(Gather.ofSums(in.units(), places(), rows(), before() * before(), indices));
  }

  private static int[] withoutBias(int units) {
    int[] out = new int[units + 1];
    Arrays.setAll(out, i -> i < units ? i : Gather.ZERO);
    return out;
  }

  /** Row by row, column by column, the entries of a sum: by place, by (ky, kx, channel). */
  private int[] indices(Window w, int biasIndex) {
    int size = before();
    int[] out = new int[Math.multiplyExact(places() * rows(), size * size)];
    int at = 0;
    for (int oy = 0; oy < sums().height(); oy++) {
      for (int ox = 0; ox < sums().width(); ox++) {
        for (int column = 0; column < rows(); column++) {
          for (int t = 0; t < size * size; t++) {
            int y = oy * size + t / size;
            int x = ox * size + t % size;
            out[at++] = column == fanIn() ? biasIndex : index(w, y, x, column);
          }
        }
      }
    }
    return out;
  }

  /** The input that is {@code column} in the window of an unpooled place; zero in the padding. */
  private int index(Window w, int oy, int ox, int column) {
    int c = column % in.channels();
    int place = column / in.channels();
    int y = oy * w.stride() + place / w.kernel() - w.padding();
    int x = ox * w.stride() + place % w.kernel() - w.padding();
    boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
    return inside ? in.index(y, x, c) : Gather.ZERO;
  }

  /** For the user: {@code layer 1 (784 x 128)}. */
  @Override
  public String toString() {
    String conv = window.isPresent() ? ", " + name : "";
    return "layer " + (index + 1) + " (" + rows() + " x " + outputs + conv + ")";
  }
}
