package quotient.twoparty;

/** How matrices are multiplied. Both parties must choose the same. */
public enum ProductProtocol {
  /** Each product by the protocol that is cheaper for its shape. */
  AUTO,
  /** By correlated OT, as in the paper: no assumption beyond those of OT and the hash. */
  OT,
  /** By ring LWE, except for products too large to be exact, which go by OT. */
  RLWE
}
