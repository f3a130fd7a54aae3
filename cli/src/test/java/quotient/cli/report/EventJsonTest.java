package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.job.Accuracy;
import quotient.job.Reveal;
import quotient.run.Confusion;
import quotient.run.Event;
import quotient.run.Peer;
import quotient.run.Trace;
import quotient.transport.Address;
import quotient.transport.Fingerprint;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

class EventJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Traffic TRAFFIC = new Traffic(5_000_000_000L, 7, 9);
  private static final Peer BOB = new Peer("CN=bob", Fingerprint.parse("5F".repeat(32)));

  private static String written(Event event) throws JsonProcessingException {
    return MAPPER.writeValueAsString(EventJson.values(event));
  }

  static Stream<Event> events() {
    return Stream.of(
        new Event.Listening(new Address("127.0.0.1", 7000)),
        new Event.Connecting(new Address("alice.example", 7000)),
        new Event.LinkAgreed(LinkModel.parse("24MB/s,42ms"), true, 2_100_000),
        new Event.LinkAgreed(LinkModel.LOOPBACK, false, 0),
        new Event.Planned(
            Optional.of(new Event.Cost(10, 20, 3, Duration.ofMillis(1234))),
            new Event.Cost(5_000_000_000L, 6_000_000_000L, 300, Duration.ofMillis(123_456)),
            176_799_424L,
            true),
        new Event.Planned(
            Optional.empty(), new Event.Cost(10, 20, 3, Duration.ofMillis(12)), 1 << 27, false),
        new Event.Iteration(1, 2, 3, 4, 5_000_000_000L, Duration.ofMillis(6789)),
        new Event.Traced(3, 0xfedcba98),
        new Event.EpochDone(1, OptionalDouble.of(36.25), OptionalInt.of(0x01234567)),
        new Event.EpochDone(2, OptionalDouble.empty(), OptionalInt.empty()),
        new Event.TrainingFinished(
            12,
            Duration.ofMillis(34_567),
            TRAFFIC,
            OptionalDouble.of(93.5),
            OptionalDouble.of(10),
            Path.of("a.share"),
            Optional.empty(),
            Optional.empty(),
            "ab12"),
        new Event.TrainingFinished(
            12,
            Duration.ofMillis(34_567),
            TRAFFIC,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Path.of("/tmp/a.share.a-12345678"),
            Optional.of("a.share: its directory does not exist"),
            Optional.empty(),
            "ab12"),
        new Event.PredictionFinished(
            40,
            Duration.ofMillis(8),
            TRAFFIC,
            Optional.of(Path.of("p.csv")),
            Optional.empty(),
            OptionalDouble.of(92.5),
            "ab12"),
        new Event.PredictionFinished(
            40,
            Duration.ofMillis(8),
            TRAFFIC,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            "ab12"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenIsReadAgain(Event event) throws JsonProcessingException {
    assertThat(EventJson.parse(MAPPER.readTree(written(event)))).contains(event);
  }

  @Test
  void theLinesAreTheDocumentedOnes() throws JsonProcessingException {
    assertThat(events().map(event -> EventJson.values(event).keySet().toString()))
        .contains(
            "[link, measured, bytes]",
            "[expected]",
            "[progress]",
            "[iteration, crc]",
            "[epoch, accuracy, crc]",
            "[epoch]",
            "[result, iterations, seconds, bytes, bytesSent, bytesReceived, rounds, accuracy,"
                + " majority, model, jobDigest]",
            "[result, rows, seconds, bytes, bytesSent, bytesReceived, rounds, predictions,"
                + " accuracy, jobDigest]");
    assertThat(
            written(
                new Event.Planned(
                    Optional.of(new Event.Cost(1, 2, 3, Duration.ofMillis(4))),
                    new Event.Cost(5, 6, 7, Duration.ofMillis(8)),
                    9,
                    true)))
        .isEqualTo(
            "{\"expected\":{\"iteration\":{\"bytesSent\":1,\"bytesReceived\":2,\"messages\":3,"
                + "\"seconds\":0.004},\"whole\":{\"bytesSent\":5,\"bytesReceived\":6,"
                + "\"messages\":7,\"seconds\":0.008},\"heapBytes\":9,\"calibrated\":true}}");
    assertThat(written(new Event.Iteration(1, 2, 3, 4, 5, Duration.ofMillis(6789))))
        .isEqualTo(
            "{\"progress\":{\"epoch\":1,\"epochs\":2,\"iteration\":3,\"of\":4,\"bytes\":5,"
                + "\"seconds\":6.789}}");
    assertThat(
            written(new Event.EpochDone(1, OptionalDouble.of(36.2116), OptionalInt.of(0x973071b6))))
        .isEqualTo("{\"epoch\":1,\"accuracy\":36.21,\"crc\":\"973071b6\"}");
  }

  @Test
  void theBeginningSaysWhatIsOpened() throws JsonProcessingException {
    Event training =
        new Event.TrainingStarted(
            "ab12",
            Party.A,
            BOB,
            64,
            32,
            40,
            new Accuracy(Accuracy.Opening.EPOCH, 20, true),
            3,
            new Trace(true, List.of(1, 4)),
            Map.of("network", "[64, 10]", "step", 8, "shifts.forward", List.of(2)));
    JsonNode started = MAPPER.readTree(written(training)).get("started");
    assertThat(started.get("peer").asText()).isEqualTo(BOB.fingerprint().hex());
    assertThat(started.get("openedToBoth"))
        .map(JsonNode::asText)
        .containsExactly(
            "how many of 40 test rows are predicted right, after each of 3 epochs",
            "how many of them have the most frequent class, once",
            "INSECURE: all weights, after iterations 1,4 and each epoch");
    assertThat(started.get("training").toString())
        .contains("\"network\":\"[64, 10]\"", "\"step\":8", "\"shifts.forward\":[2]");
    assertThat(EventJson.parse(MAPPER.readTree(written(training)))).isEmpty();
    assertThat(written(new Event.SimulationStarted("ab12", 96, Map.of("step", 8))))
        .isEqualTo("{\"started\":{\"jobDigest\":\"ab12\",\"rows\":96,\"training\":{\"step\":8}}}");
    Event prediction =
        new Event.PredictionStarted(
            "ab12",
            Party.B,
            BOB,
            25,
            Party.B,
            Recipient.BOTH,
            Reveal.LOGITS,
            10,
            Map.of("bias", 64));
    assertThat(MAPPER.readTree(written(prediction)).get("started"))
        .isEqualTo(
            MAPPER.valueToTree(
                Map.of(
                    "jobDigest", "ab12",
                    "party", "B",
                    "peer", BOB.fingerprint().hex(),
                    "rows", 25,
                    "opened", "all 10 logits",
                    "openedTo", "BOTH",
                    "model", Map.of("bias", 64))));
  }

  @Test
  void aSimulationTellsItsErrorsByClass() throws JsonProcessingException {
    Event event =
        new Event.SimulationFinished(
            4,
            Duration.ofMillis(1500),
            Optional.empty(),
            OptionalDouble.empty(),
            new Confusion("data.test", List.of(), 2, new int[] {0, 1, 1}, new int[] {0, 0, 1}),
            Optional.empty(),
            "ab12");
    assertThat(written(event))
        .isEqualTo(
            "{\"result\":\"simulate\",\"iterations\":4,\"seconds\":1.500,\"bytes\":0,"
                + "\"bytesSent\":0,\"bytesReceived\":0,\"rounds\":0,\"jobDigest\":\"ab12\","
                + "\"confusionOf\":\"data.test\",\"confusion\":[[1,0],[1,1]],"
                + "\"majority\":66.67,\"predictsOneClassOnly\":false,\"neverPredicted\":[]}");
  }
}
