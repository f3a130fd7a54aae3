package quotient.cli;

import java.io.Serial;

/** What the user can mend; the message is one line that says where, what, and what to do. */
final class UserException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line makes no sense. */
  static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message);
  }

  /** A file cannot be used. */
  static UserException file(String message) {
    return new UserException(ExitCode.FILE, message);
  }

  /** The other party failed, or is not to be reached any more. */
  static UserException connection(String message) {
    return new UserException(ExitCode.CONNECTION, message);
  }

  /** A result is not what it must be. */
  static UserException verification(String message) {
    return new UserException(ExitCode.VERIFICATION, message);
  }

  int exitCode() {
    return exitCode;
  }
}
