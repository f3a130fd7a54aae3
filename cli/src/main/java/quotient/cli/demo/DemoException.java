package quotient.cli.demo;

import java.io.Serial;

/** The demo did not come out as it must; the message is one line for the user. */
public final class DemoException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
