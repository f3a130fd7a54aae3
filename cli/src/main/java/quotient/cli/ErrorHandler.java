package quotient.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import quotient.cli.demo.DemoException;
import quotient.cli.report.Printable;
import quotient.data.DataException;
import quotient.job.JobException;
import quotient.run.Interruption;
import quotient.run.UserException;
import quotient.transport.ChannelException;
import quotient.transport.KeyFileException;
import quotient.twoparty.DisagreementException;

/**
 * Ends a command that failed: one line on the standard error stream and an {@link ExitCode}. Only a
 * bug shows a stack trace.
 */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    print(e.getCommandLine(), UsageComplaint.of(e));
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (Interruption.inProgress()) {
      return ExitCode.INTERRUPTED;
    }
    int exitCode =
        switch (e) {
          case UserException ours -> exitCode(ours.fault());
          case JobException _, DataException _, KeyFileException _ -> ExitCode.FILE;
          case DisagreementException _ -> ExitCode.DISAGREEMENT;
          case ChannelException _ -> ExitCode.CONNECTION;
          case DemoException _ -> ExitCode.VERIFICATION;
          default -> ExitCode.BUG;
        };
    if (exitCode == ExitCode.BUG) {
      return Breakdown.tell(e, command.getErr());
    }
    print(command, String.valueOf(e.getMessage()));
    return exitCode;
  }

  private static int exitCode(UserException.Fault fault) {
    return switch (fault) {
      case REQUEST -> ExitCode.USAGE;
      case FILE -> ExitCode.FILE;
      case PEER -> ExitCode.CONNECTION;
    };
  }

  private static void print(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("quotient: " + Printable.line(line));
    err.flush();
  }
}
