package quotient.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quotient.transport.Traffic;

/**
 * Two parties as two processes on this machine, over TLS on the loopback: they run the commands
 * {@code train} and {@code predict} that users run. When the program is stopped, they are, too, and
 * nothing stays behind.
 */
final class Demo implements AutoCloseable {
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
  record Epoch(String accuracy, String crc) {}

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

  DemoFiles files() {
    return files;
  }

  /** Trains; the weights are opened after each epoch, to compare them. */
  Results train(int lastIteration, TrainingListener listener) {
    List<String> both = List.of("--insecure-trace", Integer.toString(lastIteration));
    return run("train", join(both, "--test-rows", "none"), both, listener);
  }

  /** Predicts bob's test rows. */
  Results predict() {
    return run(
        "predict",
        List.of(),
        List.of("--predictions", DemoFiles.predictions(files.bob()).toString()),
        TrainingListener.none());
  }

  private Results run(
      String command, List<String> ofAlice, List<String> ofBob, TrainingListener listener) {
    DemoParty alice =
        start("alice", command, files.alice(), join(ofAlice, "--listen", "127.0.0.1:0"));
    String address = alice.await("listening").get("listening").asText();
    DemoParty bob = start("bob", command, files.bob(), join(ofBob, "--connect", address));
    CompletableFuture<PartyResult> resultOfAlice = inBackground(alice, listener);
    CompletableFuture<PartyResult> resultOfBob = inBackground(bob, TrainingListener.none());
    String complaints =
        Stream.of(resultOfAlice, resultOfBob)
            .flatMap(result -> complaint(result).stream())
            .collect(Collectors.joining("; "));
    if (!complaints.isEmpty()) {
      throw UserException.verification(complaints);
    }
    return new Results(resultOfAlice.join(), resultOfBob.join());
  }

  private static CompletableFuture<PartyResult> inBackground(
      DemoParty party, TrainingListener listener) {
    return CompletableFuture.supplyAsync(
        () -> result(party, listener), task -> Thread.ofVirtual().start(task));
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
    DemoParty party = DemoParty.start(name, arguments);
    parties.add(party);
    return party;
  }

  private static List<String> join(List<String> list, String... more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }

  private static PartyResult result(DemoParty party, TrainingListener listener) {
    List<Epoch> epochs = new ArrayList<>();
    Consumer<JsonNode> hear =
        line -> {
          if (line.has("progress")) {
            listener.progress(progress(line.get("progress")));
          } else if (line.has("epoch")) {
            Epoch epoch =
                new Epoch(
                    Format.hundredths(line.get("accuracy").asDouble()), line.get("crc").asText());
            epochs.add(epoch);
            listener.epoch(
                line.get("epoch").asInt(),
                OptionalDouble.of(line.get("accuracy").asDouble()),
                OptionalInt.of(Integer.parseUnsignedInt(epoch.crc(), 16)));
          }
        };
    JsonNode result = party.awaitResult(hear);
    return new PartyResult(
        epochs,
        Duration.ofMillis(Math.round(1000 * result.get("seconds").asDouble())),
        new Traffic(
            result.get("bytesSent").asLong(),
            result.get("bytesReceived").asLong(),
            result.get("rounds").asLong()));
  }

  private static Progress progress(JsonNode line) {
    return new Progress(
        line.get("epoch").asInt(),
        line.get("epochs").asInt(),
        line.get("iteration").asInt(),
        line.get("of").asInt(),
        line.get("bytes").asLong(),
        Duration.ofMillis(Math.round(1000 * line.get("seconds").asDouble())));
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
