package quotient.training;

/**
 * The shape of an example on its way through a network. Its values are ordered by row, column and
 * channel: {@code (y, x, c)} has index {@code (y width + x) channels + c}.
 *
 * @param height rows of an image, 1 for a vector
 * @param width columns of an image, 1 for a vector
 * @param channels values at each place
 */
public record Shape(int height, int width, int channels) {
  /** The most values of an example. */
  static final int MAX_UNITS = 1 << 16;

  /** Checks every value; the message of a failure is one line for the user. */
  public Shape {
    boolean positive = height >= 1 && width >= 1 && channels >= 1;
    long places = Math.multiplyFull(height, width);
    Checks.check(
        positive && places <= MAX_UNITS && places * channels <= MAX_UNITS,
        "network has a layer of "
            + (places == 1 ? "" : height + " x " + width + " x ")
            + channels
            + " units, possible are 1 to "
            + MAX_UNITS);
  }

  /** The shape of a vector. */
  public static Shape ofUnits(int units) {
    return new Shape(1, 1, units);
  }

  /** The index of a value. */
  int index(int y, int x, int c) {
    return (y * width + x) * channels + c;
  }

  /** The number of values. */
  public int units() {
    return height * width * channels;
  }
}
