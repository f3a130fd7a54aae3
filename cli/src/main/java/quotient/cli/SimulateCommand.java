package quotient.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.run.Simulation;
import quotient.run.Trace;
import quotient.run.UserException;
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
    YAO;

    Optional<GateProtocol> gates() {
      return switch (this) {
        case CLEAR -> Optional.empty();
        case GMW -> Optional.of(GateProtocol.GMW);
        case YAO -> Optional.of(GateProtocol.YAO);
      };
    }
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
      throw UserException.request(
          "--max-iterations must be at least 1, not " + maxIterations.get());
    }
    for (int iteration : trace) {
      if (iteration < 1) {
        throw UserException.request("--trace counts iterations from 1, but has " + iteration);
      }
    }
    Simulation simulation =
        Simulation.prepare(
            jobOptions.read(),
            jobOptions.directory(),
            new Trace(true, trace),
            maxIterations.orElse(Integer.MAX_VALUE));
    try (Report report = output.report()) {
      simulation.run(engine.gates(), report);
    }
  }
}
