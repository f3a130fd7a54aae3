package quotient.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is to be done when the operator stops the program. Whoever has something that must not just
 * end says so by {@link #on}; whoever hears the operator calls {@link #stop}.
 */
public final class Interruption {
  private static final Deque<Action> ACTIONS = new ArrayDeque<>();

  private static boolean inProgress;

  private Interruption() {}

  /** What is to be done; {@link #close} when there is no need any more. */
  public static final class Action implements AutoCloseable {
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
  public static Action on(Supplier<String> consequence, Runnable work) {
    Action action = new Action(consequence, work);
    synchronized (ACTIONS) {
      ACTIONS.push(action);
    }
    return action;
  }

  /** The same with a text that is known before. */
  public static Action on(String consequence, Runnable work) {
    return on(() -> consequence, work);
  }

  /** Whether the program is being stopped: what fails now fails because of that. */
  public static boolean inProgress() {
    synchronized (ACTIONS) {
      return inProgress;
    }
  }

  /**
   * Does all that is to be done; the program should end then.
   *
   * @return the consequences, parts of a sentence
   */
  public static List<String> stop() {
    Deque<Action> actions;
    synchronized (ACTIONS) {
      inProgress = true;
      actions = new ArrayDeque<>(ACTIONS);
    }
    List<String> consequences = new ArrayList<>();
    for (Action action : actions) {
      String consequence = done(action);
      if (!consequence.isEmpty()) {
        consequences.add(consequence);
      }
    }
    return consequences;
  }

  /** Whatever one action runs into, the others and the end must come. */
  private static String done(Action action) {
    try {
      action.work.run();
      return action.consequence.get();
    } catch (RuntimeException | Error e) {
      return String.valueOf(e.getMessage());
    }
  }
}
