package quotient.engine;

/** The two parties of a computation. A is the garbler, B the evaluator. */
public enum Party {
  /** The garbler. */
  A,
  /** The evaluator. */
  B;

  /** Returns the other party. */
  public Party other() {
    return this == A ? B : A;
  }
}
