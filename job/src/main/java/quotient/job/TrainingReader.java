package quotient.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import quotient.job.JobDocument.LayersDocument;
import quotient.job.JobDocument.NetworkDocument;
import quotient.job.JobDocument.ShiftsDocument;
import quotient.job.JobDocument.UnitsDocument;
import quotient.training.LayerSpec;
import quotient.training.LayerWords;
import quotient.training.Method;
import quotient.training.Network;
import quotient.training.Schedule;
import quotient.training.Shape;
import quotient.training.Shifts;
import quotient.training.TrainingJob;

/** Makes the {@link TrainingJob} that a job file describes. */
final class TrainingReader {
  private static final int DEFAULT_EPOCHS = 20;
  private static final String NO_NETWORK =
      "network needs an input and an output width, as in [784, 128, 10]";

  private final JobDocument document;
  private final Kind kind;
  private final Network network;

  private TrainingReader(JobDocument document, NetworkDocument written, Table train) {
    this.document = document;
    Shape input = input(written);
    List<LayerSpec> layers = layers(written);
    kind = Kind.of(written, layers, train);
    network = new Network(input, layers, or(document.bias(), kind.bias()));
  }

  /**
   * Checks the network and how it is trained, and fills in the defaults.
   *
   * @param train the rows to learn from
   * @throws JobException or {@link quotient.training.RuleException} with a line for the user,
   *     without the file's name
   */
  static TrainingJob read(JobDocument document, Table train) {
    NetworkDocument written = document.network();
    if (written == null) {
      throw new JobException(NO_NETWORK);
    }
    return new TrainingReader(document, written, train).training();
  }

  private static Shape input(NetworkDocument written) {
    return switch (written) {
      case UnitsDocument(List<Integer> units) -> {
        if (units.size() < 2) {
          throw new JobException(NO_NETWORK);
        }
        yield Shape.ofUnits(units.getFirst());
      }
      case LayersDocument layers -> {
        List<Integer> input = layers.input();
        if (input == null || input.size() != 3) {
          throw new JobException(
              "network.input must be three numbers, height, width and channels, as in [28, 28, 1]");
        }
        yield new Shape(input.get(0), input.get(1), input.get(2));
      }
    };
  }

  private static List<LayerSpec> layers(NetworkDocument written) {
    return switch (written) {
      case UnitsDocument(List<Integer> units) ->
          units.stream().skip(1).<LayerSpec>map(LayerSpec.Dense::new).toList();
      case LayersDocument layers -> {
        if (layers.layers() == null || layers.layers().isEmpty()) {
          throw new JobException(
              "network.layers needs at least one layer, as in [conv 5 16, pool 2, fc 10]");
        }
        yield LayerWords.parse(layers.layers());
      }
    };
  }

  private TrainingJob training() {
    return new TrainingJob(
        network,
        switch (or(document.optimizer(), Optimizer.SIGNUM)) {
          case SIGNUM -> signum();
          case AMSGRAD -> amsGrad();
        },
        new Schedule(
            or(document.batch(), kind.batch()),
            or(document.epochs(), DEFAULT_EPOCHS),
            or(document.seed(), 1L)));
  }

  private Method signum() {
    if (document.scales() == Scales.SECRET) {
      throw new JobException(
          "scales: those of signum are always public; remove the key or take amsgrad");
    }
    return new Method.Signum(
        or(document.momentum(), kind.momentum()),
        or(document.rotate(), 1),
        or(document.errorBits(), 8),
        document.step() == null ? OptionalInt.empty() : OptionalInt.of(document.step()),
        shifts());
  }

  private Shifts shifts() {
    ShiftsDocument shifts = or(document.shifts(), new ShiftsDocument(null, null));
    return new Shifts(
        or(shifts.forward(), Shifts.forwardOf(network)),
        or(shifts.error(), Shifts.errorOf(network)));
  }

  private Method amsGrad() {
    requireAbsent("step", document.step());
    requireAbsent("momentum", document.momentum());
    requireAbsent("rotate", document.rotate());
    requireAbsent("error-bits", document.errorBits());
    Scales scales = or(document.scales(), network.isResidual() ? Scales.PUBLIC : Scales.SECRET);
    if (scales == Scales.PUBLIC) {
      return new Method.AmsGrad(Optional.of(shifts()));
    }
    if (document.shifts() != null) {
      throw new JobException(
          "shifts are options of signum, and of amsgrad with scales: public; remove them or say so");
    }
    return new Method.AmsGrad(Optional.empty());
  }

  private static void requireAbsent(String key, @Nullable Object value) {
    if (value != null) {
      throw new JobException(key + " is an option of signum, not of amsgrad; remove it");
    }
  }

  private static <T> T or(@Nullable T value, T other) {
    return Objects.requireNonNullElse(value, other);
  }
}
