package quotient.bench;

/** Units of work, and how their speed is told. */
public enum Unit {
  /** AND gates. */
  ANDS("M AND/s", true),
  /** Correlated OTs with random choices. */
  COTS("M COT/s", true),
  /** Entries of one factor times entries of the other, however many bit planes that takes. */
  MULTIPLY_ADDS("M multiply-adds/s", true),
  /** Iterations of training. */
  ITERATIONS("s per iteration", false),
  /** Batches of {@value Prediction#IMAGES} predictions. */
  PREDICTION_BATCHES("s per " + Prediction.IMAGES + " images", false),
  /** Predictions of other than that many rows at once. */
  PREDICTIONS("s per prediction", false);

  private final String text;
  private final boolean rate;

  Unit(String text, boolean rate) {
    this.text = text;
    this.rate = rate;
  }

  /** The unit of {@link #figure}, for reports. */
  public String text() {
    return text;
  }

  /** Whether more is better: millions of units per second rather than seconds per unit. */
  public boolean rate() {
    return rate;
  }

  /** The speed at which {@code size} units take {@code seconds}. */
  double figure(double seconds, long size) {
    return rate ? size / seconds / 1e6 : seconds / size;
  }
}
