package quotient.twoparty;

/**
 * The two parties don't mean the same computation; the message is one line for the user.
 *
 * <p>The message may quote what the other party sent or what a job file says, in which any
 * character can stand, line breaks and escape sequences too: make it printable before it is shown.
 */
public final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a line for the user. */
  public DisagreementException(String message) {
    super(message);
  }
}
