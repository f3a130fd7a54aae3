package quotient.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quotient.cli.report.Format;
import quotient.run.Event;
import quotient.run.Interruption;
import quotient.transport.Traffic;

/**
 * Two parties as two processes on this machine, over TLS on the loopback: they run the commands
 * {@code train} and {@code predict} that users run. When the program is stopped, they are, too, and
 * nothing stays behind.
 */
public final class Demo implements AutoCloseable {
  private final List<String> program;
  private final DemoFiles files = DemoFiles.create();
  private final List<DemoParty> parties = new CopyOnWriteArrayList<>();
  private final Interruption.Action atInterruption =
      Interruption.on("both parties of the demo are gone, too", this::cleanUp);

  /**
   * The accuracy and the check sum after an epoch, as they are shown.
   *
   * @param accuracy in percent
   * @param crc of the weights
   */
  public record Epoch(String accuracy, String crc) {
    /** Of an epoch after which both were opened. */
    static Epoch of(Event.EpochDone done) {
      return new Epoch(
          Format.hundredths(done.accuracy().orElseThrow()), Format.crc(done.crc().orElseThrow()));
    }
  }

  /**
   * What one party reports of a run.
   *
   * @param epochs of a training
   * @param elapsed the time it took
   * @param traffic what it sent and received
   */
  record PartyResult(List<Epoch> epochs, Duration elapsed, Traffic traffic) {}

  /** What both parties report. */
  record Results(PartyResult alice, PartyResult bob) {}

  /**
   * Lays out the files.
   *
   * @param program the command that runs this program
   */
  Demo(List<String> program) {
    this.program = program;
  }

  DemoFiles files() {
    return files;
  }

  /** Trains; the weights are opened after each epoch, to compare them. */
  Results train(int lastIteration, Consumer<Event> events) {
    List<String> both = List.of("--insecure-trace", Integer.toString(lastIteration));
    return run("train", join(both, "--test-rows", "none"), both, events);
  }

  /** Predicts bob's test rows. */
  Results predict() {
    return run(
        "predict",
        List.of(),
        List.of("--predictions", DemoFiles.predictions(files.bob()).toString()),
        _ -> {});
  }

  private Results run(
      String command, List<String> ofAlice, List<String> ofBob, Consumer<Event> events) {
    DemoParty alice =
        start("alice", command, files.alice(), join(ofAlice, "--listen", "127.0.0.1:0"));
    String address = alice.await(Event.Listening.class).address().toString();
    DemoParty bob = start("bob", command, files.bob(), join(ofBob, "--connect", address));
    CompletableFuture<PartyResult> resultOfAlice = inBackground(alice, events);
    CompletableFuture<PartyResult> resultOfBob = inBackground(bob, _ -> {});
    String complaints =
        Stream.of(resultOfAlice, resultOfBob)
            .flatMap(result -> complaint(result).stream())
            .collect(Collectors.joining("; "));
    if (!complaints.isEmpty()) {
      throw new DemoException(complaints);
    }
    return new Results(resultOfAlice.join(), resultOfBob.join());
  }

  private static CompletableFuture<PartyResult> inBackground(
      DemoParty party, Consumer<Event> events) {
    return CompletableFuture.supplyAsync(
        () -> result(party, events), task -> Thread.ofVirtual().start(task));
  }

  /** What went wrong, once the party is done. */
  private static Optional<String> complaint(CompletableFuture<PartyResult> result) {
    return result
        .handle((_, failure) ->
            Optional.ofNullable(failure)
                .map(e -> String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage())))
        .join();
  }

  private DemoParty start(String name, String command, Path directory, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--job", DemoFiles.job(directory).toString()));
    arguments.addAll(List.of("--keys", DemoFiles.keys(directory).toString()));
    arguments.addAll(List.of("--model", DemoFiles.model(directory).toString()));
    arguments.addAll(more);
    DemoParty party = DemoParty.start(name, program, arguments);
    parties.add(party);
    return party;
  }

  private static List<String> join(List<String> list, String... more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }

  private static PartyResult result(DemoParty party, Consumer<Event> events) {
    List<Epoch> epochs = new ArrayList<>();
    for (Event event = party.next(); ; event = party.next()) {
      switch (event) {
        case Event.Iteration iteration -> events.accept(iteration);
        case Event.EpochDone done -> {
          epochs.add(Epoch.of(done));
          events.accept(done);
        }
        case Event.TrainingFinished finished -> {
          party.awaitEnd();
          return new PartyResult(epochs, finished.elapsed(), finished.traffic());
        }
        case Event.PredictionFinished finished -> {
          party.awaitEnd();
          return new PartyResult(epochs, finished.elapsed(), finished.traffic());
        }
        default -> {}
      }
    }
  }

  private void cleanUp() {
    parties.forEach(DemoParty::kill);
    files.close();
  }

  @Override
  public void close() {
    atInterruption.close();
    cleanUp();
  }
}
