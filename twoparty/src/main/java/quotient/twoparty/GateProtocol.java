package quotient.twoparty;

/** How gates on secret bits are computed. Both parties must choose the same. */
public enum GateProtocol {
  /**
   * Secret-shared bits, a round of messages for each level of AND gates: few bytes, many rounds.
   */
  GMW,
  /** Garbled circuits, as in the paper: 32 bytes an AND gate, no rounds. */
  YAO
}
