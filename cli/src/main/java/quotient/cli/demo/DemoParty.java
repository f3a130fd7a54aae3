package quotient.cli.demo;

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
import quotient.cli.report.EventJson;
import quotient.run.Event;

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

  /**
   * Starts a command, with {@code --json}.
   *
   * @param program the command that runs this program
   * @param arguments the command and its options
   */
  static DemoParty start(String name, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>(program);
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

  /**
   * The next thing that happens, of those that the process tells in full.
   *
   * @throws DemoException if the process ends before
   */
  Event next() {
    Optional<Event> event = Optional.empty();
    while (event.isEmpty()) {
      event = EventJson.parse(line().orElseThrow(this::failed));
    }
    return event.get();
  }

  private Optional<JsonNode> line() {
    try {
      String line = out.readLine();
      return line == null ? Optional.empty() : Optional.of(mapper.readTree(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until something of this kind happens.
   *
   * @throws DemoException if the process ends before
   */
  <E extends Event> E await(Class<E> kind) {
    Event event = next();
    while (!kind.isInstance(event)) {
      event = next();
    }
    return kind.cast(event);
  }

  /** Reads what the process prints after its result, so that it never waits for a reader. */
  void awaitEnd() {
    while (line().isPresent()) {
      // There is no more to know.
    }
  }

  private DemoException failed() {
    return new DemoException(
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
