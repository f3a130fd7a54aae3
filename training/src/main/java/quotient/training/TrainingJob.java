package quotient.training;

import java.util.List;

/**
 * The public description of a training: what both parties must agree on besides the data.
 *
 * @param network what is trained; values of a layer times the batch are at most 2^26
 * @param method how
 * @param schedule how long
 */
public record TrainingJob(Network network, Method method, Schedule schedule) {
  /** Checks that the three fit; the message of a failure is one line for the user. */
  public TrainingJob {
    List<WeightLayer> layers = network.weightLayers();
    for (WeightLayer layer : layers) {
      checkValues(layer.in().units() + " units", layer.in().units(), schedule.batch());
      checkValues(layer.outputs() + " units", layer.sums().units(), schedule.batch());
      if (layer.window().isPresent()) {
        checkValues(
            "windows (" + layer.name() + ")",
            (long) layer.places() * layer.rows(),
            schedule.batch());
        Checks.atMostMaxValues(
            (long) layer.places() * layer.rows() * layer.before() * layer.before(),
            "network: a layer of windows (" + layer.name() + ", " + layer.pooling() + ")",
            "entries");
      }
    }
    if (method instanceof Method.Signum signum) {
      Checks.range("rotate", signum.rotate(), 1, layers.getFirst().rows());
    }
    method.publicShifts().ifPresent(shifts -> check(layers, shifts));
    Checks.check(
        method.publicShifts().isPresent() || !network.isResidual(),
        "scales: a network with residual blocks is always trained with public scales");
    for (Bounds bounds : Bounds.of(network, method, schedule)) {
      Checks.check(
          bounds.widest() <= Long.SIZE,
          bounds + " needs sums of " + bounds.widest() + " bits, 64 at most are possible");
    }
  }

  private static void checkValues(String what, long perExample, int batch) {
    Checks.atMostMaxValues(
        perExample * batch, "batch: a layer of " + what + " and " + batch + " examples", "values");
  }

  private static void check(List<WeightLayer> layers, Shifts shifts) {
    checkCount("shifts.forward", shifts.forward(), "layer", layers.size());
    checkCount("shifts.error", shifts.error(), "hidden layer", layers.size() - 1);
    for (WeightLayer layer : layers) {
      if (layer.takesSkip()) {
        int first = layer.index() - 1;
        Checks.check(
            Bounds.skipShift(shifts, first) >= 0,
            "shifts: those of "
                + layer.name()
                + " in shifts.forward, "
                + shifts.forward().get(first)
                + " and "
                + shifts.forward().get(first + 1)
                + ", may not sum to less than that of its first convolution in shifts.error, "
                + shifts.error().get(first)
                + "; write shifts that fit: the job has forward "
                + shifts.forward()
                + " and error "
                + shifts.error());
      }
    }
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
