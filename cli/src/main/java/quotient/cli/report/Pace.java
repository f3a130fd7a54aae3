package quotient.cli.report;

import java.time.Duration;

/** Lets something happen now and then: after a pause, and again after each further one. */
final class Pace {
  private final long pauseNanos;
  private long next;

  Pace(Duration pause) {
    pauseNanos = pause.toNanos();
    next = System.nanoTime() + pauseNanos;
  }

  /** Whether it is time; if so, the next pause begins. */
  boolean allows() {
    long now = System.nanoTime();
    if (now - next < 0) {
      return false;
    }
    next = now + pauseNanos;
    return true;
  }
}
