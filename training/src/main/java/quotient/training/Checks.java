package quotient.training;

/** Refusals of a job's values; each message is one line for the user. */
final class Checks {
  /**
   * Weights of a layer, and units of a layer times examples of a batch: as many garbled wires, of
   * 16 bytes each, an array can hold.
   */
  private static final int MAX_VALUES = 1 << 26;

  private Checks() {}

  static void check(boolean holds, String message) {
    if (!holds) {
      throw new RuleException(message);
    }
  }

  static void range(String name, long value, long min, long max) {
    check(
        value >= min && value <= max,
        name + " must be " + min + " to " + max + ", but is " + value);
  }

  static void atMostMaxValues(long count, String what, String ofWhat) {
    check(
        count <= MAX_VALUES,
        what + " has " + count + " " + ofWhat + ", at most " + MAX_VALUES + " are possible");
  }
}
