package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.data.Digits;

/** The files that the jobs name are not there: a plan needs none. */
class PlanCommandTest {
  private static final String JOB =
      """
      network: [12, 16, 3]
      batch: 32
      epochs: 4
      bias: 0
      data:
        train: {format: csv, file: train.csv, label: last, scale: {factor: 1}}
        test: {format: csv, file: test.csv}
      predict: {data: {format: csv, file: new.csv}, owner: b, to: a, reveal: class, batch: 50}
      """;

  @TempDir private Path directory;

  private String job(String text) throws IOException {
    return Files.writeString(directory.resolve("job.yaml"), text).toString();
  }

  private static JsonNode json(String... arguments) throws IOException {
    InProcess.Result result = InProcess.run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private static JsonNode part(JsonNode link, String name) {
    return StreamSupport.stream(link.get("parts").spliterator(), false)
        .filter(part -> part.get("part").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsATableForEachOfFourLinks() throws IOException {
    InProcess.Result result =
        InProcess.run("plan", "--job", job(JOB), "--rows-a", "500", "--rows-b", "500");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .contains("loopback:", "10Gb/s,0.3ms:", "1Gb/s,1ms:", "24MB/s,42ms:")
        .filteredOn(line -> line.startsWith("epoch of 31 "))
        .hasSize(4);
    assertThat(result.out())
        .contains("500 rows of A, 500 of B", "heap of a party: about ", "training of 124 ")
        .contains("hits of 1000 rows", "prediction of 1 row", "prediction of 50 ", "each 50 more");
  }

  @Test
  void tellsTheSameToPrograms() throws IOException {
    JsonNode plan = json("plan", "--job", job(JOB), "--json", "--link", "24MB/s,42ms");

    assertThat(plan.get("result").asText()).isEqualTo("plan");
    assertThat(plan.get("rowsOfA").asInt()).isEqualTo(8 * 32);
    assertThat(plan.get("rowsOfB").asInt()).isEqualTo(8 * 32);
    assertThat(plan.get("rowsAssumed").asBoolean()).isTrue();
    assertThat(plan.get("links")).hasSize(1);
    JsonNode link = plan.get("links").get(0);
    assertThat(link.get("link").asText()).isEqualTo("24MB/s,42ms");
    assertThat(link.get("heapBytes").asLong()).isGreaterThan(1L << 20);
    assertThat(link.get("parts")).hasSize(8);
    JsonNode iteration = part(link, "iteration");
    assertThat(iteration.get("ands").asLong()).isPositive();
    assertThat(iteration.get("messages").asLong()).isEqualTo(18);
    // Each of these messages takes half a round trip at least.
    assertThat(iteration.get("seconds").asDouble())
        .isGreaterThan(0.02 * iteration.get("messages").asLong());
  }

  /** 88 iterations, which take a batch of triples now and then; and rows half of which are A's. */
  @Test
  void aShortTrainingSendsToTheByteWhatIsPlanned() throws IOException {
    Digits.extractTo(directory);
    String job =
        job(
            """
            network: {input: [8, 8, 1], layers: [fc 16, fc 10]}
            batch: 32
            epochs: 2
            data:
              train:
                format: csv
                file: digits.csv.gz
                label: last
                scale: {factor: 8, min: 0}
                rows: {skip: 4 mod 5}
              test:
                format: csv
                file: digits.csv.gz
                scale: {factor: 8, min: 0}
                rows: {keep: 4 mod 5}
            """);
    InProcess.Result run =
        InProcess.run("simulate", "--job", job, "--engine", "gmw", "--json", "--quiet");
    JsonNode done = new ObjectMapper().readTree(run.out().lines().toList().getLast());
    int rows = 1438;
    int testRows = 359;
    JsonNode plan =
        json(
            "plan",
            "--job",
            job,
            "--json",
            "--link",
            "loopback",
            "--rows-a",
            Integer.toString(rows / 2),
            "--rows-b",
            Integer.toString(rows - rows / 2),
            "--test-rows",
            Integer.toString(testRows));

    // A simulation opens the weights after each epoch for their check sum: 64 x 16 and 16 x 10 of
    // 13 bits, in words.
    int opened = 2 * 8 * (208 + 33);
    JsonNode training = part(plan.get("links").get(0), "training");
    assertThat(training.get("count")).isEqualTo(done.get("iterations"));
    assertThat(training.get("bytesFromA").asLong())
        .isEqualTo(done.get("bytesSent").asLong() - opened);
    assertThat(training.get("bytesFromB").asLong())
        .isEqualTo(done.get("bytesReceived").asLong() - opened);
  }

  /** What one party alone has, the other need not send. */
  @Test
  void bytesDependOnWhoHasTheRows() throws IOException {
    String job = job(JOB);
    JsonNode half =
        json(
            "plan",
            "--job",
            job,
            "--json",
            "--link",
            "loopback",
            "--rows-a",
            "16",
            "--rows-b",
            "16");
    JsonNode all = json("plan", "--job", job, "--json", "--link", "loopback", "--rows-a", "32");

    assertThat(all.get("rowsOfB").asInt()).isZero();
    assertThat(part(all.get("links").get(0), "epoch").get("bytesFromA"))
        .isNotEqualTo(part(half.get("links").get(0), "epoch").get("bytesFromA"));
  }

  @Test
  void manyTestRowsGoByAPartOfThem() throws IOException {
    String job = job(JOB);
    JsonNode once =
        json("plan", "--job", job, "--json", "--link", "loopback", "--test-rows", "20000");
    JsonNode twice =
        json("plan", "--job", job, "--json", "--link", "loopback", "--test-rows", "40000");

    for (String key : List.of("ands", "ots", "bytesFromA", "bytesFromB", "messages")) {
      assertThat(part(twice.get("links").get(0), "accuracy").get(key).asLong())
          .isEqualTo(2 * part(once.get("links").get(0), "accuracy").get(key).asLong());
    }
  }

  @Test
  void theLinkOfAJobIsPlanned() throws IOException {
    String job = job(JOB + "link: 1Gb/s,1ms\n");
    assertThat(links(json("plan", "--job", job, "--json"))).containsExactly("125MB/s,1ms");
    assertThat(links(json("plan", "--job", job, "--json", "--link", "loopback")))
        .containsExactly("loopback");
    assertThat(links(json("plan", "--job", job(JOB + "link: loopback\n"), "--json")))
        .containsExactly("loopback");
  }

  private static List<String> links(JsonNode plan) {
    return StreamSupport.stream(plan.get("links").spliterator(), false)
        .map(link -> link.get("link").asText())
        .toList();
  }

  @Test
  void moreRowsThanCanBeCounted_areRefused() throws IOException {
    for (String rows : List.of("67108865", "2147483647")) {
      InProcess.Result result =
          InProcess.run("plan", "--job", job(JOB), "--rows-a", rows, "--rows-b", rows);
      assertThat(result.err()).contains("both parties together can have 67,108,864 rows at most");
      assertThat(result.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aSlowerLinkTakesLonger() throws IOException {
    JsonNode links = json("plan", "--job", job(JOB), "--json").get("links");

    assertThat(links).hasSize(4);
    for (int i = 1; i < 4; i++) {
      assertThat(part(links.get(i), "training").get("seconds").asDouble())
          .isGreaterThan(part(links.get(i - 1), "training").get("seconds").asDouble());
    }
  }

  @Test
  void aJobThatCountsNoHitsHasNoneInItsPlan() throws IOException {
    InProcess.Result result = InProcess.run("plan", "--job", job(JOB + "accuracy: {open: none}\n"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("hits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"24MB", "fast", "24MB/s", ""})
  void aLinkThatIsNoneIsRefused(String link) throws IOException {
    InProcess.Result result = InProcess.run("plan", "--job", job(JOB), "--link", link);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'" + link + "' is not a link").hasLineCount(1);
  }

  @Test
  void rowsThatAreFewerThanABatchAreRefused() throws IOException {
    InProcess.Result result = InProcess.run("plan", "--job", job(JOB), "--rows-a", "31");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("batch is 32").hasLineCount(1);
  }

  @Test
  void negativeRowsAreRefused() throws IOException {
    InProcess.Result result = InProcess.run("plan", "--job", job(JOB), "--test-rows", "-1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("there are no -1 rows").hasLineCount(1);
  }

  @Test
  void aJobThatIsNoneIsNamed() throws IOException {
    InProcess.Result result = InProcess.run("plan", "--job", job("network: [12]\n"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("job.yaml").hasLineCount(1);
  }
}
