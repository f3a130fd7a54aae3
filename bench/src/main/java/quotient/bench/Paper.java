package quotient.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import quotient.training.LayerWords;
import quotient.training.Method;
import quotient.training.Network;
import quotient.training.Shape;

/**
 * The experiments of N. Agrawal, A. Shahin Shamsabadi, M. J. Kusner, A. Gascon, "QUOTIENT:
 * Two-Party Secure Neural Network Training and Prediction" (CCS 2019, arXiv 1907.03372), as this
 * system does them, and what was published about them and about comparable ones.
 */
public final class Paper {
  /** As whose figures the paper's are told. */
  public static final String NAME = "QUOTIENT";

  private static final int IMAGES_BATCH = 128;
  private static final int SMALL_BATCH = 32;
  private static final int TABLE_BIAS = 64;

  private static final List<PaperExperiment> EXPERIMENTS =
      List.of(
          dense("mnist-2x128", List.of(784, 128, 128, 10), 5, OptionalInt.of(1)),
          dense("mnist-3x128", List.of(784, 128, 128, 128, 10), 5, OptionalInt.empty()),
          dense("mnist-2x512", List.of(784, 512, 512, 10), 1, OptionalInt.empty()),
          dense("mnist-3x512", List.of(784, 512, 512, 512, 10), 1, OptionalInt.empty()),
          convolutional(
              "mnist-conv-c",
              "conv 5 16, pool 2, conv 5 16, pool 2, fc 100, fc 10",
              2,
              OptionalInt.of(1)),
          convolutional(
              "mnist-lenet",
              "conv 5 20, pool 2, conv 5 50, pool 2, fc 500, fc 10",
              1,
              OptionalInt.empty()),
          convolutional(
              "mnist-residual",
              "conv 5 20, pool 2, conv 5 50, pool 2, res 3, fc 10",
              1,
              OptionalInt.empty()),
          table("breast-cancer", PaperData.BREAST_CANCER, List.of(30, 32, 2), 30),
          table("german-credit", PaperData.GERMAN_CREDIT, List.of(61, 32, 2), 20),
          table("thyroid", PaperData.THYROID, List.of(21, 32, 3), 20));

  private static final List<PaperLink> LINKS =
      List.of(
          PaperLink.LOOPBACK, PaperLink.emulated("1Gb/s,1ms"), PaperLink.emulated("24MB/s,42ms"));

  private static final List<PaperReference> REFERENCES =
      List.of(
          new PaperReference(
              NAME,
              Optional.empty(),
              "50 times less time over a WAN and 6 % more accuracy (absolute) than prior work",
              "Agrawal et al., CCS 2019, arXiv 1907.03372, abstract"),
          new PaperReference(
              "Keller and Sun",
              Optional.of("mnist-lenet"),
              "a network of two convolutional and two dense layers trained on MNIST to 99.2 % in 3.5"
                  + " hours, to 99 % in under one hour",
              "Secure Quantized Training for Deep Learning, ICML 2022, arXiv 2107.00501, abstract"),
          new PaperReference(
              "Falcon, three parties",
              Optional.empty(),
              "training about 6 times faster than SecureNN and 4.4 times faster than ABY3",
              "Wagh et al., arXiv 2004.02229, abstract"));

  private Paper() {}

  private static PaperExperiment dense(
      String name, List<Integer> units, int epochs, OptionalInt quickEpochs) {
    return new PaperExperiment(
        name,
        PaperData.MNIST,
        Network.dense(units),
        Method.Momentum.BUCKET,
        IMAGES_BATCH,
        epochs,
        quickEpochs);
  }

  private static PaperExperiment convolutional(
      String name, String layers, int epochs, OptionalInt quickEpochs) {
    return new PaperExperiment(
        name,
        PaperData.MNIST,
        new Network(new Shape(28, 28, 1), LayerWords.parse(List.of(layers.split(", "))), 0),
        Method.Momentum.EMA,
        SMALL_BATCH,
        epochs,
        quickEpochs);
  }

  private static PaperExperiment table(
      String name, PaperData data, List<Integer> units, int epochs) {
    return new PaperExperiment(
        name,
        data,
        Network.dense(units, TABLE_BIAS),
        Method.Momentum.EMA,
        SMALL_BATCH,
        epochs,
        OptionalInt.of(epochs));
  }

  /** All experiments, or those that fit into some minutes. */
  public static List<PaperExperiment> experiments(boolean quick) {
    return EXPERIMENTS.stream().filter(e -> e.epochs(quick).isPresent()).toList();
  }

  /** The networks over which they are measured, the loopback as it is first. */
  public static List<PaperLink> links(boolean quick) {
    return quick ? LINKS.subList(0, 2) : LINKS;
  }

  /**
   * How long each is measured. An iteration over a slow link takes long, and bytes and rounds make
   * its time, which spread little.
   */
  public static Effort effort(boolean quick, PaperLink link) {
    if (link.model().isPresent()) {
      return new Effort(quick ? 2 : 3, Duration.ZERO);
    }
    return quick ? new Effort(3, Duration.ZERO) : new Effort(5, Duration.ofSeconds(5));
  }

  /** What was published. */
  public static List<PaperReference> references() {
    return REFERENCES;
  }

  /** The workload of that name, if it is one of an experiment. */
  static Optional<Workload> workload(String name) {
    return EXPERIMENTS.stream().flatMap(e -> e.workload(name).stream()).findFirst();
  }
}
