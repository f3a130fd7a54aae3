package quotient.twoparty;

/** The two parties don't mean the same computation; the message is one line for the user. */
public final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a line for the user. */
  public DisagreementException(String message) {
    super(message);
  }
}
