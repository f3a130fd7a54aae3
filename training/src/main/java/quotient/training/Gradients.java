package quotient.training;

import java.util.IdentityHashMap;
import java.util.Objects;
import quotient.engine.Shares;

/** The raw gradients of a batch, one for each parameter: inputs x outputs, summed over examples. */
final class Gradients {
  private final IdentityHashMap<Parameter, Shares> sums = new IdentityHashMap<>();

  void put(Parameter parameter, Shares sum) {
    sums.put(parameter, sum);
  }

  Shares of(Parameter parameter) {
    return Objects.requireNonNull(sums.get(parameter), "a parameter without a gradient");
  }
}
