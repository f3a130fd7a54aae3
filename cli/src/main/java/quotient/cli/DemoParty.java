package quotient.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import quotient.bench.JavaCommand;

/** One of the demo's parties: a process of its own that runs a command of this program. */
final class DemoParty {
  /** Enough for the digits, so that two of them fit a small machine. */
  private static final String HEAP = "-Xmx1g";

  private final String name;
  private final Process process;
  private final BufferedReader out;
  private final CompletableFuture<String> complaints;
  private final ObjectMapper mapper = new ObjectMapper();

  private DemoParty(String name, Process process) {
    this.name = name;
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
    complaints = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> complaints.complete(readAll(process)));
  }

  private static String readAll(Process process) {
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      return String.join(" ", err.readAllLines());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Starts a command, with {@code --json}. */
  static DemoParty start(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(JavaCommand.running(Main.class));
    command.removeIf(option -> option.startsWith("-Xmx"));
    command.add(1, HEAP);
    command.addAll(arguments);
    command.add("--json");
    try {
      return new DemoParty(name, new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that the process prints, or nothing at its end. */
  Optional<JsonNode> next() {
    try {
      String line = out.readLine();
      return line == null ? Optional.empty() : Optional.of(mapper.readTree(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads up to the line that has {@code key}.
   *
   * @throws UserException if the process ends before
   */
  JsonNode await(String key) {
    for (Optional<JsonNode> line = next(); line.isPresent(); line = next()) {
      if (line.get().has(key)) {
        return line.get();
      }
    }
    throw failed();
  }

  /**
   * Reads to the end.
   *
   * @param listener hears of all lines but the result
   * @return the result
   * @throws UserException if the process fails
   */
  JsonNode awaitResult(Consumer<JsonNode> listener) {
    Optional<JsonNode> result = Optional.empty();
    for (Optional<JsonNode> line = next(); line.isPresent(); line = next()) {
      if (line.get().has("result")) {
        result = line;
      } else {
        listener.accept(line.get());
      }
    }
    return result.orElseThrow(this::failed);
  }

  private UserException failed() {
    return UserException.verification(
        "the process of " + name + " ended too early; it said: " + complaints.join());
  }

  /** Ends the process, if it still runs, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
