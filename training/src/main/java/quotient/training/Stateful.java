package quotient.training;

/** What has values that a {@link State} keeps. */
public interface Stateful {
  /** Shows each value to {@code state} and goes on with what that returns. */
  void exchange(State state);
}
