package quotient.transport;

import java.io.Serial;

/**
 * A key or certificate cannot be used. The message is one line for the user: which file, what is
 * wrong, what to do. It never quotes the file.
 */
public final class KeyFileException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
