package quotient.training;

import java.io.Serial;

/**
 * What came from outside breaks a rule of this room: values of a job that do not go together, or
 * stored numbers that are not those of the network. The message is one line for the user, without
 * the name of the file in which that stands.
 */
public final class RuleException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message);
  }
}
