package quotient.twoparty;

/**
 * The protocols that an engine of a {@link Session} runs; the same on both sides.
 *
 * @param gates for Boolean circuits
 * @param products for products of matrices
 */
public record Protocols(GateProtocol gates, ProductProtocol products) {
  /** Those of the QUOTIENT paper: garbled circuits and correlated OT. */
  public static final Protocols PAPER = new Protocols(GateProtocol.YAO, ProductProtocol.OT);

  /** What a job gets that does not choose. */
  public static final Protocols DEFAULT = new Protocols(GateProtocol.GMW, ProductProtocol.AUTO);
}
