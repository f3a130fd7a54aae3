package quotient.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal at which the user sits, if that is where input and output go. */
final class Terminal {
  private Terminal() {}

  // From Java 25 on it is null again where input or output is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? Optional.of(console) : Optional.empty();
  }
}
