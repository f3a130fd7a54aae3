package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.data.Digits;

/**
 * Whole trainings of the digits between two processes over TLS, against the check sums of the
 * reference.
 */
@Tag("proof")
class ReferenceProofTest {
  private static final String DATA =
      """
      network: {input: [8, 8, 1], layers: [fc 128, fc 10]}
      batch: 32
      epochs: 10
      data:
        train: {format: csv, file: digits.csv.gz, scale: {factor: 8, min: 0}, rows: {skip: 4 mod 5}}
        test: {format: csv, file: digits.csv.gz, scale: {factor: 8, min: 0}, rows: {keep: 4 mod 5}}
      """;

  @TempDir private Path root;

  private void assertTrains(String job, String... lines) throws IOException, InterruptedException {
    TwoParties parties = TwoParties.forLongRun(root);
    parties.writeJob(job + DATA);
    Digits.extractTo(parties.a());
    Digits.extractTo(parties.b());

    TwoParties.Results results =
        parties.run(
            "train",
            new String[] {
              "--rows", "0-718", "--test-rows", "0-99", "--insecure-trace", "1,2,10,100"
            },
            new String[] {
              "--rows", "719-1437", "--test-rows", "100-358", "--insecure-trace", "1,2,10,100"
            });

    assertThat(results.a().exitCode()).as(results.a().err()).isZero();
    assertThat(results.a().out().lines()).contains(lines);
    assertThat(results.b().out().lines()).contains(lines);
    assertThat(Files.exists(parties.a().resolve("model.share"))).isTrue();
  }

  @Test
  void signum() throws IOException, InterruptedException {
    assertTrains(
        "step: 8\nshifts: {forward: [3, 2], error: [3]}\n",
        "{\"iteration\":1,\"crc\":\"8af960c3\"}",
        "{\"iteration\":10,\"crc\":\"04a76894\"}",
        "{\"epoch\":1,\"accuracy\":36.21,\"crc\":\"973071b6\"}",
        "{\"iteration\":100,\"crc\":\"c0f301ab\"}",
        "{\"epoch\":10,\"accuracy\":93.59,\"crc\":\"fd944ef9\"}");
  }

  @Test
  void amsgrad() throws IOException, InterruptedException {
    assertTrains(
        "optimizer: amsgrad\n",
        "{\"iteration\":1,\"crc\":\"56049bd9\"}",
        "{\"iteration\":10,\"crc\":\"20c28fa8\"}",
        "{\"epoch\":1,\"accuracy\":74.09,\"crc\":\"d007d41f\"}",
        "{\"iteration\":100,\"crc\":\"ceed4c14\"}",
        "{\"epoch\":10,\"accuracy\":92.48,\"crc\":\"cbe9d2e4\"}");
  }
}
