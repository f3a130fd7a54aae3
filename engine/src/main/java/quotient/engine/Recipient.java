package quotient.engine;

/** Who learns a value that is opened. */
public enum Recipient {
  /** Party A only. */
  A,
  /** Party B only. */
  B,
  /** Both parties. */
  BOTH;

  /** Whether {@code party} learns the value. */
  public boolean includes(Party party) {
    return this == BOTH || (party == Party.A) == (this == A);
  }
}
