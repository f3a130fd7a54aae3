package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.JobReader;
import quotient.training.Model;
import quotient.transport.Address;
import quotient.transport.LinkModel;
import quotient.transport.Timeouts;
import quotient.twoparty.DisagreementException;

/** Runs that a program starts without any command: both parties in this process, over TLS. */
class TwoPartyRunTest {
  private static final RowSelection ALL = RowSelection.parse("all");
  private static final RowSelection NONE = RowSelection.parse("none");
  private static final Trace TRACE = new Trace(true, List.of(1));

  @TempDir private Path root;

  private Path a;
  private Path b;
  private Job job;
  private InsecureTestKeys keysOfA;
  private InsecureTestKeys keysOfB;

  @BeforeEach
  void layOut() throws IOException, InterruptedException, GeneralSecurityException {
    a = Files.createDirectory(root.resolve("alice"));
    b = Files.createDirectory(root.resolve("bob"));
    InsecureTestKeys alice = InsecureTestKeys.create(a);
    InsecureTestKeys bob = InsecureTestKeys.create(b);
    keysOfA = alice.trusting(bob);
    keysOfB = bob.trusting(alice);
    writeRows(a.resolve("train.csv"), 0, 16);
    writeRows(b.resolve("train.csv"), 16, 32);
    writeRows(b.resolve("test.csv"), 32, 56);
    job =
        JobReader.read(
            Files.writeString(
                root.resolve("job.yaml"),
                """
                network: [3, 8, 2]
                batch: 16
                epochs: 1
                data:
                  train: {format: csv, file: train.csv}
                  test: {format: csv, file: test.csv}
                predict: {owner: b, to: b}
                """));
  }

