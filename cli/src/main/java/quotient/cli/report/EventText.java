package quotient.cli.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import quotient.engine.Recipient;
import quotient.run.Event;

/** Events in words, for people. */
final class EventText {
  /** The keys of a summary that stand in a line of their own. */
  private static final Set<String> NETWORK = Set.of("network", "bias");

  private EventText() {}

  static List<String> lines(Event.TrainingStarted started) {
    List<String> opened = Opened.by(started);
    return List.of(
        "party %s with %s".formatted(started.party(), started.peer()),
        "job %s, %d own rows and %d of the other party"
            .formatted(Format.digest(started.jobDigest()), started.rows(), started.othersRows()),
        network(started.summary()),
        method(started.summary()),
        "opened to both parties: " + (opened.isEmpty() ? "nothing" : String.join("; ", opened)));
  }

  static List<String> lines(Event.PredictionStarted started) {
    String to = started.to() == Recipient.BOTH ? "both parties" : "party " + started.to();
    return List.of(
        "party %s with %s".formatted(started.party(), started.peer()),
        "job %s, %d rows of party %s"
            .formatted(Format.digest(started.jobDigest()), started.rows(), started.owner()),
        network(started.summary()),
        method(started.summary()),
        "opened to %s: %s of each of %d rows, and nothing else"
            .formatted(to, Opened.by(started), started.rows()));
  }

  static List<String> lines(Event.SimulationStarted started) {
    return List.of(
        "job %s, %d rows".formatted(Format.digest(started.jobDigest()), started.rows()),
        network(started.summary()),
        method(started.summary()));
  }

  static String line(Event.LinkAgreed agreed) {
    return "link to the other party: %s (%s)"
        .formatted(
            agreed.link().toString().replaceAll("[kMG]B/s|ms", " $0").replace(",", ", "),
            agreed.measured() ? "measured with " + Format.bytes(agreed.bytes()) : "from the job");
  }

  static String line(Event.Planned planned) {
    return "expected: %s%s; heap about %d MiB; times by the speed of %s"
        .formatted(
            planned.iteration().map(cost -> "an iteration " + cost(cost) + "; in all ").orElse(""),
            cost(planned.whole()),
            planned.heap() >> 20,
            planned.calibrated()
                ? "this machine"
                : "the machine in docs/benchmarks.md, for 'quotient bench --calibrate' has not"
                    + " measured this one");
  }

  private static String cost(Event.Cost cost) {
    return "%s sent, %s received, %,d messages in a row, %s"
        .formatted(
            Format.bytes(cost.bytesSent()),
            Format.bytes(cost.bytesReceived()),
            cost.messages(),
            Format.shortTime(cost.time()));
  }

  private static String network(Map<String, Object> summary) {
    return summary.entrySet().stream()
        .filter(entry -> NETWORK.contains(entry.getKey()))
        .map(EventText::inWords)
        .collect(Collectors.joining(", "));
  }

  /** All the rest. */
  private static String method(Map<String, Object> summary) {
    return summary.entrySet().stream()
        .filter(entry -> !NETWORK.contains(entry.getKey()))
        .map(EventText::inWords)
        .collect(Collectors.joining(", "));
  }

  private static String inWords(Map.Entry<String, Object> entry) {
    return entry.getKey() + " " + entry.getValue();
  }

  static String line(Event.Traced traced) {
    return "iteration " + traced.iteration() + " crc " + Format.crc(traced.crc());
  }

  static String line(Event.EpochDone done) {
    StringBuilder line = new StringBuilder("epoch ").append(done.epoch());
    done.accuracy()
        .ifPresent(percent -> line.append(" accuracy ").append(Format.hundredths(percent)));
    done.crc().ifPresent(sum -> line.append(" crc ").append(Format.crc(sum)));
    return line.toString();
  }

  static String of(Event.TrainingFinished finished) {
    return "%d iterations in %s, %s%s; this party's share of the model is in %s%s%s"
        .formatted(
            finished.iterations(),
            Format.time(finished.elapsed()),
            Format.traffic(finished.traffic()),
            accuracy(finished),
            finished.model(),
            finished.elsewhere().map(EventText::elsewhere).orElse(""),
            finished.kept().map(EventText::kept).orElse(""));
  }

  /** As the end of a sentence; empty if none was opened. */
  private static String accuracy(Event.TrainingFinished finished) {
    StringBuilder text = new StringBuilder();
    finished
        .accuracy()
        .ifPresent(
            percent -> text.append(", accuracy ").append(Format.hundredths(percent)).append(" %"));
    finished
        .majority()
        .ifPresent(percent ->
            text.append(" (by always predicting the most frequent class: ")
                .append(Format.hundredths(percent))
                .append(" %)"));
    return text.toString();
  }

  /** Which file there is once this has happened, as the end of a sentence; empty if none. */
  static String written(Event event) {
    return switch (event) {
      case Event.TrainingFinished finished ->
          "; the training is done, and this party's share of the model is in " + finished.model();
      case Event.PredictionFinished finished ->
          finished
              .predictions()
              .map(file -> "; the prediction is done, and predictions are in " + file)
              .orElse("; the prediction is done");
      default -> "";
    };
  }

  private static String elsewhere(String why) {
    return ", which is not where it was to go (" + why + ")";
  }

  private static String kept(Path file) {
    return "; a file of that name appeared during the run and is kept as " + file;
  }

  static String of(Event.PredictionFinished finished) {
    StringBuilder text = new StringBuilder();
    text.append(finished.rows()).append(" rows in ").append(Format.time(finished.elapsed()));
    text.append(", ").append(Format.traffic(finished.traffic()));
    finished
        .predictions()
        .ifPresent(file ->
            text.append("; predictions are in ")
                .append(file)
                .append(finished.kept().map(EventText::kept).orElse("")));
    finished
        .accuracy()
        .ifPresent(percent -> text.append("; accuracy ").append(Format.hundredths(percent)));
    return text.toString();
  }

  static String of(Event.SimulationFinished finished) {
    StringBuilder text = new StringBuilder();
    text.append(finished.iterations()).append(" iterations in ");
    text.append(Format.time(finished.elapsed()));
    finished
        .traffic()
        .ifPresent(traffic -> text.append("; party A: ").append(Format.traffic(traffic)));
    text.append("\n").append(ConfusionText.of(finished.confusion()));
    finished
        .tooFew()
        .ifPresent(few ->
            text.append(
                    "\n%d test rows are too few for two parties, each must bring %d or none:"
                        .formatted(few.rows(), few.least()))
                .append(" see accuracy.min-rows"));
    return text.toString();
  }
}
