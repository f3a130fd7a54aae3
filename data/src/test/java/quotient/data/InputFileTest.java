package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static quotient.data.TestFiles.assertFails;
import static quotient.data.TestFiles.gzip;
import static quotient.data.TestFiles.idx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read, through every reader. */
class InputFileTest {
  private static final CsvSpec SPEC = CsvSpec.builder().build();

  @TempDir private Path directory;
  private Path labels = Path.of("");

  @BeforeEach
  void writeLabels() throws IOException {
    labels = TestFiles.write(directory, "labels", idx(new byte[] {0}, 1));
  }

  private List<Consumer<Path>> readers() {
    return List.of(
        file -> CsvDatasetReader.read(file, SPEC, RowFilter.ALL, 1, 2, Optional.empty()),
        file -> IdxDatasetReader.read(file, labels, RowFilter.ALL, 1, 2),
        file -> IdxDatasetReader.read(labels, file, RowFilter.ALL, 1, 2),
        ShareFile::read);
  }

  @Test
  void aMissingFile_fails() {
    Path file = directory.resolve("nowhere.gz");
    for (Consumer<Path> reader : readers()) {
      assertFails(() -> reader.accept(file)).startsWith(file + ": no such file; check the path");
    }
  }

  @Test
  void aDirectory_fails() {
    for (Consumer<Path> reader : readers()) {
      assertFails(() -> reader.accept(directory))
          .startsWith(directory + ": a directory, not a file");
    }
  }

  @Test
  void aPathThroughAFile_fails() {
    Path file = labels.resolve("inside");
    for (Consumer<Path> reader : readers()) {
      assertFails(() -> reader.accept(file)).startsWith(file + ": cannot be read: ");
    }
  }

  @Test
  void aFileWithoutReadPermission_fails() throws IOException {
    Path file = TestFiles.write(directory, "locked", new byte[] {1});
    assumeFalse(
        !file.toFile().setReadable(false) || Files.isReadable(file),
        "skipped: this user may read every file");
    for (Consumer<Path> reader : readers()) {
      assertFails(() -> reader.accept(file)).startsWith(file + ": no permission to read it");
    }
  }

  @Test
  void gzipTruncatedAnywhere_fails() throws IOException {
    byte[] csv = gzip("a,label\n1,0\n2,1\n".getBytes(UTF_8));
    for (int length = 2; length < csv.length; length++) {
      Path file = TestFiles.write(directory, "table.csv.gz", Arrays.copyOf(csv, length));
      assertFails(() -> readers().getFirst().accept(file)).contains("table.csv.gz: truncated: ");
    }
    byte[] images = gzip(idx(new byte[] {7}, 1, 1, 1));
    for (int length = 2; length < images.length; length++) {
      Path file = TestFiles.write(directory, "images.gz", Arrays.copyOf(images, length));
      assertFails(() -> readers().get(1).accept(file)).contains("images.gz: truncated: ");
    }
  }

  @Test
  void gzipWithAWrongCheckSum_fails() throws IOException {
    byte[] csv = gzip("a,label\n1,0\n2,1\n".getBytes(UTF_8));
    csv[csv.length - 8] ^= 1;
    Path table = TestFiles.write(directory, "table.csv.gz", csv);
    assertFails(() -> readers().getFirst().accept(table)).contains("table.csv.gz: damaged: ");
    byte[] images = gzip(idx(new byte[] {7}, 1, 1, 1));
    images[images.length - 8] ^= 1;
    Path file = TestFiles.write(directory, "images.gz", images);
    assertFails(() -> readers().get(1).accept(file)).contains("images.gz: damaged: ");
  }

  @Test
  void damagedGzip_failsOrIsReadAsItWas() throws IOException {
    Random random = new Random(5);
    byte[] pixels = new byte[3000];
    random.nextBytes(pixels);
    byte[] sound = gzip(idx(pixels, 30, 100));
    Path labelFile = TestFiles.write(directory, "thirty", idx(new byte[30], 30));
    int failures = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = TestFiles.write(directory, "images.gz", damaged);
      try {
        Dataset table = IdxDatasetReader.read(file, labelFile, RowFilter.ALL, 100, 2);
        for (int i = 0; i < pixels.length; i++) {
          assertThat(table.values()[i]).isEqualTo((byte) ((pixels[i] & 0xff) >> 1));
        }
      } catch (DataException e) {
        failures++;
        assertThat(e.getMessage()).contains("images.gz: ").doesNotContainPattern("\\R");
      }
    }
    assertThat(failures).isGreaterThan(250);
  }

  @Test
  void readersLeaveNoFileOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeFalse(Files.notExists(open), "skipped: this system does not list open files");
    Path file = directory.resolve("broken");
    byte[] badCell = "a,label\nx,0\n".getBytes(UTF_8);
    for (byte[] content :
        List.of(new byte[0], badCell, gzip(badCell), new byte[] {0x1f, -117, 8})) {
      Files.write(file, content);
      for (Consumer<Path> reader : readers()) {
        assertFails(() -> reader.accept(file));
      }
    }
    assertThat(targets(open)).doesNotContain(file.toRealPath());
  }

  private static List<Path> targets(Path links) throws IOException {
    try (Stream<Path> all = Files.list(links)) {
      return all.filter(Files::isRegularFile)
          .map(link -> {
            try {
              return link.toRealPath();
            } catch (IOException _) {
              return link;
            }
          })
          .toList();
    }
  }

  @Test
  void gzipOfSeveralMembersIsReadWhole_orNotAtAll() throws IOException {
    byte[] rows = "a,label\n".getBytes(UTF_8);
    byte[] more = "7,1\n".repeat(30_000).getBytes(UTF_8);
    byte[] first = TestFiles.gzip(rows);
    byte[] second = TestFiles.gzip(more);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path file = TestFiles.write(directory, "two.csv.gz", both);
    assertThat(
            CsvDatasetReader.read(
                    file, CsvSpec.builder().build(), RowFilter.ALL, 1, 2, Optional.empty())
                .rows())
        .isEqualTo(30_000);

    byte[] whole = TestFiles.gzip("a,label\n7,1\n".getBytes(UTF_8));
    for (int cut : new int[] {1, 5, 9, 10, 15, second.length - 1}) {
      byte[] damaged = Arrays.copyOf(whole, whole.length + cut);
      System.arraycopy(second, 0, damaged, whole.length, cut);
      assertDamaged(damaged);
    }
    byte[] damaged = Arrays.copyOf(whole, whole.length + second.length);
    System.arraycopy(second, 0, damaged, whole.length, second.length);
    damaged[whole.length] = 0x1e;
    assertDamaged(damaged);
  }

  private void assertDamaged(byte[] bytes) throws IOException {
    Path file = TestFiles.write(directory, "damaged.csv.gz", bytes);
    assertFails(() ->
            CsvDatasetReader.read(
                file, CsvSpec.builder().build(), RowFilter.ALL, 1, 2, Optional.empty()))
        .containsPattern("truncated|damaged");
  }

  @Test
  void textThatIsNotUtf8_fails() throws IOException {
    Path file =
        TestFiles.write(
            directory, "latin.csv", "h\u00f6he,label\n7,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertFails(() ->
            CsvDatasetReader.read(
                file, CsvSpec.builder().build(), RowFilter.ALL, 1, 2, Optional.empty()))
        .contains("latin.csv: not text in UTF-8");
  }
}
