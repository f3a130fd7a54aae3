package quotient.cli.report;

import java.io.Console;
import java.util.Optional;

/** The terminal at which the user sits, if that is where input and output go. */
public final class Terminal {
  private Terminal() {}

  /** It, or nothing. */
  // From Java 25 on it is null again where input or output is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static Optional<Console> console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? Optional.of(console) : Optional.empty();
  }
}
