package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import quotient.run.Event;

class JsonReportTest {
  @Test
  void progressAtTheEndIsTold_howeverSoonItComes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonReport report =
        new JsonReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), false)) {
      for (int iteration = 1; iteration <= 3; iteration++) {
        report.accept(new Event.Iteration(1, 1, iteration, 3, 0, Duration.ofMillis(iteration)));
      }
    }

    String out = bytes.toString(StandardCharsets.UTF_8);
    assertThat(out.lines().toList().getLast()).contains("\"iteration\":3,\"of\":3");
  }
}