  private static void writeRows(Path file, int from, int to) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,y,z,class"));
    IntStream.range(from, to)
        .mapToObj(i -> "%d,%d,%d,%d".formatted(i, 100 - 3 * i, -i, i % 2))
        .forEach(lines::add);
    Files.write(file, lines);
  }

  private static Rendezvous rendezvous(Party me, Place place, Keys keys) {
    return new Rendezvous(me, place, keys, Optional.empty(), Timeouts.DEFAULT);
  }

  private Rendezvous listening() {
    return rendezvous(Party.A, new Place.Listen(new Address("127.0.0.1", 0)), keysOfA);
  }

  private Rendezvous connecting(Address address) {
    return rendezvous(Party.B, new Place.Connect(address), keysOfB);
  }

  private Training training(Rendezvous rendezvous, Path directory, RowSelection testRows) {
    return Training.prepare(
        job,
        rendezvous,
        new Training.Settings(
            directory, ALL, testRows, TRACE, new OutputFile(directory.resolve("share"), false)));
  }

  /** Starts party B as soon as party A listens. */
  private static final class Starter implements Consumer<Event> {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Consumer<Address> other;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    Starter(Consumer<Address> other) {
      this.other = other;
    }

    @Override
    public void accept(Event event) {
      events.add(event);
      if (event instanceof Event.Listening(Address address)) {
        done = CompletableFuture.runAsync(() -> other.accept(address));
      }
    }
  }

  private static List<String> kinds(List<Event> events) {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @Test
  void aTrainingAndAPredictionTellWhatHappens() throws IOException {
    List<Event> eventsOfB = new CopyOnWriteArrayList<>();
    Starter starter =
        new Starter(address -> training(connecting(address), b, ALL).run(eventsOfB::add));
    training(listening(), a, NONE).run(starter);
    starter.done.join();

    assertThat(kinds(starter.events))
        .containsExactly(
            "Listening",
            "TrainingStarted",
            "LinkAgreed",
            "Planned",
            "Iteration",
            "Traced",
            "Iteration",
            "EpochDone",
            "TrainingFinished");
    assertThat(kinds(eventsOfB))
        .startsWith("Connecting", "TrainingStarted", "LinkAgreed", "Planned");
    Event.TrainingStarted started = (Event.TrainingStarted) starter.events.get(1);
    assertThat(started.peer()).isEqualTo(Peer.of(keysOfB.identity().certificate()));
    assertThat(started.rows() + started.othersRows()).isEqualTo(32);
    assertThat(started.testRows()).isEqualTo(24);
    assertThat(eventsOfB).contains(starter.events.get(5), starter.events.get(7));
    assertThat(eventsOfB).contains(starter.events.get(2));
    assertThat(((Event.LinkAgreed) starter.events.get(2)).measured()).isTrue();
    Event.Planned planned = (Event.Planned) starter.events.get(3);
    assertThat(planned.iteration()).isPresent();
    assertThat(a.resolve("share")).exists();
    assertThat(b.resolve("share")).exists();
    assertThat(clearEvents()).contains(starter.events.get(5), starter.events.get(7));

    List<Event> predictionOfB = new CopyOnWriteArrayList<>();
    Path predictions = b.resolve("predictions.csv");
    Starter predicting =
        new Starter(address ->
            Prediction.prepare(
                    job,
                    connecting(address),
                    new Prediction.Settings(
                        b, b.resolve("share"), Optional.of(new OutputFile(predictions, false))))
                .run(predictionOfB::add));
    Prediction.prepare(
            job, listening(), new Prediction.Settings(a, a.resolve("share"), Optional.empty()))
        .run(predicting);
    predicting.done.join();
    assertThat(kinds(predicting.events))
        .containsExactly(
            "Listening", "PredictionStarted", "LinkAgreed", "Planned", "PredictionFinished");
    Event.PredictionFinished finished = (Event.PredictionFinished) predictionOfB.getLast();
    assertThat(finished.rows()).isEqualTo(24);
    assertThat(finished.predictions()).contains(predictions);
    assertThat(finished.accuracy()).isEqualTo(((Event.EpochDone) starter.events.get(7)).accuracy());
    assertThat(predictions).isNotEmptyFile();
  }

  /** A job that names a distant link is run by it, without measuring, to the same weights. */
  @Test
  void theLinkOfTheJobIsTaken() throws IOException {
    job =
        JobReader.read(
            Files.writeString(
                root.resolve("distant.yaml"),
                Files.readString(job.file()) + "link: 24MB/s,42ms\n"));
    Starter starter = new Starter(address -> training(connecting(address), b, ALL).run(_ -> {}));
    training(listening(), a, NONE).run(starter);
    starter.done.join();
    assertThat(starter.events)
        .contains(new Event.LinkAgreed(LinkModel.parse("24MB/s,42ms"), false, 0));
    assertThat(clearEvents()).contains(starter.events.get(5), starter.events.get(7));
  }

  @Test
  void jobsOfDifferentLinks_fail() throws IOException {
    Job distant =
        JobReader.read(
            Files.writeString(
                root.resolve("distant.yaml"),
                Files.readString(job.file()) + "link: 24MB/s,42ms\n"));
    List<String> complaints = new CopyOnWriteArrayList<>();
    Starter starter =
        new Starter(address -> {
          job = distant;
          complaint(training(connecting(address), b, ALL), _ -> {}, complaints);
        });
    complaint(training(listening(), a, NONE), starter, complaints);
    starter.done.join();
    assertThat(complaints)
        .containsExactlyInAnyOrder(
            "the two parties do not run the same job: link is measured here and 24MB/s,42ms there;"
                + " both need the same job file",
            "the two parties do not run the same job: link is 24MB/s,42ms here and measured there;"
                + " both need the same job file");
  }

  private static void complaint(
      Training training, Consumer<Event> events, List<String> complaints) {
    try {
      training.run(events);
    } catch (DisagreementException e) {
      complaints.add(e.getMessage());
    }
  }

  /** What a run in the clear says of all rows together. */
  private List<Event> clearEvents() throws IOException {
    Path both = Files.createDirectory(root.resolve("both"));
    writeRows(both.resolve("train.csv"), 0, 32);
    writeRows(both.resolve("test.csv"), 32, 56);
    List<Event> events = new ArrayList<>();
    Model model =
        Simulation.prepare(job, both, TRACE, Integer.MAX_VALUE).run(Optional.empty(), events::add);
    assertThat(model.job()).isEqualTo(job.training());
    Event.SimulationFinished finished = (Event.SimulationFinished) events.getLast();
    assertThat(finished.traffic()).isEmpty();
    assertThat(finished.confusion().accuracy()).isEqualTo(finished.accuracy().orElseThrow());
    return events;
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void aConsumerThatThrowsEndsTheRunOfBoth(Class<? extends Throwable> kind) {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Starter starter =
        new Starter(address -> {
          try {
            training(connecting(address), b, ALL).run(_ -> {});
          } catch (UserException e) {
            failures.add(e);
          }
        });
    Training training = training(listening(), a, NONE);
    assertThatExceptionOfType(kind)
        .isThrownBy(() ->
            training.run(event -> {
              starter.accept(event);
              if (event instanceof Event.Iteration) {
                if (kind == NoClassDefFoundError.class) {
                  throw new NoClassDefFoundError("seen enough");
                }
                throw new IllegalStateException("seen enough");
              }
            }));
    starter.done.join();
    assertThat(failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageEndingWith("; no share of the model was written"));
    assertThat(a.resolve("share")).doesNotExist();
    assertThat(b.resolve("share")).doesNotExist();
  }

  @Test
  void whatTheUserCanMendIsToldApartFromABug() {
    Rendezvous nobody =
        rendezvous(
            Party.A,
            new Place.Listen(new Address("127.0.0.1", 0)),
            new InsecureTestKeys(a, keysOfA.identity(), List.of()));
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> training(nobody, a, NONE))
        .withMessageStartingWith(a + ": no certificate of another party is trusted yet")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(UserException.Fault.FILE));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() ->
            listening()
                .alone(() -> {
                  throw new IllegalArgumentException("a bug");
                }))
        .withMessage("a bug");
  }
}
