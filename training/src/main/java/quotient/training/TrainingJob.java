package quotient.training;

import java.util.List;

/**
 * The public description of a training: what both parties must agree on besides the data.
 *
 * @param network what is trained; units of a layer times the batch are at most 2^26
 * @param method how
 * @param schedule how long
 */
public record TrainingJob(Network network, Method method, Schedule schedule) {
  private static final int MAX_RING = 32;

  /** Checks that the three fit; the message of a failure is one line for the user. */
  public TrainingJob {
    for (int units : network.units()) {
      Checks.atMostMaxValues(
          (long) units * schedule.batch(),
          "batch: a layer of " + units + " units and " + schedule.batch() + " examples",
          "values");
    }
    if (method instanceof Method.Signum signum) {
      check(network, signum);
    }
    int rotate = groups(method, 0);
    Checks.check(
        Bounds.gradientBits(schedule.batch(), rotate) + 5 <= MAX_RING,
        "batch times rotate is at most 4096, each rounded up to a power of two; they are "
            + schedule.batch()
            + " and "
            + rotate);
  }

  private static void check(Network network, Method.Signum signum) {
    int layers = network.layers().size();
    Checks.range("rotate", signum.rotate(), 1, network.weightRows(0));
    checkCount("shifts.forward", signum.forwardShifts(), "layer", layers);
    checkCount("shifts.error", signum.errorShifts(), "hidden layer", layers - 1);
  }

  private static void checkCount(String name, List<Integer> shifts, String each, int count) {
    Checks.check(
        shifts.size() == count,
        name + " has " + shifts.size() + " entries, one per " + each + " is " + count);
  }

  /** Groups of rows of layer {@code l} that are updated in turn. */
  static int groups(Method method, int l) {
    return l == 0 && method instanceof Method.Signum signum ? signum.rotate() : 1;
  }
}
