package quotient.engine;

/** The two parties of a computation. Where circuits are garbled, A garbles and B evaluates. */
public enum Party {
  /** The garbler; its rows come first. */
  A,
  /** The evaluator. */
  B;

  /** Returns the other party. */
  public Party other() {
    return this == A ? B : A;
  }
}
