package quotient.run;

import java.io.Serial;

/** What the user can mend; the message is one line that says where, what, and what to do. */
public final class UserException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Fault fault;

  /** Where the fault lies. */
  public enum Fault {
    /** What was asked for makes no sense. */
    REQUEST,
    /** A file cannot be used. */
    FILE,
    /** The other party failed, or is not to be reached any more. */
    PEER
  }

  private UserException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** What was asked for makes no sense. */
  public static UserException request(String message) {
    return new UserException(Fault.REQUEST, message);
  }

  /** A file cannot be used. */
  public static UserException file(String message) {
    return new UserException(Fault.FILE, message);
  }

  /** The other party failed, or is not to be reached any more. */
  static UserException peer(String message) {
    return new UserException(Fault.PEER, message);
  }

  /** Where the fault lies. */
  public Fault fault() {
    return fault;
  }
}
