package quotient.cli;

import java.time.Duration;

/**
 * How far a training run is.
 *
 * @param epoch of the last iteration, from 1
 * @param epochs of the whole run
 * @param iteration how many are done
 * @param iterations of the whole run
 * @param bytes sent and received so far
 * @param elapsed since the first iteration began
 */
record Progress(
    int epoch, int epochs, int iteration, int iterations, long bytes, Duration elapsed) {
  /** The time that the rest takes at the speed so far. */
  Duration left() {
    return elapsed.dividedBy(iteration).multipliedBy(iterations - iteration);
  }
}
