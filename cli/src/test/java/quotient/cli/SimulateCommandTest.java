package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.data.Digits;

/** The expected numbers are those of the reference. */
class SimulateCommandTest {
  private static final String DIGITS =
      """
      network: {input: [8, 8, 1], layers: [fc 128, fc 10]}
      step: 8
      shifts: {forward: [3, 2], error: [3]}
      batch: 32
      epochs: 10
      data:
        train:
          format: csv
          file: digits.csv.gz
          header: true
          label: last
          scale: {factor: 8, min: 0}
          rows: {skip: 4 mod 5}
        test:
          format: csv
          file: digits.csv.gz
          scale: {factor: 8, min: 0}
          rows: {keep: 4 mod 5}
      """;

  @TempDir private Path directory;

  private String job(String text) throws IOException {
    Digits.extractTo(directory);
    return Files.writeString(directory.resolve("job.yaml"), text).toString();
  }

  @Test
  void trainsDigitsInTheClear() throws IOException {
    InProcess.Result result =
        InProcess.run("simulate", "--job", job(DIGITS), "--trace", "1,2,10,100", "--quiet");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .startsWith(
            "iteration 1 crc 8af960c3",
            "iteration 2 crc 26246db0",
            "iteration 10 crc 04a76894",
            "epoch 1 accuracy 36.21 crc 973071b6",
            "epoch 2 accuracy 76.88 crc 72f86550",
            "iteration 100 crc c0f301ab")
        .contains("epoch 9 accuracy 93.31 crc 9c74ed40", "epoch 10 accuracy 93.59 crc fd944ef9");
  }

  @Test
  void testRowsWithTheirColumnsInAnotherOrder_giveTheSameAccuracy() throws IOException {
    Files.write(
        directory.resolve("turned.csv"),
        TwoParties.digits(directory).stream()
            .map(line -> Arrays.asList(line.split(",", -1)))
            .peek(cells -> Collections.reverse(cells.subList(0, cells.size() - 1)))
            .map(cells -> String.join(",", cells))
            .toList());
    String job = DIGITS.replace("digits.csv.gz\n    scale", "turned.csv\n    scale");

    InProcess.Result result = InProcess.run("simulate", "--job", job(job), "--quiet");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .contains("epoch 2 accuracy 76.88 crc 72f86550", "epoch 10 accuracy 93.59 crc fd944ef9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmw", "yao"})
  void trainsDigitsSecurely(String engine) throws IOException {
    InProcess.Result result =
        InProcess.run(
            "simulate",
            "--job",
            job(DIGITS),
            "--engine",
            engine,
            "--max-iterations",
            "2",
            "--trace",
            "1,2",
            "--json");

    assertThat(result.out().lines())
        .contains(
            "{\"iteration\":1,\"crc\":\"8af960c3\"}", "{\"iteration\":2,\"crc\":\"26246db0\"}");
    JsonNode last =
        new ObjectMapper().readTree(result.out().lines().reduce((_, line) -> line).orElseThrow());
    assertThat(last.get("result").asText()).isEqualTo("simulate");
    assertThat(last.get("iterations").asInt()).isEqualTo(2);
    assertThat(last.get("bytes").asLong()).isGreaterThan(1_000_000);
    assertThat(last.has("accuracy")).isFalse();
  }

  @Test
  void trainsDigitsWithAmsgrad() throws IOException {
    String job =
        job(
            DIGITS
                .replace("step: 8\n", "optimizer: amsgrad\n")
                .replace("shifts: {forward: [3, 2], error: [3]}\n", ""));

    assertThat(
            InProcess.run("simulate", "--job", job, "--max-iterations", "44", "--trace", "1,2")
                .out()
                .lines())
        .startsWith(
            "iteration 1 crc 56049bd9",
            "iteration 2 crc 20bca574",
            "epoch 1 accuracy 74.09 crc d007d41f");
  }

  private static final String CONVOLUTION =
      DIGITS
          .replace("layers: [fc 128, fc 10]", "layers: [conv 3 8, pool 2, fc 32, fc 10]")
          .replace("step: 8\nshifts: {forward: [3, 2], error: [3]}\nbatch: 32\n", "step: 32\n");

  @Test
  void trainsConvolutionsInTheClear() throws IOException {
    InProcess.Result result =
        InProcess.run(
            "simulate", "--job", job(CONVOLUTION), "--trace", "1,2,10", "--max-iterations", "44");

    assertThat(result.err().lines())
        .contains(
            "network {input: [8, 8, 1], layers: [conv 3 8, pool 2, fc 32, fc 10]}, bias 0",
            "optimizer signum, scales public, momentum ema, batch 32, epochs 10, step 32,"
                + " shifts.forward [2, 3, 0], shifts.error [2, 2]");
    assertThat(result.out().lines())
        .startsWith(
            "iteration 1 crc c1c00456",
            "iteration 2 crc 15e9ad3f",
            "iteration 10 crc fef80d74",
            "epoch 1 accuracy 36.77 crc 0ac98894");
  }

