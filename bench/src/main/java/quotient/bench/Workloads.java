package quotient.bench;

import java.util.List;
import quotient.training.Hyperparameters;
import quotient.training.Hyperparameters.Momentum;
import quotient.training.Hyperparameters.OptimizerKind;

/** All that can be measured. The network is 784-128-128-10, the batch 128. */
public final class Workloads {
  private static final List<Integer> NETWORK = List.of(784, 128, 128, 10);
  private static final int BATCH = 128;
  private static final int MILLIONS = 1 << 23;

  private static final List<Workload> ALL =
      List.of(
          new AndGates("half-gates", 1 << 13, MILLIONS >> 13),
          new RandomCots("cot-k2", 2, MILLIONS),
          new RandomCots("cot-k4", 4, MILLIONS),
          new RandomCots("cot-k8", 8, MILLIONS),
          new Products("ot-products", Unit.ITERATIONS, 1, ProductShape.ofOneIteration()),
          Products.multiplyAdds("ot-ternary", ProductShape.FIRST_FORWARD),
          Products.multiplyAdds("ot-gradient", ProductShape.FIRST_GRADIENT),
          new Training("train-signum", signum(1, 8)),
          new Training("train-signum-lean", signum(4, 4)),
          new Training("train-amsgrad", hyperparameters(OptimizerKind.AMSGRAD, 1, 8)),
          new Prediction("predict-" + Prediction.IMAGES, signum(1, 8)));

  private Workloads() {}

  /** Every workload, the protocols first. */
  public static List<Workload> all() {
    return ALL;
  }

  /**
   * The workload of the given name.
   *
   * @throws IllegalArgumentException if there is none; the message is one line for the user
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no benchmark '" + name + "'; there are " + String.join(", ", names())));
  }

  private static List<String> names() {
    return ALL.stream().map(Workload::name).toList();
  }

  static Hyperparameters signum(int rotate, int errorBits) {
    return hyperparameters(OptimizerKind.SIGNUM, rotate, errorBits);
  }

  private static Hyperparameters hyperparameters(OptimizerKind kind, int rotate, int errorBits) {
    return new Hyperparameters(
        NETWORK,
        kind,
        Momentum.BUCKET,
        rotate,
        errorBits,
        Hyperparameters.defaultStep(BATCH),
        Hyperparameters.defaultForwardShifts(NETWORK),
        Hyperparameters.defaultErrorShifts(NETWORK),
        BATCH,
        20,
        1);
  }
}
