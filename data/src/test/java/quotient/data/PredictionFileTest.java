package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static quotient.data.TestFiles.assertFails;
import static quotient.data.TestFiles.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionFileTest {
  @TempDir private Path directory;

  @Test
  void writesClasses() throws IOException {
    Path file = directory.resolve("predictions.csv");

    commit(PredictionFile.writeAside(file, new int[] {7, 2, 1}));

    assertThat(Files.readString(file)).isEqualTo("row,class\n0,7\n1,2\n2,1\n");
  }

  @Test
  void writesLogits() throws IOException {
    Path file = directory.resolve("predictions.csv");

    commit(PredictionFile.writeAside(file, new int[] {1, 0}, 2, new int[] {-5, 6, 4096, -4096}));

    assertThat(Files.readString(file))
        .isEqualTo("row,class,logit_0,logit_1\n0,1,-5,6\n1,0,4096,-4096\n");
  }

  @Test
  void whatItWritesCanBeReadAsATable() {
    Random random = new Random(10);
    Path file = directory.resolve("predictions.csv");
    int[] classes = random.ints(500, 0, 10).toArray();
    int[] logits = random.ints(5000, -127, 128).toArray();

    commit(PredictionFile.writeAside(file, classes, 10, logits));

    List<String> columns = List.of("logit_9", "logit_0");
    CsvSpec spec = CsvSpec.builder().label("class").features(columns).build();
    Dataset table = CsvDatasetReader.read(file, spec, RowFilter.ALL, 2, 10, Optional.empty());
    assertThat(table.labels()).isEqualTo(classes);
    for (int row = 0; row < 500; row++) {
      assertThat(table.values()[2 * row]).isEqualTo((byte) logits[10 * row + 9]);
      assertThat(table.values()[2 * row + 1]).isEqualTo((byte) logits[10 * row]);
    }
  }

  @Test
  void sizesThatDoNotFit_fail() {
    Path file = directory.resolve("predictions.csv");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PredictionFile.writeAside(file, new int[2], 3, new int[5]));
    assertThat(file).doesNotExist();
  }

  @Test
  void aDirectoryThatIsMissing_fails() {
    Path file = directory.resolve("nowhere").resolve("predictions.csv");
    assertFails(() -> PredictionFile.writeAside(file, new int[1])).contains("does not exist");
  }
}
