package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import quotient.cli.demo.ClearRun;
import quotient.cli.demo.Demo;
import quotient.cli.keys.KeyDirectory;
import quotient.data.PendingFile;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.JobReader;
import quotient.run.ModelFile;
import quotient.training.Model;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.Timeouts;
import quotient.transport.TlsTcp;
import quotient.twoparty.Session;

/** Two processes train over TLS, once; then they predict with what came out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainAndPredictTest {
  private static final String[] NOTHING = {};

  /** More than what is said before and after the computation. */
  private static final int HANDSHAKE_BYTES = 8192;

  @TempDir private static Path root;

  private TwoParties parties;
  private TwoParties.Results trained;
  private ClearRun clear;

  @BeforeAll
  void train() throws IOException, InterruptedException {
    parties = new TwoParties(root);
    trained = parties.train("--insecure-trace", "1,4");
    Path both = parties.together(root);
    clear = ClearRun.of(JobReader.read(both.resolve("job.yaml")), both);
  }

  private static JsonNode last(InProcess.Result result) throws IOException {
    return new ObjectMapper()
        .readTree(result.out().lines().reduce((_, line) -> line).orElseThrow());
  }

  private Model share(Party party) {
    Path directory = party == Party.A ? parties.a() : parties.b();
    return ModelFile.read(
            directory.resolve("model.share"), party, JobReader.read(directory.resolve("job.yaml")))
        .model();
  }

  @Test
  void bothPartiesSeeTheWeightsOfClearTraining() {
    Demo.Epoch epoch = clear.epochs().getLast();
    for (InProcess.Result result : List.of(trained.a(), trained.b())) {
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out().lines())
          .contains(
              "{\"iteration\":4,\"crc\":\"" + epoch.crc() + "\"}",
              "{\"epoch\":1,\"accuracy\":%s,\"crc\":\"%s\"}"
                  .formatted(epoch.accuracy(), epoch.crc()));
    }
  }

  @Test
  void theResultSaysWhatItCost() throws IOException {
    JsonNode a = last(trained.a());
    JsonNode b = last(trained.b());
    assertThat(a.get("result").asText()).isEqualTo("train");
    assertThat(a.get("iterations").asInt()).isEqualTo(4);
    assertThat(a.get("accuracy").asText()).isEqualTo(b.get("accuracy").asText());
    assertThat(a.get("bytesSent").asLong()).isEqualTo(b.get("bytesReceived").asLong());
    assertThat(a.get("bytes").asLong()).isEqualTo(b.get("bytes").asLong());
    assertThat(a.get("rounds").asInt()).isPositive();
    assertThat(a.get("model").asText()).isEqualTo(parties.a().resolve("model.share").toString());
    assertThat(a.get("jobDigest").asText())
        .isEqualTo(JobReader.read(parties.a().resolve("job.yaml")).digest());
  }

  /** The line at the start of a run and the command {@code plan} say the same. */
  @Test
  void whatATrainingTakesIsExpectedAsPlanned() throws IOException, InterruptedException {
    Path job = Files.writeString(root.resolve("planned.yaml"), TwoParties.JOB);
    TwoParties.Results results =
        parties.run(
            "train",
            new String[] {"--test-rows", "none", "--model", root.resolve("planned.a").toString()},
            new String[] {"--test-rows", "none", "--model", root.resolve("planned.b").toString()});
    JsonNode plan =
        last(
            InProcess.run(
                "plan",
                "--job",
                job.toString(),
                "--json",
                "--link",
                "loopback",
                "--rows-a",
                Integer.toString(TwoParties.ROWS),
                "--rows-b",
                Integer.toString(TwoParties.ROWS),
                "--test-rows",
                "0"));
    JsonNode ofA = line(results.a(), "expected").get("expected");
    JsonNode ofB = line(results.b(), "expected").get("expected");
    assertThat(ofA.get("calibrated")).isEqualTo(plan.get("calibrated"));
    assertExpected(ofA.get("iteration"), ofB.get("iteration"), part(plan, "iteration"));
    assertExpected(ofA.get("whole"), ofB.get("whole"), part(plan, "training"));
    assertThat(last(results.a()).get("bytesSent").asLong())
        .isBetween(
            ofA.get("whole").get("bytesSent").asLong(),
            ofA.get("whole").get("bytesSent").asLong() + HANDSHAKE_BYTES);
  }

  private static JsonNode part(JsonNode plan, String name) {
    return StreamSupport.stream(plan.get("links").get(0).get("parts").spliterator(), false)
        .filter(part -> part.get("part").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertExpected(JsonNode ofA, JsonNode ofB, JsonNode planned) {
    assertThat(ofA.get("bytesSent")).isEqualTo(planned.get("bytesFromA"));
    assertThat(ofA.get("bytesReceived")).isEqualTo(planned.get("bytesFromB"));
    assertThat(ofB.get("bytesSent")).isEqualTo(planned.get("bytesFromB"));
    assertThat(ofB.get("bytesReceived")).isEqualTo(planned.get("bytesFromA"));
    for (JsonNode side : List.of(ofA, ofB)) {
      assertThat(side.get("messages")).isEqualTo(planned.get("messages"));
      assertThat(side.get("seconds")).isEqualTo(planned.get("seconds"));
    }
  }

  @Test
  void theSharesTogetherAreTheWeights() {
    Model a = share(Party.A);
    Model b = share(Party.B);
    for (int l = 0; l < a.weights().size(); l++) {
      for (int k = 0; k < a.weights().get(l).length; k++) {
        long[] together = a.weights().get(l)[k].clone();
        for (int i = 0; i < together.length; i++) {
          together[i] ^= b.weights().get(l)[k][i];
        }
        assertThat(together).isEqualTo(clear.model().weights().get(l)[k]);
        assertThat(a.weights().get(l)[k]).isNotEqualTo(together);
      }
    }
  }

  @Test
  void predictionsAreThoseOfTheClearModelAndOneLearnsThem()
      throws IOException, InterruptedException {
    Path file = parties.b().resolve("predictions.csv");

    TwoParties.Results results =
        parties.run("predict", NOTHING, new String[] {"--predictions", file.toString()});

    assertThat(results.a().exitCode()).as(results.a().err()).isZero();
    assertThat(results.b().exitCode()).as(results.b().err()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + TwoParties.TEST_ROWS).startsWith("row,class");
    for (int i = 0; i < TwoParties.TEST_ROWS; i++) {
      assertThat(lines.get(1 + i)).isEqualTo(i + "," + clear.predictions()[i]);
    }
    assertThat(last(results.b()).get("accuracy").asText())
        .isEqualTo(last(trained.b()).get("accuracy").asText());
    assertThat(last(results.a()).has("accuracy")).isFalse();
    assertThat(last(results.a()).has("predictions")).isFalse();
    JsonNode expected = line(results.b(), "expected").get("expected");
    assertThat(expected.has("iteration")).isFalse();
    assertThat(last(results.b()).get("bytesSent").asLong())
        .isBetween(
            expected.get("whole").get("bytesSent").asLong(),
            expected.get("whole").get("bytesSent").asLong() + HANDSHAKE_BYTES);
  }

  @Test
  void logitsOfRowsWithoutLabelsMayGoToBoth() throws IOException, InterruptedException {
    List<String> rows = Files.readAllLines(parties.b().resolve("test.csv")).subList(0, 8);
    Files.write(
        parties.a().resolve("unlabelled.csv"),
        rows.stream().map(row -> row.substring(0, row.lastIndexOf(','))).toList());
    Path job = root.resolve("logits.yaml");
    Files.writeString(
        job,
        TwoParties.JOB.replaceFirst(
            "predict: .*",
            "predict: {data: {format: csv, file: unlabelled.csv, label: none,"
                + " scale: {factor: 8, min: 0}}, owner: a, to: both, reveal: logits}"));
    Path fileOfA = root.resolve("logitsOfA.csv");
    Path fileOfB = root.resolve("logitsOfB.csv");

    TwoParties.Results results =
        parties.run(
            "predict",
            new String[] {
              "--job",
              job.toString(),
              "--data-dir",
              parties.a().toString(),
              "--predictions",
              fileOfA.toString()
            },
            new String[] {
              "--job",
              job.toString(),
              "--data-dir",
              parties.b().toString(),
              "--predictions",
              fileOfB.toString()
            });

    assertThat(results.a().exitCode()).as(results.a().err()).isZero();
    assertThat(fileOfA).hasSameTextualContentAs(fileOfB);
    List<String> lines = Files.readAllLines(fileOfA);
    assertThat(lines).hasSize(8);
    assertThat(lines.getFirst()).startsWith("row,class,logit_0,").endsWith(",logit_9");
    for (int i = 0; i < 7; i++) {
      assertThat(lines.get(1 + i)).startsWith(i + "," + clear.predictions()[i] + ",");
    }
  }

  @Test
  void sharesOfDifferentRuns_fail() throws IOException, InterruptedException {
    Path other = root.resolve("other.share");
    TwoParties.Results again =
        parties.run(
            "train",
            new String[] {"--test-rows", "none", "--model", other.toString()},
            new String[] {"--model", root.resolve("unused.share").toString()});
    assertThat(again.a().exitCode()).as(again.a().err()).isZero();

    TwoParties.Results results =
        parties.run(
            "predict",
            new String[] {"--model", other.toString()},
            new String[] {"--predictions", root.resolve("never.csv").toString()});

    for (InProcess.Result result : List.of(results.a(), results.b())) {
      assertThat(result.exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
      assertThat(result.err())
          .contains(".share: this share and the other party's are of different trainings (")
          .doesNotContain("job file")
          .hasLineCount(1);
    }
    assertThat(root.resolve("never.csv")).doesNotExist();
  }

  private Path jobOfA(String name, String predict) throws IOException {
    return Files.writeString(
        root.resolve(name),
        TwoParties.JOB.replaceFirst("predict: .*", "predict: {owner: a, to: a" + predict + "}"));
  }

  /** A party B that holds its share and says what it likes. */
  @Test
  void rowsFromAPartyThatIsNotTheOwner_fail() throws IOException, InterruptedException {
    Path file = jobOfA("owner.yaml", "");
    Files.copy(parties.b().resolve("test.csv"), parties.a().resolve("test.csv"));
    Job job = JobReader.read(file);
    ModelFile model = ModelFile.read(parties.b().resolve("model.share"), Party.B, job);
    Path predictions = root.resolve("stolen.csv");
    try (PartyProcess a =
        parties.startA(
            "predict",
            "--job",
            file.toString(),
            "--data-dir",
            parties.a().toString(),
            "--predictions",
            predictions.toString())) {
      KeyDirectory keys = new KeyDirectory(parties.b().resolve("keys"));
      List<Channel> channels =
          new TlsTcp(keys.identity(), keys.trusted(), Timeouts.DEFAULT)
              .connect(Address.parse(a.awaitAddress()), Session.CHANNELS);
      SortedMap<String, String> terms = job.terms();
      terms.put("command", "predict");
      Map<String, String> facts =
          Map.of(
              "model run",
              model.run(),
              "commitment",
              model.commitment(),
              "commitment of the other party",
              model.othersCommitment(),
              "predict.data rows",
              "5");
      new Session(Party.B, channels).handshake(terms, facts);
      InProcess.Result result = a.result();
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DISAGREEMENT);
      assertThat(result.err()).contains("brings rows to predict, but predict.owner is A");
      assertThat(predictions).doesNotExist();
    } finally {
      Files.delete(parties.a().resolve("test.csv"));
    }
  }

  @Test
  void aShareThatWasChanged_failsAtBoth() throws IOException, InterruptedException {
    ShareFile shares = ShareFile.read(parties.b().resolve("model.share"));
    ShareFile.Builder changed = ShareFile.builder();
    shares.header().forEach(changed::header);
    shares
        .sections()
        .forEach((name, words) -> {
          long[] copy = words.clone();
          copy[copy.length - 1] ^= name.equals("weights/0") ? 1 : 0;
          changed.section(name, copy);
        });
    Path file = root.resolve("changed.share");
    try (PendingFile pending = changed.build().writeAside(file)) {
      pending.commit();
      pending.settle();
    }
    TwoParties.Results results =
        parties.run(
            "predict",
            NOTHING,
            new String[] {
              "--model", file.toString(), "--predictions", root.resolve("no.csv").toString()
            });
    for (InProcess.Result result : List.of(results.a(), results.b())) {
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DISAGREEMENT);
      assertThat(result.err()).contains("one of the files was changed since").hasLineCount(1);
    }
  }

  @Test
  void whatWillBeOpenedIsSaidBefore() throws IOException {
    JsonNode train = line(trained.b(), "started").get("started");
    assertThat(train.get("peer").asText())
        .isEqualTo(new KeyDirectory(parties.a().resolve("keys")).identity().fingerprint().hex());
    assertThat(train.get("openedToBoth").get(0).asText())
        .isEqualTo("how many of 40 test rows are predicted right, after each of 1 epochs");
    assertThat(train.get("openedToBoth").get(1).asText()).startsWith("INSECURE: all weights");
  }

  private static JsonNode line(InProcess.Result result, String key) throws IOException {
    for (String line : result.out().lines().toList()) {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.has(key)) {
        return node;
      }
    }
    throw new AssertionError("no line with " + key + " in " + result.out());
  }

  @Test
  void onlyTheOpeningsOfTheJobHappen() throws IOException, InterruptedException {
    String job = TwoParties.JOB.replace("epochs: 1", "epochs: 2");
    Path end =
        Files.writeString(
            root.resolve("end.yaml"), job + "accuracy: {open: end, majority: true}\n");
    Path none = Files.writeString(root.resolve("none.yaml"), job + "accuracy: {open: none}\n");
    TwoParties.Results atEnd = trainWith(end);
    assertThat(line(atEnd.a(), "epoch").has("accuracy")).isFalse();
    assertThat(last(atEnd.a()).get("accuracy").isNumber()).isTrue();
    assertThat(last(atEnd.a()).get("majority").asDouble()).isEqualTo(majorityOfTestRows());
    TwoParties.Results never = trainWith(none);
    assertThat(never.b().out()).doesNotContain("accuracy").doesNotContain("majority");
    assertThat(line(never.b(), "started").get("started").get("openedToBoth")).isEmpty();
  }

  private double majorityOfTestRows() throws IOException {
    Map<String, Long> counts =
        Files.readAllLines(parties.b().resolve("test.csv")).stream()
            .skip(1)
            .collect(
                Collectors.groupingBy(
                    row -> row.substring(row.lastIndexOf(',')), Collectors.counting()));
    return 100.0 * Collections.max(counts.values()) / TwoParties.TEST_ROWS;
  }

  private TwoParties.Results trainWith(Path job) throws IOException, InterruptedException {
    TwoParties.Results results =
        parties.run(
            "train",
            new String[] {
              "--job",
              job.toString(),
              "--data-dir",
              parties.a().toString(),
              "--test-rows",
              "none",
              "--model",
              root.resolve(job.getFileName() + ".a").toString()
            },
            new String[] {
              "--job",
              job.toString(),
              "--data-dir",
              parties.b().toString(),
              "--model",
              root.resolve(job.getFileName() + ".b").toString()
            });
    assertThat(results.a().exitCode()).as(results.a().err()).isZero();
    assertThat(results.b().exitCode()).as(results.b().err()).isZero();
    return results;
  }

  private InProcess.Result predictAlone(Path model, Path job) {
    return InProcess.run(
        "predict",
        "--listen",
        "127.0.0.1:0",
        "--job",
        job.toString(),
        "--keys",
        parties.a().resolve("keys").toString(),
        "--model",
        model.toString());
  }

  @Test
  void aModelThatIsNotThisPartysOrJobs_fails() throws IOException {
    Path job = parties.a().resolve("job.yaml");
    InProcess.Result others = predictAlone(parties.b().resolve("model.share"), job);
    assertThat(others.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(others.err()).contains("model.share: is the share of party B, but this party is A");

    Path otherJob =
        Files.writeString(root.resolve("other.yaml"), TwoParties.JOB.replace("fc 16", "fc 20"));
    InProcess.Result network = predictAlone(parties.a().resolve("model.share"), otherJob);
    assertThat(network.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(network.err())
        .contains(
            "was trained with network %s, but the job has %s"
                .formatted(
                    "{input: [8, 8, 1], layers: [fc 16, fc 10]}",
                    "{input: [8, 8, 1], layers: [fc 20, fc 10]}"));

    Path otherBias = Files.writeString(root.resolve("bias.yaml"), TwoParties.JOB + "bias: 3\n");
    InProcess.Result bias = predictAlone(parties.a().resolve("model.share"), otherBias);
    assertThat(bias.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(bias.err()).contains("was trained with bias 0, but the job has 3").hasLineCount(1);

    Path otherScale =
        Files.writeString(
            root.resolve("scale.yaml"), TwoParties.JOB.replace("factor: 8", "factor: 4"));
    InProcess.Result scale = predictAlone(parties.a().resolve("model.share"), otherScale);
    assertThat(scale.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(scale.err()).contains("was trained with another data.train").hasLineCount(1);
  }

  @Test
  void aTruncatedDamagedOrMissingModel_fails() throws IOException {
    Path job = parties.a().resolve("job.yaml");
    byte[] good = Files.readAllBytes(parties.a().resolve("model.share"));
    Path model = root.resolve("bad.share");

    Files.write(model, Arrays.copyOf(good, good.length - 100));
    assertThat(predictAlone(model, job).err()).contains("bad.share: truncated");

    byte[] damaged = good.clone();
    damaged[damaged.length / 2] ^= 4;
    Files.write(model, damaged);
    InProcess.Result result = predictAlone(model, job);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(result.err()).contains("bad.share: damaged").hasLineCount(1);

    assertThat(predictAlone(root.resolve("absent.share"), job).err())
        .contains("absent.share: no such file");
  }
}
