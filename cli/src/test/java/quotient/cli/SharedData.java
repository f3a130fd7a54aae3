package quotient.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that lies beside the project on some machines: {@code ../shared/data}. */
final class SharedData {
  private SharedData() {}

  /** The directory, or the end of the test, as skipped, where it is absent. */
  static Path require() {
    // Tests run in the module's directory, one below the project's.
    Path beside = Path.of("").toAbsolutePath().resolve("../../shared/data").normalize();
    return Files.exists(beside) ? beside : abort("skipped: no " + beside);
  }
}
