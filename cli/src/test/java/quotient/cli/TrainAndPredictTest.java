package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import quotient.engine.Party;
import quotient.training.Model;

/** Two processes train over TLS, once; then they predict with what came out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainAndPredictTest {
  private static final String[] NOTHING = {};

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
            directory.resolve("model.share"),
            party,
            JobReader.read(directory.resolve("job.yaml")).hyper())
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

    assertThat(results.a().exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
    assertThat(results.b().exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
    assertThat(results.a().err()).contains("model run is");
    assertThat(root.resolve("never.csv")).doesNotExist();
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
        Files.writeString(
            root.resolve("other.yaml"), TwoParties.JOB.replace("[64, 16, 10]", "[64, 20, 10]"));
    InProcess.Result network = predictAlone(parties.a().resolve("model.share"), otherJob);
    assertThat(network.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(network.err())
        .contains("was trained with network [64, 16, 10], but the job has [64, 20, 10]");
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
