package quotient.training;

import java.util.ArrayList;
import java.util.List;

/**
 * A network: what it is given and its layers.
 *
 * @param input the shape of an example
 * @param layers at least one, the last with a unit per class; each has at most 2^26 weights
 */
public record Network(Shape input, List<LayerSpec> layers) {
  /** Checks every value; the message of a failure is one line for the user. */
  public Network {
    layers = List.copyOf(layers);
    checkEnds(layers.size());
    Shape shape = input;
    for (LayerSpec layer : layers) {
      int rows = layer.weightRows(shape);
      int columns = layer.weightColumns();
      shape = layer.output(shape);
      Checks.atMostMaxValues(
          (long) rows * columns, "network: the layer " + rows + " x " + columns, "weights");
    }
    Checks.check(shape.units() >= 2, "network needs at least 2 outputs (classes)");
  }

  /**
   * A chain of fully connected layers.
   *
   * @param units per layer, inputs first, classes last
   */
  public static Network dense(List<Integer> units) {
    checkEnds(units.size() - 1);
    List<LayerSpec> layers = new ArrayList<>();
    for (int n : units.subList(1, units.size())) {
      layers.add(new LayerSpec.Dense(n));
    }
    return new Network(Shape.ofUnits(units.getFirst()), layers);
  }

  private static void checkEnds(int layers) {
    Checks.check(layers >= 1, "network needs an input and an output width, as in [784, 128, 10]");
  }

  /** The shape of what goes into layer {@code l}; with the number of layers, of what comes out. */
  public Shape shape(int l) {
    Shape shape = input;
    for (LayerSpec layer : layers.subList(0, l)) {
      shape = layer.output(shape);
    }
    return shape;
  }

  /** The number of values of each example before, between and after the layers. */
  public List<Integer> units() {
    List<Integer> units = new ArrayList<>();
    Shape shape = input;
    units.add(shape.units());
    for (LayerSpec layer : layers) {
      shape = layer.output(shape);
      units.add(shape.units());
    }
    return units;
  }

  /** Rows of the matrix of weights of layer {@code l}. */
  public int weightRows(int l) {
    return layers.get(l).weightRows(shape(l));
  }

  /** Columns of the matrix of weights of layer {@code l}. */
  public int weightColumns(int l) {
    return layers.get(l).weightColumns();
  }

  /** Weights of all layers. */
  public long weights() {
    return weightsBelow(layers.size());
  }

  /** Weights of the layers before {@code layer}. */
  long weightsBelow(int layer) {
    long count = 0;
    Shape shape = input;
    for (LayerSpec below : layers.subList(0, layer)) {
      count += (long) below.weightRows(shape) * below.weightColumns();
      shape = below.output(shape);
    }
    return count;
  }

  /** Classes. */
  public int classes() {
    return shape(layers.size()).units();
  }

  /** As a job file says it: {@code [784, 128, 10]}. */
  @Override
  public String toString() {
    return units().toString();
  }
}
