package quotient.cli;

import java.util.List;
import java.util.Map;
import quotient.transport.Address;

/**
 * What a command tells while it runs and at its end: results on the standard output stream, as text
 * or as JSON Lines, and everything else on the standard error stream.
 */
sealed interface Report extends TrainingListener, AutoCloseable permits TextReport, JsonReport {
  /** This party waits for the other one. */
  void listening(Address address);

  /** This party tries to reach the other one. */
  void connecting(Address address);

  /** What begins, and what will be opened; {@code values} are the same for programs. */
  void started(List<String> lines, Map<String, Object> values);

  /**
   * The result.
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
