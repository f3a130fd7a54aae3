package quotient.cli.report;

import java.util.Map;
import java.util.function.Consumer;
import quotient.run.Event;

/**
 * What a command tells while it runs and at its end: results on the standard output stream, as text
 * or as JSON Lines, and everything else on the standard error stream.
 */
public sealed interface Report extends Consumer<Event>, AutoCloseable
    permits TextReport, JsonReport {
  /**
   * The result of a command that is no run.
   *
   * @param command the command whose result it is
   * @param text for people
   * @param values for programs
   */
  void result(String command, String text, Map<String, Object> values);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
