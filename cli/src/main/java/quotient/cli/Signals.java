package quotient.cli;

import java.util.StringJoiner;
import quotient.cli.report.Printable;
import quotient.run.Interruption;

/**
 * Hears when the operator stops the program by INT, TERM or HUP: a line says what became of the
 * run, and {@link ExitCode#INTERRUPTED} comes for all three (the JVM by itself would say nothing,
 * with a code of its own for each).
 */
final class Signals {
  private static final Object LOCK = new Object();

  private static boolean ended;
  private static boolean stopping;

  private Signals() {}

  /** From now on the signals are heard. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Signals::stop));
  }

  /** Ends the program by itself. */
  static void exit(int exitCode) {
    synchronized (LOCK) {
      ended = true;
    }
    System.exit(exitCode);
  }

  /** Whether one was heard: what fails now fails because of that. */
  static boolean stopping() {
    synchronized (LOCK) {
      return stopping;
    }
  }

  private static void stop() {
    synchronized (LOCK) {
      if (ended) {
        return;
      }
      stopping = true;
    }
    StringJoiner line = new StringJoiner("; ");
    line.add("stopped");
    Interruption.stop().forEach(line::add);
    System.err.println("quotient: " + Printable.line(line.toString()));
    System.err.flush();
    // The only way to choose the exit code of a program that a signal ends.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
