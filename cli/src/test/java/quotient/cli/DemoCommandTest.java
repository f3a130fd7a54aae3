package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.bench.JavaCommand;

class DemoCommandTest {
  @TempDir private Path directory;

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(JavaCommand.running(Main.class));
    command.add(1, "-Djava.io.tmpdir=" + directory);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().contains("quotient-demo")).toList();
    }
  }

  @Test
  void leavesNothingBehindWhenItIsStopped() throws IOException, InterruptedException {
    Process demo = start("demo");
    List<ProcessHandle> parties;
    try (BufferedReader err = demo.errorReader(StandardCharsets.UTF_8)) {
      assertThat(err.readLine()).isEqualTo(PartyProcess.INCUBATOR);
      // The first line of progress.
      assertThat(err.readLine()).contains("iteration");
      assertThat(left()).isNotEmpty();
      parties = demo.descendants().toList();
      assertThat(parties).hasSize(2);
      demo.destroy();
      assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }

    assertThat(parties).noneMatch(ProcessHandle::isAlive);
    assertThat(left()).isEmpty();
  }

  @Test
  @Tag("proof")
  void showsThatSecureEqualsClear() throws IOException, InterruptedException {
    Process demo = start("demo", "--json", "--quiet");
    Thread.startVirtualThread(() -> discard(demo));
    String out = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor()).isZero();
    JsonNode result = new ObjectMapper().readTree(out);
    assertThat(result.get("accuracy").asText()).isEqualTo("94.15");
    assertThat(result.get("clearAccuracy").asText()).isEqualTo("94.15");
    assertThat(result.get("weightsIdentical").asBoolean()).isTrue();
    assertThat(result.get("predictionsEqual").asBoolean()).isTrue();
    assertThat(result.get("seconds").asDouble()).isPositive();
    assertThat(result.get("bytes").asLong()).isPositive();
    assertThat(left()).isEmpty();
  }

  private static void discard(Process process) {
    process.errorReader(StandardCharsets.UTF_8).lines().forEach(_ -> {});
  }
}
