package quotient.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.data.Dataset;
import quotient.engine.ClearEngine;
import quotient.training.Inference;
import quotient.twoparty.GateProtocol;

/** Runs the training of a job with both parties in this process. */
@Command(
    name = "simulate",
    description = {
      "Runs the training of a job in one process that knows all rows, to try the job before two"
          + " parties run it. After each epoch, and after the iterations of --trace, it prints the"
          + " CRC-32 of the weights: clear and secure training give the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient simulate --job mnist.yaml",
      "  quotient simulate --job mnist.yaml --engine gmw \\",
      "      --max-iterations 10 --trace 1,2,10"
    })
final class SimulateCommand implements Runnable {
  /** What computes. */
  enum EngineKind {
    /** Plain integers. */
    CLEAR,
    /** The secure protocols, with gates by GMW. */
    GMW,
    /** The secure protocols, with garbled circuits. */
    YAO
  }

  @Mixin private JobOptions jobOptions;
  @Mixin private OutputOptions output;

  @Option(
      names = "--engine",
      defaultValue = "clear",
      paramLabel = "ENGINE",
      description =
          "clear (plain integers), or gmw or yao (the secure protocols, two threads without a"
              + " network, with this protocol for gates instead of the job's);"
              + " default: ${DEFAULT-VALUE}.")
  private EngineKind engine;

  @Option(
      names = "--trace",
      split = ",",
      paramLabel = "N",
      description = "Iterations after which to print the CRC-32 of the weights.")
  private List<Integer> trace = List.of();

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = "Stop after so many iterations.")
  private Optional<Integer> maxIterations;

  @Override
  public void run() {
    if (maxIterations.orElse(1) < 1) {
      throw UserException.usage("--max-iterations must be at least 1, not " + maxIterations.get());
    }
    for (int iteration : trace) {
      if (iteration < 1) {
        throw UserException.usage("--trace counts iterations from 1, but has " + iteration);
      }
    }
    Job job = jobOptions.read();
    Path directory = jobOptions.directory();
    Dataset train = job.read(job.train(), directory, Optional.empty());
    Optional<Dataset> test = job.test().map(table -> job.read(table, directory, train.columns()));
    Simulation simulation =
        new Simulation(
            job, train, test, new Trace(true, trace), maxIterations.orElse(Integer.MAX_VALUE));
    try (Report report = output.report()) {
      long start = System.nanoTime();
      Simulation.Outcome outcome =
          switch (engine) {
            case CLEAR -> simulation.clear(report);
            case GMW -> simulation.secure(GateProtocol.GMW, report);
            case YAO -> simulation.secure(GateProtocol.YAO, report);
          };
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("iterations", outcome.run().iterations());
      values.put("seconds", Format.seconds(elapsed));
      values.putAll(Format.trafficValues(outcome.traffic()));
      outcome
          .run()
          .accuracy()
          .ifPresent(percent -> values.put("accuracy", Format.decimal(percent, 2)));
      values.put("jobDigest", job.digest());
      String key = test.isPresent() ? "data.test" : "data.train";
      Table table = job.test().orElse(job.train());
      Confusion confusion =
          Confusion.of(
              new Inference(new ClearEngine(), outcome.model()), test.orElse(train), table);
      values.put("confusionOf", key);
      confusion.matrix().ifPresent(counts -> values.put("confusion", counts));
      values.put("majority", Format.decimal(confusion.majority(), 2));
      values.put("predictsOneClassOnly", confusion.predictsOneClassOnly());
      report.result(
          "simulate",
          outcome.run().iterations()
              + " iterations in "
              + Format.time(elapsed)
              + (engine == EngineKind.CLEAR
                  ? ""
                  : "; party A: " + Format.traffic(outcome.traffic()))
              + "\n"
              + confusion.text(key, table.classNames())
              + warning(job, test),
          values);
    }
  }

  /** What would stop the training of two parties and does not stop this one. */
  private static String warning(Job job, Optional<Dataset> test) {
    int rows = test.map(Dataset::rows).orElse(0);
    return job.accuracy().open() == Accuracy.Opening.NONE || job.accuracy().allows(rows)
        ? ""
        : "\n%d test rows are too few for two parties, each must bring %d or none: see accuracy.min-rows"
            .formatted(rows, job.accuracy().minRows());
  }
}
