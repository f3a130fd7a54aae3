package quotient.bench;

import java.time.Duration;

/**
 * How long a workload is measured.
 *
 * @param runs runs that count, at least 1
 * @param warmUp how long runs that don't count are made at least; a workload may ask for more
 */
public record Effort(int runs, Duration warmUp) {
  /** Checks the number of runs. */
  public Effort {
    if (runs < 1) {
      throw new IllegalArgumentException("a benchmark needs at least 1 run, not " + runs);
    }
  }
}
