package quotient.bench;

import java.io.Serial;

/** A benchmark could not be run; the message is one line for the user. */
public final class BenchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
