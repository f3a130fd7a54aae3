package quotient.engine;

/**
 * Where the result of a product lives.
 *
 * @param width bits: integers modulo 2^width
 * @param terms how many such products, with their weights counted, will at most be summed before
 *     the sum is turned into bits: decides on the {@linkplain Shares#guard() guard bits}, if the
 *     engine uses any
 */
public record Ring(int width, int terms) {
  /** Checks both. */
  public Ring {
    if (width < 1 || width > Long.SIZE || terms < 1) {
      throw new IllegalArgumentException("a ring of " + width + " bits for " + terms + " terms");
    }
  }

  /** The ring of a product that is not summed with others. */
  public static Ring of(int width) {
    return new Ring(width, 1);
  }
}
