package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.run.Event;

class ProgressDisplayTest {
  private static Event.Iteration progress(int iteration) {
    return new Event.Iteration(
        10, 10, iteration, 4690, 603_000_000L, Duration.ofMillis(1700).multipliedBy(iteration));
  }

  @Test
  void aNarrowTerminalHasABarAndNoEpoch() {
    assertThat(ProgressDisplay.Bar.line(progress(2345), 59))
        .isEqualTo(
            " 50% [" + "=".repeat(9) + " ".repeat(9) + "] 2345/4690, 603 MB, 1 h 6 min left");
  }

  @Test
  void aWideTerminalHasTheEpoch() {
    assertThat(ProgressDisplay.Bar.line(progress(2345), 99))
        .startsWith(" 50% [====")
        .endsWith("] epoch 10 of 10, 2345/4690, 603 MB, 1 h 6 min left");
  }

  @Test
  void theFirstIterationSaysNothingOfTheOthers() {
    assertThat(ProgressDisplay.Bar.line(progress(1), 79))
        .startsWith("  0% [  ")
        .endsWith("] epoch 10 of 10, 1/4690, 603 MB");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 50, 59, 79, 99, 200})
  void theLineFits(int width) {
    for (int iteration : new int[] {1, 2, 4000, 4690}) {
      assertThat(ProgressDisplay.Bar.line(progress(iteration), width))
          .hasSizeLessThanOrEqualTo(width);
    }
  }

  @Test
  void theBarIsFullAtTheEnd_andTheLineEnds() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ProgressDisplay display =
        new ProgressDisplay.Bar(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      display.show(progress(4689));
      display.show(progress(4690));
    }

    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertThat(shown).endsWith(System.lineSeparator());
    assertThat(shown.strip().substring(shown.strip().lastIndexOf('\r') + 1))
        .startsWith("100% [====")
        .doesNotContain("= ")
        .endsWith("4690/4690, 603 MB in 2 h 12 min");
  }
}