  @Test
  void trainsConvolutionsSecurely() throws IOException {
    InProcess.Result result =
        InProcess.run(
            "simulate",
            "--job",
            job(CONVOLUTION),
            "--engine",
            "gmw",
            "--trace",
            "1,2",
            "--max-iterations",
            "2",
            "--json");

    assertThat(result.out().lines())
        .contains(
            "{\"iteration\":1,\"crc\":\"c1c00456\"}", "{\"iteration\":2,\"crc\":\"15e9ad3f\"}");
    JsonNode training =
        new ObjectMapper()
            .readTree(result.out().lines().findFirst().orElseThrow())
            .get("started")
            .get("training");
    assertThat(training.get("network").asText()).contains("layers: [conv 3 8, pool 2, fc 32,");
    assertThat(training.get("step").asInt()).isEqualTo(32);
    assertThat(training.get("shifts.error")).hasSize(2);
  }

  @Test
  void theStepThatIsNotSaidIsShownByTheNumberOfIterations() throws IOException {
    String job = job(CONVOLUTION.replace("step: 32\n", "").replace("epochs: 10", "epochs: 3"));
    assertThat(InProcess.run("simulate", "--job", job, "--max-iterations", "1").err())
        .contains("epochs 3, step 32, ");
  }

  @Test
  void trainsMnistInTheClear() throws IOException {
    Path data = SharedData.require();
    String job =
        job(
            """
            network: [784, 128, 128, 10]
            data:
              train:
                format: idx
                images: mnist/train-images-idx3-ubyte.gz
                labels: mnist/train-labels-idx1-ubyte.gz
            """);

    assertThat(
            InProcess.run(
                    "simulate",
                    "--job",
                    job,
                    "--data-dir",
                    data.toString(),
                    "--engine",
                    "clear",
                    "--trace",
                    "1,2,10",
                    "--max-iterations",
                    "10")
                .out()
                .lines())
        .startsWith(
            "iteration 1 crc 2a5d194c", "iteration 2 crc 7e8904b7", "iteration 10 crc ebde7654");
  }

  @Test
  void fewerRowsThanABatch_fail() throws IOException {
    String job = job(DIGITS.replace("batch: 32", "batch: 2048"));

    for (String engine : new String[] {"clear", "gmw", "yao"}) {
      InProcess.Result result = InProcess.run("simulate", "--job", job, "--engine", engine);
      assertThat(result.exitCode()).isEqualTo(ExitCode.FILE);
      assertThat(result.err())
          .isEqualTo(
              "quotient: "
                  + job
                  + ": batch is 2048, but the two parties have only 1438 rows together; make it"
                  + " smaller\n");
    }
  }

  private String table(String rows, String more) throws IOException {
    Files.writeString(directory.resolve("t.csv"), "x,y,label\n" + rows);
    return Files.writeString(
            directory.resolve("table.yaml"),
            "network: [2, 8, 2]\nbias: 0\nmomentum: bucket\nbatch: 4\ndata:\n"
                + "  train: {format: csv, file: t.csv, labels: [healthy, ill], scale: {factor: 10}}\n"
                + more)
        .toString();
  }

  @Test
  void theErrorsAreShownByClass() throws IOException {
    InProcess.Result result =
        InProcess.run(
            "simulate", "--quiet", "--job", table("9,-9,healthy\n-9,9,ill\n".repeat(20), ""));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("data.train: rows by class (down) and predicted class (across)")
        .containsPattern("healthy +20 +0\\R +ill +0 +20\\R")
        .contains("100.00 % right; always predicting the most frequent class would get 50.00 %")
        .doesNotContain("one class only");
  }

  @Test
  void aNetworkThatPredictsOneClassOnlyIsSaidToBeOfNoUse() throws IOException {
    InProcess.Result result =
        InProcess.run(
            "simulate", "--json", "--job", table("0,0,healthy\n0,0,ill\n".repeat(20), ""));
    JsonNode last =
        new ObjectMapper().readTree(result.out().lines().reduce((_, line) -> line).orElseThrow());
    assertThat(last.get("predictsOneClassOnly").asBoolean()).isTrue();
    assertThat(last.get("majority").asDouble()).isEqualTo(50);
    assertThat(last.get("confusion")).hasSize(2);
    assertThat(InProcess.run("simulate", "--job", directory.resolve("table.yaml").toString()).out())
        .contains("the network predicts one class only");
  }

  @Test
  void moreIterationsThanCanBeCounted_fail() throws IOException {
    String job = table("9,-9,healthy\n-9,9,ill\n".repeat(20_000), "epochs: 100000\n");
    Files.writeString(Path.of(job), Files.readString(Path.of(job)).replace("batch: 4", "batch: 1"));
    InProcess.Result result = InProcess.run("simulate", "--job", job);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(result.err()).contains("are 4000000000 iterations, at most").hasLineCount(1);
  }
}
