package quotient.engine;

/**
 * No protocol of the engine multiplies two matrices exactly in a ring. The message is one line and
 * says which shapes and ring; whoever knows what the product is for may put that in front.
 */
public final class UnsupportedProductException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Says that P times X has no protocol. */
  public UnsupportedProductException(Matrix p, Matrix x, Ring ring) {
    super(
        "no protocol multiplies "
            + p.rows()
            + " x "
            + p.columns()
            + " by "
            + x.rows()
            + " x "
            + x.columns()
            + " exactly modulo 2^"
            + ring.width());
  }
}
