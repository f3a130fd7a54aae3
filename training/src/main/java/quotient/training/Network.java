package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network: what it is given and its layers.
 *
 * @param input the shape of an example
 * @param layers at least one, the last fully connected with a unit per class; each has at most 2^26
 *     weights
 * @param bias the value of an input that each layer has besides; 0 for none
 */
public record Network(Shape input, List<LayerSpec> layers, int bias) {
  private static final int VALUES_AT_A_TIME = 1 << 22;

  /** Checks every value; the message of a failure is one line for the user. */
  public Network {
    layers = List.copyOf(layers);
    checkEnds(layers.size());
    Checks.range("bias", bias, 0, 127);
    for (WeightLayer layer : weightLayers(input, layers, bias)) {
      Checks.atMostMaxValues(
          layer.weights(),
          "network: the layer " + layer.rows() + " x " + layer.outputs(),
          "weights");
    }
    Checks.check(
        layers.getLast() instanceof LayerSpec.Dense,
        "network: the last layer must be fully connected, an fc with a unit per class, but is "
            + layers.getLast());
    Checks.check(
        layers.getLast() instanceof LayerSpec.Dense dense && dense.units() >= 2,
        "network needs at least 2 outputs (classes)");
  }

  /**
   * A chain of fully connected layers without biases.
   *
   * @param units per layer, inputs first, classes last
   */
  public static Network dense(List<Integer> units) {
    return dense(units, 0);
  }

  /**
   * A chain of fully connected layers.
   *
   * @param units per layer, inputs first, classes last
   */
  public static Network dense(List<Integer> units, int bias) {
    checkEnds(units.size() - 1);
    List<LayerSpec> layers = new ArrayList<>();
    for (int n : units.subList(1, units.size())) {
      layers.add(new LayerSpec.Dense(n));
    }
    return new Network(Shape.ofUnits(units.getFirst()), layers, bias);
  }

  private static void checkEnds(int layers) {
    Checks.check(layers >= 1, "network needs an input and an output width, as in [784, 128, 10]");
  }

  /** The matrices of weights, the first layer's first. */
  List<WeightLayer> weightLayers() {
    return weightLayers(input, layers, bias);
  }

  private static List<WeightLayer> weightLayers(Shape input, List<LayerSpec> layers, int bias) {
    List<WeightLayer> out = new ArrayList<>();
    Shape shape = input;
    int summedSide = 1;
    for (LayerSpec spec : layers) {
      int index = out.size();
      String name = spec.toString();
      switch (spec) {
        case LayerSpec.Dense d ->
            out.add(
                new WeightLayer(
                    index,
                    name,
                    shape,
                    Optional.empty(),
                    d.units(),
                    Pooling.NONE,
                    false,
                    summedSide,
                    bias));
        case LayerSpec.Conv c -> {
          Window window = new Window(c.kernel(), c.stride(), c.padding());
          checkFits(spec, window, shape);
          out.add(
              new WeightLayer(
                  index,
                  name,
                  shape,
                  Optional.of(window),
                  c.channels(),
                  c.pooling(),
                  false,
                  summedSide,
                  bias));
        }
        case LayerSpec.Residual r -> {
          Checks.check(index > 0, "network: " + r + " cannot be the first layer");
          Optional<Window> window = Optional.of(new Window(r.kernel(), 1, r.kernel() / 2));
          int channels = shape.channels();
          out.add(
              new WeightLayer(
                  index, name, shape, window, channels, Pooling.NONE, false, summedSide, bias));
          out.add(
              new WeightLayer(
                  index + 1, name, shape, window, channels, r.pooling(), true, 1, bias));
        }
      }
      checkPooled(spec, out.getLast());
      shape = out.getLast().output();
      summedSide = out.getLast().sumpool();
    }
    return out;
  }

  private static void checkFits(LayerSpec layer, Window window, Shape in) {
    int least = Math.min(in.height(), in.width()) + 2 * window.padding();
    Checks.check(
        window.kernel() <= least,
        "network: "
            + layer
            + " does not fit an image of "
            + in.height()
            + " x "
            + in.width()
            + "; the kernel may be "
            + least
            + " at most");
  }

  private static void checkPooled(LayerSpec spec, WeightLayer layer) {
    int height = layer.convolvedHeight();
    int width = layer.convolvedWidth();
    Checks.check(
        spec.pooling().size() <= Math.min(height, width),
        "network: "
            + spec.pooling()
            + " after "
            + spec
            + " leaves nothing of an image of "
            + height
            + " x "
            + width);
  }

  /** Whether any layer is a convolution. */
  boolean isConvolutional() {
    return layers.stream().anyMatch(layer -> !(layer instanceof LayerSpec.Dense));
  }

  /** Whether any layer is a residual block. */
  public boolean isResidual() {
    return layers.stream().anyMatch(LayerSpec.Residual.class::isInstance);
  }

  /**
   * How many rows to predict at a time, so that no layer has more than {@value #VALUES_AT_A_TIME}
   * values of them: windows of large images fill the memory. What is predicted does not depend on
   * it.
   *
   * @param most wanted
   * @return at least one
   */
  int rowsAtATime(int most) {
    long values = weightLayers().stream().mapToLong(WeightLayer::values).max().orElseThrow();
    return Math.clamp(VALUES_AT_A_TIME / values, 1, most);
  }

  /** Weights of all layers. */
  public long weights() {
    return weightLayers().stream().mapToLong(WeightLayer::weights).sum();
  }

  /** Rows of the matrix of weights of the last layer. */
  public int lastRows() {
    return weightLayers().getLast().rows();
  }

  /** Classes. */
  public int classes() {
    return weightLayers().getLast().outputs();
  }

  /**
   * As a job file says it: {@code [784, 128, 10]}, or {@code {input: [28, 28, 1], layers: [conv 5
   * 16, pool 2, fc 10]}} where an example is an image or there is a convolution. The bias is not in
   * it.
   */
  @Override
  public String toString() {
    boolean isImage = input.height() > 1 || input.width() > 1;
    if (!isImage && !isConvolutional()) {
      List<Integer> units = new ArrayList<>();
      units.add(input.units());
      weightLayers().forEach(layer -> units.add(layer.outputs()));
      return units.toString();
    }
    return "{input: ["
        + input.height()
        + ", "
        + input.width()
        + ", "
        + input.channels()
        + "], layers: "
        + words()
        + "}";
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    for (LayerSpec layer : layers) {
      words.add(layer.toString());
      if (layer.pooling().kind() != Pooling.Kind.NONE) {
        words.add(layer.pooling().toString());
      }
    }
    return words;
  }
}
