package quotient.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the program: parses the command line and ends with its exit code. */
@Command(
    name = "quotient",
    description = "Secure training of neural networks between two parties.",
    version = "quotient 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true)
final class Main implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
