package quotient.cli;

import java.io.PrintWriter;

/**
 * What ends the program and nobody expects: too little memory, or a bug. It may be that no file can
 * be opened any more, so this uses no class of another module.
 */
final class Breakdown {
  private Breakdown() {}

  /** Says what it was and returns the {@link ExitCode} for it. */
  static int tell(Throwable failure, PrintWriter err) {
    boolean isMemory = isOutOfMemory(failure);
    if (isMemory) {
      err.printf(
          "quotient: %d MiB of memory are too little for this job; allow more with"
              + " JAVA_OPTS=-Xmx6g%n",
          Runtime.getRuntime().maxMemory() >> 20);
    } else {
      failure.printStackTrace(err);
      err.println("quotient: this is a bug, please report it with the lines above");
    }
    err.flush();
    return isMemory ? ExitCode.FILE : ExitCode.BUG;
  }

  /**
   * Whether it comes of too little memory. Where that kept a class from being initialised, whoever
   * needs the class later hears of it in words alone.
   */
  private static boolean isOutOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.toString().contains(OutOfMemoryError.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
