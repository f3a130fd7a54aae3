package quotient.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import quotient.run.Confusion;
import quotient.run.Event;
import quotient.transport.Address;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

/** Events for programs: the object that stands in a line of {@code --json}, and back. */
public final class EventJson {
  private EventJson() {}

  /** The keys of the object, in their order. */
  static Map<String, Object> values(Event event) {
    return switch (event) {
      case Event.Listening(Address address) -> Map.of("listening", address.toString());
      case Event.Connecting(Address address) -> Map.of("connecting", address.toString());
      case Event.TrainingStarted started -> Map.of("started", values(started));
      case Event.PredictionStarted started -> Map.of("started", values(started));
      case Event.SimulationStarted started -> Map.of("started", values(started));
      case Event.LinkAgreed agreed -> values(agreed);
      case Event.Planned planned -> Map.of("expected", values(planned));
      case Event.Iteration iteration -> Map.of("progress", values(iteration));
      case Event.Traced traced -> values(traced);
      case Event.EpochDone done -> values(done);
      case Event.TrainingFinished finished -> values(finished);
      case Event.PredictionFinished finished -> values(finished);
      case Event.SimulationFinished finished -> values(finished);
    };
  }

  private static Map<String, Object> values(Event.TrainingStarted started) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", started.jobDigest());
    values.put("party", started.party().name());
    values.put("peer", started.peer().fingerprint().hex());
    values.put("rows", started.rows());
    values.put("othersRows", started.othersRows());
    values.put("openedToBoth", Opened.by(started));
    values.put("training", started.summary());
    return values;
  }

  private static Map<String, Object> values(Event.SimulationStarted started) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", started.jobDigest());
    values.put("rows", started.rows());
    values.put("training", started.summary());
    return values;
  }

  private static Map<String, Object> values(Event.PredictionStarted started) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", started.jobDigest());
    values.put("party", started.party().name());
    values.put("peer", started.peer().fingerprint().hex());
    values.put("rows", started.rows());
    values.put("opened", Opened.by(started));
    values.put("openedTo", started.to().name());
    values.put("model", started.summary());
    return values;
  }

  private static Map<String, Object> values(Event.LinkAgreed agreed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("link", agreed.link().toString());
    values.put("measured", agreed.measured());
    values.put("bytes", agreed.bytes());
    return values;
  }

  private static Map<String, Object> values(Event.Planned planned) {
    Map<String, Object> values = new LinkedHashMap<>();
    planned.iteration().ifPresent(cost -> values.put("iteration", values(cost)));
    values.put("whole", values(planned.whole()));
    values.put("heapBytes", planned.heap());
    values.put("calibrated", planned.calibrated());
    return values;
  }

  private static Map<String, Object> values(Event.Cost cost) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bytesSent", cost.bytesSent());
    values.put("bytesReceived", cost.bytesReceived());
    values.put("messages", cost.messages());
    values.put("seconds", Format.seconds(cost.time()));
    return values;
  }

  private static Map<String, Object> values(Event.Iteration iteration) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", iteration.epoch());
    values.put("epochs", iteration.epochs());
    values.put("iteration", iteration.iteration());
    values.put("of", iteration.iterations());
    values.put("bytes", iteration.bytes());
    values.put("seconds", Format.seconds(iteration.elapsed()));
    return values;
  }

  private static Map<String, Object> values(Event.Traced traced) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iteration", traced.iteration());
    values.put("crc", Format.crc(traced.crc()));
    return values;
  }

  private static Map<String, Object> values(Event.EpochDone done) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", done.epoch());
    putPercent(values, "accuracy", done.accuracy());
    done.crc().ifPresent(sum -> values.put("crc", Format.crc(sum)));
    return values;
  }

  private static Map<String, Object> values(Event.TrainingFinished finished) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("result", "train");
    values.put("iterations", finished.iterations());
    values.put("seconds", Format.seconds(finished.elapsed()));
    values.putAll(Format.trafficValues(finished.traffic()));
    putPercent(values, "accuracy", finished.accuracy());
    putPercent(values, "majority", finished.majority());
    values.put("model", finished.model().toString());
    finished.elsewhere().ifPresent(why -> values.put("elsewhere", why));
    values.put("jobDigest", finished.jobDigest());
    return values;
  }

  private static Map<String, Object> values(Event.PredictionFinished finished) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("result", "predict");
    values.put("rows", finished.rows());
    values.put("seconds", Format.seconds(finished.elapsed()));
    values.putAll(Format.trafficValues(finished.traffic()));
    finished.predictions().ifPresent(file -> values.put("predictions", file.toString()));
    putPercent(values, "accuracy", finished.accuracy());
    values.put("jobDigest", finished.jobDigest());
    return values;
  }

  private static Map<String, Object> values(Event.SimulationFinished finished) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("result", "simulate");
    values.put("iterations", finished.iterations());
    values.put("seconds", Format.seconds(finished.elapsed()));
    values.putAll(Format.trafficValues(finished.traffic().orElse(Traffic.NONE)));
    putPercent(values, "accuracy", finished.accuracy());
    values.put("jobDigest", finished.jobDigest());
    Confusion confusion = finished.confusion();
    values.put("confusionOf", confusion.key());
    confusion.matrix().ifPresent(counts -> values.put("confusion", counts));
    values.put("majority", Format.decimal(confusion.majority(), 2));
    values.put("predictsOneClassOnly", confusion.predictsOneClassOnly());
    values.put("neverPredicted", confusion.neverPredicted());
    return values;
  }

  private static void putPercent(Map<String, Object> values, String key, OptionalDouble percent) {
    percent.ifPresent(known -> values.put(key, Format.decimal(known, 2)));
  }

  /**
   * The event of a line that {@code train} or {@code predict} wrote, as far as the line tells it:
   * times to the millisecond, accuracies to two decimals, and not whether another file was kept.
   *
   * @return nothing for what begins a run, which stands there in words
   */
  public static Optional<Event> parse(JsonNode line) {
    if (line.has("listening")) {
      return Optional.of(new Event.Listening(Address.parse(line.get("listening").asText())));
    }
    if (line.has("connecting")) {
      return Optional.of(new Event.Connecting(Address.parse(line.get("connecting").asText())));
    }
    if (line.has("link")) {
      return Optional.of(
          new Event.LinkAgreed(
              LinkModel.parse(line.get("link").asText()),
              line.get("measured").asBoolean(),
              line.get("bytes").asLong()));
    }
    if (line.has("expected")) {
      return Optional.of(planned(line.get("expected")));
    }
    if (line.has("progress")) {
      return Optional.of(iteration(line.get("progress")));
    }
    if (line.has("result")) {
      return switch (line.get("result").asText()) {
        case "train" -> Optional.of(trainingFinished(line));
        case "predict" -> Optional.of(predictionFinished(line));
        default -> Optional.empty();
      };
    }
    if (line.has("epoch")) {
      return Optional.of(
          new Event.EpochDone(
              line.get("epoch").asInt(),
              percent(line, "accuracy"),
              line.has("crc") ? OptionalInt.of(crc(line)) : OptionalInt.empty()));
    }
    return line.has("iteration")
        ? Optional.of(new Event.Traced(line.get("iteration").asInt(), crc(line)))
        : Optional.empty();
  }

  private static Event planned(JsonNode line) {
    return new Event.Planned(
        Optional.ofNullable(line.get("iteration")).map(EventJson::cost),
        cost(line.get("whole")),
        line.get("heapBytes").asLong(),
        line.get("calibrated").asBoolean());
  }

  private static Event.Cost cost(JsonNode line) {
    return new Event.Cost(
        line.get("bytesSent").asLong(),
        line.get("bytesReceived").asLong(),
        line.get("messages").asLong(),
        seconds(line));
  }

  private static Event iteration(JsonNode line) {
    return new Event.Iteration(
        line.get("epoch").asInt(),
        line.get("epochs").asInt(),
        line.get("iteration").asInt(),
        line.get("of").asInt(),
        line.get("bytes").asLong(),
        seconds(line));
  }

  private static Event trainingFinished(JsonNode line) {
    return new Event.TrainingFinished(
        line.get("iterations").asInt(),
        seconds(line),
        traffic(line),
        percent(line, "accuracy"),
        percent(line, "majority"),
        Path.of(line.get("model").asText()),
        Optional.ofNullable(line.get("elsewhere")).map(JsonNode::asText),
        Optional.empty(),
        line.get("jobDigest").asText());
  }

  private static Event predictionFinished(JsonNode line) {
    return new Event.PredictionFinished(
        line.get("rows").asInt(),
        seconds(line),
        traffic(line),
        Optional.ofNullable(line.get("predictions")).map(file -> Path.of(file.asText())),
        Optional.empty(),
        percent(line, "accuracy"),
        line.get("jobDigest").asText());
  }

  private static int crc(JsonNode line) {
    return Integer.parseUnsignedInt(line.get("crc").asText(), 16);
  }

  private static OptionalDouble percent(JsonNode line, String key) {
    return line.has(key) ? OptionalDouble.of(line.get(key).asDouble()) : OptionalDouble.empty();
  }

  private static Duration seconds(JsonNode line) {
    return Duration.ofMillis(Math.round(1000 * line.get("seconds").asDouble()));
  }

  private static Traffic traffic(JsonNode line) {
    return new Traffic(
        line.get("bytesSent").asLong(),
        line.get("bytesReceived").asLong(),
        line.get("rounds").asLong());
  }
}
