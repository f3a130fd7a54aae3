package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.job.Accuracy;
import quotient.job.Reveal;
import quotient.run.Confusion;
import quotient.run.Event;
import quotient.run.Peer;
import quotient.run.Trace;
import quotient.transport.Fingerprint;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

class EventTextTest {
  private static final Peer BOB = new Peer("CN=bob", Fingerprint.parse("5F".repeat(32)));
  private static final Traffic TRAFFIC = new Traffic(1_500_000, 2_000, 9);

  private static final Map<String, Object> SUMMARY = summary();

  private static Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("network", "[64, 10]");
    summary.put("bias", 0);
    summary.put("optimizer", "signum");
    summary.put("step", 8);
    summary.put("shifts.forward", List.of(2));
    return summary;
  }

  @Test
  void aTrainingBeginsWithWhoAndWhatIsOpened() {
    Event.TrainingStarted started =
        new Event.TrainingStarted(
            "0123456789abcdef0123",
            Party.A,
            BOB,
            64,
            32,
            0,
            Accuracy.DEFAULT,
            3,
            Trace.OFF,
            SUMMARY);
    assertThat(EventText.lines(started))
        .containsExactly(
            "party A with CN=bob, " + BOB.fingerprint(),
            "job 0123456789abcdef, 64 own rows and 32 of the other party",
            "network [64, 10], bias 0",
            "optimizer signum, step 8, shifts.forward [2]",
            "opened to both parties: nothing");
  }

  @Test
  void theLinkIsSaidAndWhereItIsFrom() {
    assertThat(
            EventText.line(new Event.LinkAgreed(LinkModel.parse("24MB/s,42ms"), true, 2_100_000)))
        .isEqualTo("link to the other party: 24 MB/s, 42 ms (measured with 2.1 MB)");
    assertThat(EventText.line(new Event.LinkAgreed(LinkModel.parse("10Gb/s,0.3ms"), false, 0)))
        .isEqualTo("link to the other party: 1.25 GB/s, 0.3 ms (from the job)");
  }

  private static Event.Cost cost(int times) {
    return new Event.Cost(
        37_000_000L * times, 38_000_000L * times, 148L * times, Duration.ofMillis(367L * times));
  }

  @Test
  void whatATrainingWillTakeIsSaidByIterationAndInAll() {
    assertThat(
            EventText.line(new Event.Planned(Optional.of(cost(1)), cost(468), 176_799_424L, true)))
        .isEqualTo(
            "expected: an iteration 37 MB sent, 38 MB received, 148 messages in a row, 0.367 s; in"
                + " all 17 GB sent, 18 GB received, 69,264 messages in a row, 2 min 52 s; heap"
                + " about 168 MiB; times by the speed of this machine");
  }

  @Test
  void whatAPredictionWillTakeIsSaidAndThatThisMachineIsNotMeasured() {
    assertThat(EventText.line(new Event.Planned(Optional.empty(), cost(1), 176_799_424L, false)))
        .isEqualTo(
            "expected: 37 MB sent, 38 MB received, 148 messages in a row, 0.367 s; heap about 168"
                + " MiB; times by the speed of the machine in docs/benchmarks.md, for 'quotient"
                + " bench --calibrate' has not measured this one");
  }

  @Test
  void aSimulationBeginsWithHowItTrains() {
    assertThat(EventText.lines(new Event.SimulationStarted("0123456789abcdef0123", 96, SUMMARY)))
        .containsExactly(
            "job 0123456789abcdef, 96 rows",
            "network [64, 10], bias 0",
            "optimizer signum, step 8, shifts.forward [2]");
  }

  @Test
  void aPredictionBeginsWithWhatIsOpenedToWhom() {
    Event.PredictionStarted started =
        new Event.PredictionStarted(
            "0123456789abcdef0123",
            Party.A,
            BOB,
            25,
            Party.B,
            Recipient.B,
            Reveal.CLASS,
            10,
            SUMMARY);
    assertThat(EventText.lines(started))
        .endsWith(
            "network [64, 10], bias 0",
            "optimizer signum, step 8, shifts.forward [2]",
            "opened to party B: the predicted class of each of 25 rows, and nothing else");
  }

  private static Event.TrainingFinished finished(Optional<Path> kept) {
    return finished(Optional.empty(), kept);
  }

  private static Event.TrainingFinished finished(Optional<String> elsewhere, Optional<Path> kept) {
    return new Event.TrainingFinished(
        4,
        Duration.ofMillis(1500),
        TRAFFIC,
        OptionalDouble.of(93.5),
        OptionalDouble.of(10),
        Path.of("a.share"),
        elsewhere,
        kept,
        "ab12");
  }

  @Test
  void aTrainingEndsWithItsFile() {
    assertThat(EventText.of(finished(Optional.empty())))
        .isEqualTo(
            "4 iterations in 1.5 s, 1.5 MB sent, 2.0 kB received, 9 rounds, accuracy 93.50 % (by"
                + " always predicting the most frequent class: 10.00 %); this party's share of the"
                + " model is in a.share");
  }

  @Test
  void aShareThatIsNotWhereItWasToGoIsSaidToBeElsewhere() {
    assertThat(EventText.of(finished(Optional.of("m/a.share: disk full"), Optional.empty())))
        .endsWith(
            "this party's share of the model is in a.share, which is not where it was to go"
                + " (m/a.share: disk full)");
  }

  @Test
  void aFileThatAppearedMeanwhileIsNamed() {
    String end = "; a file of that name appeared during the run and is kept as a.previous";
    assertThat(EventText.of(finished(Optional.of(Path.of("a.previous"))))).endsWith(end);
    assertThat(
            EventText.of(
                new Event.PredictionFinished(
                    2,
                    Duration.ZERO,
                    TRAFFIC,
                    Optional.of(Path.of("p.csv")),
                    Optional.of(Path.of("a.previous")),
                    OptionalDouble.of(50),
                    "ab12")))
        .endsWith("; predictions are in p.csv" + end + "; accuracy 50.00");
  }

  @Test
  void aSimulationSaysWhatWouldStopTwoParties() {
    assertThat(
            EventText.of(
                new Event.SimulationFinished(
                    4,
                    Duration.ofMillis(1500),
                    Optional.of(TRAFFIC),
                    OptionalDouble.empty(),
                    new Confusion(
                        "data.test", List.of("no", "yes"), 2, new int[] {0, 1}, new int[] {0, 0}),
                    Optional.of(new Event.TooFewTestRows(2, 20)),
                    "ab12")))
        .isEqualTo(
            "4 iterations in 1.5 s; party A: 1.5 MB sent, 2.0 kB received, 9 rounds\n"
                + "data.test: rows by class (down) and predicted class (across)\n"
                + "       no   yes\n"
                + " no     1     0\n"
                + "yes     1     0\n"
                + "50.00 % right; always predicting the most frequent class would get 50.00 %\n"
                + "the network predicts one class only, so it is of no use: try another scale or"
                + " step, more epochs, a smaller batch, or optimizer: amsgrad\n"
                + "2 test rows are too few for two parties, each must bring 20 or none: see"
                + " accuracy.min-rows");
  }

  @Test
  void classesThatAreNeverPredictedAreNamed() {
    Confusion confusion =
        new Confusion(
            "data.test",
            List.of("ward", "home", "icu", "none"),
            4,
            new int[] {0, 1, 1, 2},
            new int[] {1, 1, 1, 0});
    assertThat(ConfusionText.of(confusion))
        .endsWith("\nnever predicted, whatever the percentage says: icu");
  }
}
