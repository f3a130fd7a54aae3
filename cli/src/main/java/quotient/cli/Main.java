package quotient.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import quotient.cli.bench.BenchCommand;
import quotient.cli.demo.DemoCommand;
import quotient.cli.keys.KeysCommand;

/** Entry point of the program: parses the command line and ends with its exit code. */
@Command(
    name = "quotient",
    description = "Secure training of neural networks between two parties.",
    version = "quotient 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:a bug of the program",
      "  2:a command line that makes no sense",
      "  3:a job, data, model or key file that cannot be used",
      "  4:no connection to the other party, or it broke or was given up",
      "  5:the two parties do not mean the same run",
      "  6:the demo found a difference between secure and clear",
      " 69:no JDK 25 or Maven was found, or the build failed",
      "130:stopped by the operator"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient demo",
      "  quotient keys init --dir keys --name alice",
      "  quotient keys trust --dir keys bobs-certificate.pem",
      "  quotient simulate --job job.yaml",
      "  quotient plan --job job.yaml",
      "  quotient train --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share",
      "  quotient predict --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share \\",
      "      --predictions predictions.csv"
    },
    subcommands = {
      DemoCommand.class,
      KeysCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      SimulateCommand.class,
      PlanCommand.class,
      BenchCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** The program's command line. */
  static CommandLine commandLine() {
    ErrorHandler errors = new ErrorHandler();
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpFactory(WrappedHelp::new)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    // What is compared is written without a locale anyway; what is shown is English.
    Locale.setDefault(Locale.ROOT);
    Signals.listen();
    int exitCode = ExitCode.BUG;
    try {
      exitCode = commandLine().execute(args);
    } catch (Throwable e) {
      exitCode =
          Signals.stopping()
              ? ExitCode.INTERRUPTED
              : Breakdown.tell(e, new PrintWriter(System.err, true, System.err.charset()));
    } finally {
      // Whatever happened, it was no signal, for which the end of this thread would be taken.
      Signals.exit(exitCode);
    }
  }
}
