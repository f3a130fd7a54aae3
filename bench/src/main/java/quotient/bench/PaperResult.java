package quotient.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out for an experiment.
 *
 * @param experiment which
 * @param costs over each network
 * @param epochs that were trained in the clear, or would have been
 * @param accuracy on the test rows after them, in percent; none if {@code missing} says why
 * @param missing why there is no accuracy, in one line
 */
public record PaperResult(
    PaperExperiment experiment,
    List<PaperCost> costs,
    int epochs,
    OptionalDouble accuracy,
    Optional<String> missing) {
  /** Keeps a copy of the list. */
  public PaperResult {
    costs = List.copyOf(costs);
  }

  /** Whether all costs could be measured. */
  public boolean isComplete() {
    return costs.stream().allMatch(PaperCost::isComplete);
  }
}
