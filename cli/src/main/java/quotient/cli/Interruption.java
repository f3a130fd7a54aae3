package quotient.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/**
 * What is done when the operator stops the program by INT, TERM or HUP: a line that says what
 * became of the run, and {@link ExitCode#INTERRUPTED} for all three (the JVM by itself would say
 * nothing, with a code of its own for each).
 */
final class Interruption {
  private static final Deque<Action> ACTIONS = new ArrayDeque<>();

  private static boolean ended;
  private static boolean inProgress;

  private Interruption() {}

  /** What is to be done; {@link #close} when there is no need any more. */
  static final class Action implements AutoCloseable {
    private final String consequence;
    private final Runnable work;

    private Action(String consequence, Runnable work) {
      this.consequence = consequence;
      this.work = work;
    }

    @Override
    public void close() {
      synchronized (ACTIONS) {
        ACTIONS.remove(this);
      }
    }
  }

  /**
   * Does {@code work} if the operator stops the program, before what was asked for earlier.
   *
   * @param consequence what to tell the operator of it, a part of a sentence; empty for nothing
   */
  static Action on(String consequence, Runnable work) {
    Action action = new Action(consequence, work);
    synchronized (ACTIONS) {
      ACTIONS.push(action);
    }
    return action;
  }

  /** Whether the program is being stopped: what fails now fails because of that. */
  static boolean inProgress() {
    synchronized (ACTIONS) {
      return inProgress;
    }
  }

  /** From now on the signals are heard. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Interruption::stop));
  }

  /** Ends the program by itself. */
  static void exit(int exitCode) {
    synchronized (ACTIONS) {
      ended = true;
    }
    System.exit(exitCode);
  }

  private static void stop() {
    Deque<Action> actions;
    synchronized (ACTIONS) {
      if (ended) {
        return;
      }
      inProgress = true;
      actions = new ArrayDeque<>(ACTIONS);
    }
    StringJoiner line = new StringJoiner("; ", "quotient: ", "");
    line.add("stopped");
    for (Action action : actions) {
      action.work.run();
      if (!action.consequence.isEmpty()) {
        line.add(action.consequence);
      }
    }
    System.err.println(line);
    System.err.flush();
    // The only way to choose the exit code of a program that a signal ends.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
