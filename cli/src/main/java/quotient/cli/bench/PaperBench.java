package quotient.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import quotient.bench.BenchException;
import quotient.bench.ClearTraining;
import quotient.bench.Effort;
import quotient.bench.Figure;
import quotient.bench.Paper;
import quotient.bench.PaperCost;
import quotient.bench.PaperExperiment;
import quotient.bench.PaperLink;
import quotient.bench.PaperResult;
import quotient.bench.TwoProcesses;
import quotient.bench.Workload;
import quotient.transport.LinkModel;

/** Does the paper's experiments. What goes wrong costs its own figure only. */
final class PaperBench {
  private static final String NO_DATA = "no data; give their directory with --data-dir";

  private final Function<Optional<LinkModel>, TwoProcesses> processes;
  private final boolean quick;
  private final Optional<Path> data;
  private final Consumer<String> progress;

  /**
   * Experiments that have not begun.
   *
   * @param processes measures over a network
   * @param quick whether to do the short form
   * @param data where the data is, if anywhere
   * @param progress gets a line for each figure
   */
  PaperBench(
      Function<Optional<LinkModel>, TwoProcesses> processes,
      boolean quick,
      Optional<Path> data,
      Consumer<String> progress) {
    this.processes = processes;
    this.quick = quick;
    this.data = data;
    this.progress = progress;
  }

  /** All results of {@code experiments}, each measured over all of {@code links}. */
  List<PaperResult> run(List<PaperExperiment> experiments, List<PaperLink> links) {
    List<PaperResult> results = new ArrayList<>();
    try (ThrowAwayKeys keys = ThrowAwayKeys.create()) {
      for (PaperExperiment experiment : experiments) {
        List<PaperCost> costs = new ArrayList<>();
        for (PaperLink link : links) {
          costs.add(cost(experiment, link, keys));
        }
        results.add(trained(experiment, costs));
      }
    }
    return results;
  }

  private PaperCost cost(PaperExperiment experiment, PaperLink link, ThrowAwayKeys keys) {
    TwoProcesses over = processes.apply(link.model());
    Effort effort = Paper.effort(quick, link);
    Function<Workload, Optional<Figure>> measure =
        workload -> {
          try {
            Figure figure = over.measureCost(workload, effort, Optional.of(keys.files()));
            progress.accept(BenchReport.line(figure) + ", over " + link.name());
            return Optional.of(figure);
          } catch (BenchException e) {
            progress.accept("quotient: " + e.getMessage());
            return Optional.empty();
          }
        };
    return new PaperCost(
        experiment,
        link,
        measure.apply(experiment.training()),
        measure.apply(experiment.prediction(1)),
        measure.apply(experiment.prediction(PaperCost.BATCH_ROWS)),
        effort.runs());
  }

  /** Adds the accuracy, if the data is there. */
  private PaperResult trained(PaperExperiment experiment, List<PaperCost> costs) {
    int epochs = experiment.epochs(quick).orElseThrow();
    OptionalDouble accuracy = OptionalDouble.empty();
    Optional<String> missing = Optional.empty();
    if (data.isEmpty()) {
      missing = Optional.of(NO_DATA);
    } else {
      try {
        long start = System.nanoTime();
        double percent = ClearTraining.accuracy(experiment, epochs, data.get());
        accuracy = OptionalDouble.of(percent);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: %.2f %% after %d epochs in the clear, in %.0f s",
                experiment.name(),
                percent,
                epochs,
                (System.nanoTime() - start) / 1e9));
      } catch (BenchException e) {
        missing = Optional.of(String.valueOf(e.getMessage()));
        progress.accept("no accuracy of " + experiment.name() + ": " + e.getMessage());
      }
    }
    return new PaperResult(experiment, costs, epochs, accuracy, missing);
  }
}
