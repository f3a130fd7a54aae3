package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import quotient.bench.JavaCommand;

/** The program as a process of its own, as users run it. */
final class PartyProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 900;

  /** What the JVM itself says of the module of the vector kernels. */
  static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<String> err = new CompletableFuture<>();

  private PartyProcess(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            err.complete(
                reader
                    .lines()
                    .filter(line -> !line.equals(INCUBATOR))
                    .collect(Collectors.joining("\n")));
          } catch (IOException | UncheckedIOException e) {
            err.completeExceptionally(e);
          }
        });
  }

  /**
   * Starts a command.
   *
   * @param jvmOptions of the Java runtime
   */
  static PartyProcess start(List<String> jvmOptions, List<String> arguments) throws IOException {
    return start(jvmOptions, arguments, Path.of(""));
  }

  /** The same in a directory. */
  static PartyProcess start(List<String> jvmOptions, List<String> arguments, Path directory)
      throws IOException {
    List<String> command = new ArrayList<>(JavaCommand.running(Main.class));
    command.removeIf(option -> option.startsWith("-Xmx"));
    command.addAll(1, jvmOptions);
    command.addAll(arguments);
    return new PartyProcess(
        new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile()).start());
  }

  /** The address of which a listening party says that it listens there. */
  String awaitAddress() throws IOException {
    return awaitLine("listening").get("listening").asText();
  }

  /** Reads up to a JSON line with the key. */
  JsonNode awaitLine(String key) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.has(key)) {
        return node;
      }
    }
    throw new AssertionError("no line with '" + key + "' in " + lines + "; " + err.join());
  }

  /** Ends the process the hard way. */
  void kill() {
    process.destroyForcibly();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** What came out, at the end of the process. */
  InProcess.Result result() throws IOException, InterruptedException {
    // A party that hangs must fail its test and not hang all others.
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    lines.addAll(out.readAllLines());
    watchdog.cancel(false);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new InProcess.Result(process.exitValue(), String.join("\n", lines), err.join());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
