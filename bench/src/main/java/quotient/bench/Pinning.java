package quotient.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import quotient.engine.Party;

/** On which core each party's process runs. Two that wander about halve each other's speed. */
public final class Pinning {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final List<Integer> cores;
  private final String text;

  private Pinning(List<Integer> cores, String text) {
    this.cores = cores;
    this.text = text;
  }

  /** One core for each party by {@code taskset} (Linux), where there are two and it works. */
  public static Pinning detect() {
    List<Integer> allowed = allowedCores();
    if (allowed.size() < 2) {
      return new Pinning(List.of(), "not pinned (needs Linux and two cores)");
    }
    List<Integer> cores = allowed.subList(0, 2);
    for (int core : cores) {
      if (!works(core)) {
        return new Pinning(List.of(), "not pinned (taskset is missing or not allowed)");
      }
    }
    return new Pinning(
        cores, "parties pinned to cores " + cores.getFirst() + " and " + cores.getLast());
  }

  private static List<Integer> allowedCores() {
    if (!Files.isReadable(STATUS)) {
      return List.of();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .findFirst()
          .map(line -> parseList(line.substring(line.indexOf(':') + 1).strip()))
          .orElse(List.of());
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Reads the kernel's notation, for instance {@code 0-2,6}. */
  static List<Integer> parseList(String text) {
    List<Integer> cores = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
        cores.add(core);
      }
    }
    return cores;
  }

  private static boolean works(int core) {
    try {
      return new ProcessBuilder("taskset", "-c", Integer.toString(core), "true")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The command with which {@code party} runs {@code command}. */
  List<String> pin(Party party, List<String> command) {
    if (cores.isEmpty()) {
      return command;
    }
    int core = party == Party.A ? cores.getFirst() : cores.getLast();
    List<String> out = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    out.addAll(command);
    return out;
  }

  /** Whether the parties are pinned and where, or why not. */
  @Override
  public String toString() {
    return text;
  }
}
