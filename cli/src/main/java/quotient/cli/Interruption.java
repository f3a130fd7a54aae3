package quotient.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import java.util.function.Supplier;

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
    private final Supplier<String> consequence;
    private final Runnable work;

    private Action(Supplier<String> consequence, Runnable work) {
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
   * @param consequence what to tell the operator afterwards, a part of a sentence; empty for
   *     nothing
   */
  static Action on(Supplier<String> consequence, Runnable work) {
    Action action = new Action(consequence, work);
    synchronized (ACTIONS) {
      ACTIONS.push(action);
    }
    return action;
  }

  /** The same with a text that is known before. */
  static Action on(String consequence, Runnable work) {
    return on(() -> consequence, work);
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
    StringJoiner line = new StringJoiner("; ");
    line.add("stopped");
    for (Action action : actions) {
      String consequence = done(action);
      if (!consequence.isEmpty()) {
        line.add(consequence);
      }
    }
    System.err.println("quotient: " + Printable.line(line.toString()));
    System.err.flush();
    // The only way to choose the exit code of a program that a signal ends.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  /** Whatever one action runs into, the others and the end must come. */
  private static String done(Action action) {
    try {
      action.work.run();
      return action.consequence.get();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
