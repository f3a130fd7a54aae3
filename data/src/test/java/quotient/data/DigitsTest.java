package quotient.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
  private static final CsvSpec SPEC =
      CsvSpec.builder()
          .label("label")
          .scale(new Scale(BigDecimal.ZERO, BigDecimal.valueOf(8), 0, 127))
          .build();

  @TempDir private Path directory;

  @Test
  void theDemonstrationDataIsExtractedAndRead() {
    Path file = Digits.extractTo(directory);

    Dataset train =
        CsvDatasetReader.read(file, SPEC, RowFilter.skip(5, 4), 64, 10, Optional.empty());
    Dataset test =
        CsvDatasetReader.read(file, SPEC, RowFilter.keep(5, 4), 64, 10, Optional.empty());

    assertThat(train).hasToString("Dataset[1438 rows x 64 features, 10 classes]");
    assertThat(test).hasToString("Dataset[359 rows x 64 features, 10 classes]");
    assertThat(train.values()).startsWith(0, 0, 40, 104, 72, 8, 0, 0);
    assertThat(train.labels()).startsWith(0, 1, 2, 3, 5);
    assertThat(test.labels()).startsWith(4, 9);
  }

  @Test
  void holdsTheSourcesValuesBelowAHeaderLine() throws IOException {
    Path source = SharedData.require("digits/digits.csv.gz");
    String original;
    String ours;
    try (InputStream in = InputFile.open(source)) {
      original = new String(in.readAllBytes(), US_ASCII);
    }
    try (InputStream in = InputFile.open(Digits.extractTo(directory))) {
      ours = new String(in.readAllBytes(), US_ASCII);
    }

    assertThat(ours).startsWith("p0,p1,").contains(",p63,label\n");
    assertThat(ours.substring(ours.indexOf('\n') + 1)).isEqualTo(original);
  }

  @Test
  void aDirectoryThatIsMissing_fails() {
    assertFails(() -> Digits.extractTo(directory.resolve("nowhere"))).contains("does not exist");
  }
}
