package quotient.cli;

/** How the program ends, for scripts; {@code --help} and the README say the same. */
final class ExitCode {
  /** A bug of the program. */
  static final int BUG = 1;

  /** A command line that makes no sense. */
  static final int USAGE = 2;

  /** A job, data, model or key file that cannot be used. */
  static final int FILE = 3;

  /** No connection to the other party, or it broke or was given up. */
  static final int CONNECTION = 4;

  /** The two parties do not mean the same run. */
  static final int DISAGREEMENT = 5;

  /** The demo found a difference between secure and clear. */
  static final int VERIFICATION = 6;

  /** Stopped by the operator, as shells say it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
