package quotient.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import quotient.training.LayerWords;
import quotient.training.Method;
import quotient.training.Network;
import quotient.training.Schedule;
import quotient.training.Shape;
import quotient.training.Shifts;
import quotient.training.TrainingJob;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;

/**
 * All that can be measured. The network is 784-128-128-10 and the batch 128, but for the workloads
 * that show how the cost grows with them and those on convolutions.
 */
public final class Workloads {
  private static final List<Integer> NETWORK = List.of(784, 128, 128, 10);
  private static final String CONV_C = "conv 5 16, pool 2, conv 5 16, pool 2, fc 100, fc 10";
  private static final String LENET = "conv 5 20, pool 2, conv 5 50, pool 2, fc 500, fc 10";
  private static final String RESIDUAL = "conv 5 20, pool 2, conv 5 50, pool 2, res 3, fc 10";
  private static final List<Integer> WIDE = List.of(784, 512, 512, 10);
  private static final List<Integer> DEEP = List.of(784, 128, 128, 128, 10);
  private static final int BATCH = 128;
  private static final int CONV_BATCH = 32;
  private static final int LARGE_BATCH = 512;
  private static final int MILLIONS = 1 << 23;
  private static final Protocols YAO =
      new Protocols(GateProtocol.YAO, Protocols.DEFAULT.products());

  private static final List<Workload> ALL =
      List.of(
          new AndGates("half-gates", GateProtocol.YAO, 1 << 13, MILLIONS >> 13),
          new AndGates("gmw-gates", GateProtocol.GMW, 1 << 17, MILLIONS >> 17),
          new RandomCots("cot-k2", 2, MILLIONS),
          new RandomCots("cot-k4", 4, MILLIONS),
          new RandomCots("cot-k8", 8, MILLIONS),
          Products.ofOneIteration("ot-products", ProductProtocol.OT),
          Products.ofOneIteration("rlwe-products", ProductProtocol.RLWE),
          Products.multiplyAdds("ot-ternary", ProductShape.FIRST_FORWARD),
          Products.multiplyAdds("ot-gradient", ProductShape.FIRST_GRADIENT),
          new Training("train-signum", signum(1, 8)),
          new Training("train-signum-yao", signum(1, 8), YAO),
          new Training("train-signum-ot", signum(1, 8), Protocols.PAPER),
          new Training("train-signum-lean", signum(4, 4)),
          new Training(
              "train-amsgrad",
              new TrainingJob(
                  Network.dense(NETWORK), new Method.AmsGrad(Optional.empty()), schedule(BATCH))),
          new Prediction("predict-" + Prediction.IMAGES, signum(1, 8)),
          new Prediction("predict-1", signum(1, 8), 1, false),
          new Training("train-conv-c", images(CONV_C, CONV_BATCH)),
          new Training("train-lenet", images(LENET, CONV_BATCH)),
          new Training("train-residual", images(RESIDUAL, CONV_BATCH)),
          new Prediction("predict-conv-c-" + Prediction.IMAGES, images(CONV_C, CONV_BATCH)));

  /** Larger networks and batches, at which a default run would take several times as long. */
  private static final List<Workload> WHEN_NAMED =
      List.of(
          new Training("train-wide-128", signum(WIDE, BATCH)),
          new Training("train-wide-512", signum(WIDE, LARGE_BATCH)),
          new Training("train-deep-128", signum(DEEP, BATCH)),
          new Training("train-deep-512", signum(DEEP, LARGE_BATCH)),
          new Training("train-lenet-128", images(LENET, BATCH)));

  /** Whole uses of the system; what a protocol alone takes, a slow network hides. */
  private static final Set<String> OVER_A_LINK =
      Set.of(
          "train-signum",
          "train-signum-yao",
          "train-signum-lean",
          "predict-" + Prediction.IMAGES,
          "predict-1");

  private Workloads() {}

  /** Every workload, the protocols first. */
  public static List<Workload> all() {
    return Stream.concat(ALL.stream(), WHEN_NAMED.stream()).toList();
  }

  /** What is measured if nobody says what: all but the larger networks, which take long. */
  public static List<Workload> byDefault() {
    return ALL;
  }

  /** What is measured over an emulated link if nobody says what: iterations and predictions. */
  public static List<Workload> overLinkByDefault() {
    return ALL.stream().filter(workload -> OVER_A_LINK.contains(workload.name())).toList();
  }

  /**
   * The workload of the given name.
   *
   * @throws IllegalArgumentException if there is none; the message is one line for the user
   */
  public static Workload named(String name) {
    return all().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no benchmark '" + name + "'; there are " + String.join(", ", names())));
  }

  private static List<String> names() {
    return all().stream().map(Workload::name).toList();
  }

  static TrainingJob signum(int rotate, int errorBits) {
    return signum(NETWORK, rotate, errorBits, BATCH);
  }

  private static TrainingJob signum(List<Integer> network, int batch) {
    return signum(network, 1, 8, batch);
  }

  static TrainingJob signum(List<Integer> units, int rotate, int errorBits, int batch) {
    Network network = Network.dense(units);
    Method method =
        new Method.Signum(
            Method.Momentum.BUCKET,
            rotate,
            errorBits,
            OptionalInt.of(Method.Signum.defaultStep(batch, Integer.MAX_VALUE)),
            Shifts.of(network));
    return new TrainingJob(network, method, schedule(batch));
  }

  /** A network on images, trained by a moving average as such networks are. */
  private static TrainingJob images(String layers, int batch) {
    Network network =
        new Network(new Shape(28, 28, 1), LayerWords.parse(List.of(layers.split(", "))), 0);
    Method method =
        new Method.Signum(
            Method.Momentum.EMA,
            1,
            8,
            OptionalInt.of(Method.Signum.defaultStep(batch, Integer.MAX_VALUE)),
            Shifts.of(network));
    return new TrainingJob(network, method, schedule(batch));
  }

  private static Schedule schedule(int batch) {
    return new Schedule(batch, 20, 1);
  }
}
