package quotient.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import quotient.engine.Party;
import quotient.transport.LinkModel;

/**
 * Measures workloads between two processes on this machine, which talk over the loopback. Each
 * measurement has two new processes, so that no other leaves its heap or its compiled code behind.
 */
public final class TwoProcesses {
  private static final int LAST_WORD_SECONDS = 3;

  private final List<String> command;
  private final Pinning pinning;
  private final Optional<LinkModel> link;
  private final Map<String, Double> counted = new HashMap<>();

  /**
   * Measurements whose processes are started with {@code command}, which must hand the arguments
   * that follow to {@link PartyProcess}.
   */
  public TwoProcesses(List<String> command, Pinning pinning) {
    this(command, pinning, Optional.empty());
  }

  /** The same over an emulated network, where {@code link} is given. */
  public TwoProcesses(List<String> command, Pinning pinning, Optional<LinkModel> link) {
    this.command = List.copyOf(command);
    this.pinning = pinning;
    this.link = link;
  }

  /**
   * The keys of both parties.
   *
   * @param a what A needs
   * @param b what B needs
   */
  public record Keys(KeyFiles a, KeyFiles b) {}

  /**
   * Measures one workload.
   *
   * @param keys for TLS; without them the processes talk over plain TCP
   * @throws BenchException if one of the processes cannot be started or fails; what it had to say
   *     is on the standard error of this process
   */
  public Figure measure(Workload workload, Effort effort, Optional<Keys> keys) {
    return measure(workload, effort, keys, this::messages);
  }

  /**
   * Measures one workload without counting its messages, for which this process would need the
   * memory of both parties.
   *
   * @param keys for TLS; without them the processes talk over plain TCP
   * @throws BenchException if one of the processes cannot be started or fails; what it had to say
   *     is on the standard error of this process
   */
  public Figure measureCost(Workload workload, Effort effort, Optional<Keys> keys) {
    return measure(workload, effort, keys, _ -> OptionalDouble.empty());
  }

  private Figure measure(
      Workload workload,
      Effort effort,
      Optional<Keys> keys,
      Function<Workload, OptionalDouble> messages) {
    List<Process> started = new ArrayList<>();
    try {
      Process a = start(Party.A, workload, effort, 0, keys.map(Keys::a));
      started.add(a);
      BufferedReader outOfA = a.inputReader(StandardCharsets.UTF_8);
      int port = readPort(workload, outOfA);
      Process b = start(Party.B, workload, effort, port, keys.map(Keys::b));
      started.add(b);
      endWith(a, b);
      endWith(b, a);
      List<String> linesOfA = outOfA.readAllLines();
      List<String> linesOfB = b.inputReader(StandardCharsets.UTF_8).readAllLines();
      checkEnd(workload, a);
      checkEnd(workload, b);
      return Figure.of(
          workload,
          keys.isPresent(),
          messages.apply(workload),
          PartyReport.parse(linesOfA),
          PartyReport.parse(linesOfB));
    } catch (IOException | UncheckedIOException e) {
      throw new BenchException(
          "cannot run the two processes of " + workload.name() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted during " + workload.name(), e);
    } finally {
      started.forEach(Process::destroyForcibly);
    }
  }

  /** Counted once for each workload, when its processes are gone. */
  private OptionalDouble messages(Workload workload) {
    return workload.unit().rate()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            counted.computeIfAbsent(
                workload.name(), _ -> Messages.perUnit(workload, link.orElse(LinkModel.LOOPBACK))));
  }

  private Process start(
      Party party, Workload workload, Effort effort, int port, Optional<KeyFiles> keys)
      throws IOException {
    List<String> full = new ArrayList<>(command);
    full.addAll(new PartyTask(party, workload.name(), effort, port, link, keys).toArguments());
    return new ProcessBuilder(pinning.pin(party, full))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int readPort(Workload workload, BufferedReader outOfA) throws IOException {
    for (String line = outOfA.readLine(); line != null; line = outOfA.readLine()) {
      if (line.startsWith(PartyProcess.PORT)) {
        return Integer.parseInt(line.substring(PartyProcess.PORT.length()));
      }
    }
    throw failed(workload);
  }

  /** If one process fails the other one, which may be waiting for it, says its last word. */
  private static void endWith(Process one, Process other) {
    CompletableFuture<Void> _ =
        one.onExit()
            .thenAccept(ended -> {
              if (ended.exitValue() != 0) {
                CompletableFuture.delayedExecutor(LAST_WORD_SECONDS, TimeUnit.SECONDS)
                    .execute(other::destroy);
              }
            });
  }

  private static void checkEnd(Workload workload, Process process) throws InterruptedException {
    if (process.waitFor() != 0) {
      throw failed(workload);
    }
  }

  private static BenchException failed(Workload workload) {
    return new BenchException(workload.name() + " failed: one of its two processes says above why");
  }
}
