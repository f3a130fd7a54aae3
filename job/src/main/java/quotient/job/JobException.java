package quotient.job;

import java.io.Serial;

/**
 * A job cannot be used. The message is one line for the user that says where, what is wrong, and
 * what to do.
 */
public final class JobException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  JobException(String message) {
    super(message);
  }
}
