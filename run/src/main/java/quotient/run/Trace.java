package quotient.run;

import java.util.List;
import java.util.stream.Collectors;

/**
 * When the check sum of the weights is shown, for which the weights are opened: after the listed
 * iterations and after each epoch.
 *
 * @param on whether at all
 * @param iterations after which iterations, from 1
 */
public record Trace(boolean on, List<Integer> iterations) {
  /** The weights stay closed. */
  public static final Trace OFF = new Trace(false, List.of());

  boolean includes(int iteration) {
    return on && iterations.contains(iteration);
  }

  /** The iterations as a list with commas. */
  public String listed() {
    return iterations.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
