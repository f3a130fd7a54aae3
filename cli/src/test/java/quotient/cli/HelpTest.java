package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "keys init",
        "keys show",
        "keys trust",
        "train",
        "predict",
        "simulate",
        "bench"
      })
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    InProcess.Result result = InProcess.run((command + " --help").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Usage: quotient " + command, "Example", "  quotient " + command, "Exit codes:");
  }
}
