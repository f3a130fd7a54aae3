package quotient.cli;

import java.util.List;

/**
 * When the check sum of the weights is shown, for which the weights are opened: after the listed
 * iterations and after each epoch.
 *
 * @param on whether at all
 * @param iterations after which iterations, from 1
 */
record Trace(boolean on, List<Integer> iterations) {
  /** The weights stay closed. */
  static final Trace OFF = new Trace(false, List.of());

  boolean includes(int iteration) {
    return on && iterations.contains(iteration);
  }
}
