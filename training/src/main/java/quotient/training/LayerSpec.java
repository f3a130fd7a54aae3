package quotient.training;

/** What a layer of a network computes. */
public sealed interface LayerSpec {
  /** The shape of what it makes of inputs of shape {@code in}. */
  Shape output(Shape in);

  /** Rows of its matrix of weights. */
  int weightRows(Shape in);

  /** Columns of its matrix of weights. */
  int weightColumns();

  /**
   * A fully connected layer.
   *
   * @param units outputs, each a sum over all inputs
   */
  record Dense(int units) implements LayerSpec {
    @Override
    public Shape output(Shape in) {
      return Shape.ofUnits(units);
    }

    @Override
    public int weightRows(Shape in) {
      return in.units();
    }

    @Override
    public int weightColumns() {
      return units;
    }
  }
}
