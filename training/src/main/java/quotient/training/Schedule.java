package quotient.training;

/**
 * How long a training takes, and its public randomness.
 *
 * @param batch examples per iteration
 * @param epochs passes over the data
 * @param seed of the public randomness
 */
public record Schedule(int batch, int epochs, long seed) {
  private static final int MAX_BATCH = 1 << 16;

  /** Checks every value; the message of a failure is one line for the user. */
  public Schedule {
    Checks.range("batch", batch, 1, MAX_BATCH);
    Checks.range("epochs", epochs, 1, 100_000);
  }

  /**
   * Iterations of a whole training; a last batch that is not full is none.
   *
   * @param rows of both parties
   * @throws RuleException if there are fewer rows than a batch, or more iterations than can be
   *     counted
   */
  public int iterations(int rows) {
    Checks.check(
        rows >= batch,
        "batch is "
            + batch
            + ", but the two parties have only "
            + rows
            + " rows together; make it smaller");
    long iterations = (long) (rows / batch) * epochs;
    Checks.check(
        iterations <= Integer.MAX_VALUE,
        epochs
            + " epochs of "
            + rows
            + " rows in batches of "
            + batch
            + " are "
            + iterations
            + " iterations, at most "
            + Integer.MAX_VALUE
            + " are possible; take fewer epochs or a larger batch");
    return (int) iterations;
  }

  /** How many of the marks at 30, 60 and 80 % of the epochs lie before {@code epoch} (from 1). */
  int marksPassed(int epoch) {
    int passed = 0;
    for (int tenths : new int[] {3, 6, 8}) {
      if (epoch > Math.ceilDiv(tenths * epochs, 10)) {
        passed++;
      }
    }
    return passed;
  }
}
