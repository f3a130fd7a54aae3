package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDatasetReaderTest {
  @TempDir private Path directory;

  @Test
  void readsTheDefaultForm() throws IOException {
    Dataset table = read("a,b,label\n1,-2,0\n3.5,400,1\n", CsvSpec.builder().build(), 2, 2);

    assertThat(table.features()).isEqualTo(2);
    assertThat(table.classes()).isEqualTo(2);
    assertThat(table.values()).containsExactly(1, -2, 4, 127);
    assertThat(table.labels()).containsExactly(0, 1);
  }

  @Test
  void readsFeaturesInTheOrderOfTheJobAndClassesByName() throws IOException {
    CsvSpec spec =
        CsvSpec.builder()
            .features(List.of("weight", "age"))
            .label("finding")
            .labels(List.of("benign", "malignant"))
            .scale(new Scale(BigDecimal.ZERO, new BigDecimal("0.5"), 0, 100))
            .columnScales(Map.of("age", new Scale(new BigDecimal("40"), BigDecimal.ONE, -50, 50)))
            .build();

    Dataset table =
        read("id,age,finding,weight\nx7,38,malignant,70\nx8,99,benign,-3\n", spec, 2, 2);

    assertThat(table.values()).containsExactly(35, -2, 0, 50);
    assertThat(table.labels()).containsExactly(1, 0);
  }

  @Test
  void readsRowsWithoutLabels() throws IOException {
    CsvSpec spec = CsvSpec.builder().label(CsvSpec.NO_LABEL).build();

    Dataset table = read("a,b\n1,2\n3,4\n", spec, 2, 2);

    assertThat(table.hasLabels()).isFalse();
    assertThat(table.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void namesColumnsByPositionWhereThereIsNoHeader() throws IOException {
    CsvSpec spec =
        CsvSpec.builder()
            .header(CsvSpec.Header.NONE)
            .label("1")
            .features(List.of("3", "2"))
            .build();

    Dataset table = read("1,10,20\n0,11,21\n", spec, 2, 2);

    assertThat(table.values()).containsExactly(20, 10, 21, 11);
    assertThat(table.labels()).containsExactly(1, 0);
  }

  @Test
  void passesOverAFirstLineOfAnotherKind() throws IOException {
    CsvSpec spec = CsvSpec.builder().header(CsvSpec.Header.IGNORED).build();

    Dataset table = read("2,3,malignant,benign\n10,20,30,0\n11,21,31,1\n", spec, 3, 2);

    assertThat(table.values()).containsExactly(10, 20, 30, 11, 21, 31);
  }

  @Test
  void readsNumbersAsPeopleAndProgramsWriteThem() throws IOException {
    Dataset table =
        read(
            "a,b,c,d,e,label\r\n 1 ,\"2\",+3,4e0,.5E1,\"1.0\"\r\n\r\n-1,-2.0,-3.,-40e-1,0,0e0",
            CsvSpec.builder().build(),
            5,
            2);

    assertThat(table.values()).containsExactly(1, 2, 3, 4, 5, -1, -2, -3, -4, 0);
    assertThat(table.labels()).containsExactly(1, 0);
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    byte[] packed = TestFiles.gzip("a,label\n7,1\n".getBytes(UTF_8));
    for (String name : List.of("a.csv.gz", "a.csv")) {
      Path file = TestFiles.write(directory, name, packed);
      assertThat(read(file, CsvSpec.builder().build(), RowFilter.ALL, 1, 2).values())
          .containsExactly(7);
    }
    Path unpacked = TestFiles.write(directory, "b.csv.gz", "a,label\n7,1\n".getBytes(UTF_8));
    assertThat(read(unpacked, CsvSpec.builder().build(), RowFilter.ALL, 1, 2).rows()).isEqualTo(1);
  }

  @Test
  void obeysAByteOrderMark() throws IOException {
    for (byte[] content :
        List.of(
            "\ufeffa,label\n7,1\n".getBytes(UTF_8), "\ufeffa,label\n7,1\n".getBytes(UTF_16LE))) {
      Path file = TestFiles.write(directory, "bom.csv", content);
      CsvSpec spec = CsvSpec.builder().features(List.of("a")).build();
      assertThat(read(file, spec, RowFilter.ALL, 1, 2).values()).containsExactly(7);
    }
  }

  @Test
  void countsRowsOfDataForTheRowFilter() throws IOException {
    StringBuilder text = new StringBuilder("a,label\n");
    for (int row = 0; row < 12; row++) {
      text.append(row).append(",0\n").append(row % 3 == 0 ? "\n" : "");
    }
    Path file = TestFiles.write(directory, "rows.csv", text.toString().getBytes(UTF_8));
    CsvSpec spec = CsvSpec.builder().build();

    assertThat(read(file, spec, RowFilter.keep(5, 4), 1, 2).values()).containsExactly(4, 9);
    assertThat(read(file, spec, RowFilter.skip(5, 4), 1, 2).values())
        .containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 10, 11);
  }

  @Test
  void randomTablesSurviveTheRoundTrip() throws IOException {
    Random random = new Random(3);
    for (int trial = 0; trial < 40; trial++) {
      int rows = 1 + random.nextInt(trial % 8 == 0 ? 2000 : 30);
      int features = 1 + random.nextInt(12);
      int classes = 1 + random.nextInt(6);
      byte[] values = new byte[rows * features];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) random.nextInt(-127, 128);
      }
      int[] labels = random.ints(rows, 0, classes).toArray();
      List<String> names =
          IntStream.range(0, features).mapToObj(i -> "f" + i).collect(Collectors.toList());
      boolean named = random.nextBoolean();
      CsvSpec spec =
          CsvSpec.builder()
              .features(names)
              .label("y")
              .labels(
                  named
                      ? IntStream.range(0, classes).mapToObj(c -> "class, " + c).toList()
                      : List.of())
              .build();

      Path file =
          TestFiles.write(directory, "t.csv", shuffledCsv(random, names, values, labels, named));
      Dataset table = read(file, spec, RowFilter.ALL, features, classes);

      assertThat(table.values()).isEqualTo(values);
      assertThat(table.labels()).isEqualTo(labels);
    }
  }

  /** Measurements of gene expression have as many. */
  @Test
  void readsTensOfThousandsOfColumns() throws IOException {
    int features = 54_675;
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < features; i++) {
      text.append("probe_").append(i).append("_at,");
    }
    text.append("finding\n");
    byte[] values = new byte[3 * features];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < features; i++) {
        values[row * features + i] = (byte) random.nextInt(-127, 128);
        text.append(values[row * features + i]).append(',');
      }
      text.append(row % 2).append('\n');
    }
    Map<String, Scale> scales = new HashMap<>();
    for (int i = 0; i < features; i++) {
      scales.put("probe_" + i + "_at", Scale.IDENTITY);
    }

    Dataset table =
        read(text.toString(), CsvSpec.builder().columnScales(scales).build(), features, 2);

    assertThat(table.values()).isEqualTo(values);
    assertThat(table.labels()).containsExactly(0, 1, 0);
  }

  @Test
  void makesRoomForMoreRowsAsFarAsAnArrayReaches() {
    assertThat(CsvDatasetReader.moreRows(1, 3)).isEqualTo(2);
    assertThat(CsvDatasetReader.moreRows(1000, 3)).isEqualTo(1501);
    assertThat(CsvDatasetReader.moreRows(1_500_000_000, 1)).isEqualTo(Integer.MAX_VALUE - 8);
    assertThat(CsvDatasetReader.moreRows(2000, 1_000_000)).isEqualTo(2147);
    assertThat(CsvDatasetReader.moreRows(2147, 1_000_000)).isEqualTo(2147);
  }

  /** The table as CSV with its columns in a random order. */
  private static byte[] shuffledCsv(
      Random random, List<String> features, byte[] values, int[] labels, boolean named) {
    List<String> columns = new ArrayList<>(features);
    columns.add("y");
    Collections.shuffle(columns, random);
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (int row = 0; row < labels.length; row++) {
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        cells.add(
            column.equals("y")
                ? named ? "\"class, " + labels[row] + "\"" : Integer.toString(labels[row])
                : Byte.toString(values[row * features.size() + features.indexOf(column)]));
      }
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void describesTheBreastCancerTable() {
    Path file = SharedData.require("tabular/breast_cancer.csv");
    Map<String, Scale> scales = new HashMap<>();
    scales.put("1", new Scale(new BigDecimal("14"), BigDecimal.TEN, -127, 127));
    scales.put("4", new Scale(new BigDecimal("650"), new BigDecimal("0.1"), -127, 127));
    CsvSpec spec = CsvSpec.builder().header(CsvSpec.Header.IGNORED).columnScales(scales).build();

    Dataset table = read(file, spec, RowFilter.ALL, 30, 2);

    assertThat(table.rows()).isEqualTo(569);
    assertThat(table.labels()).startsWith(0, 0);
    assertThat(IntStream.of(table.labels()).sum()).as("benign rows").isEqualTo(357);
    // The first row begins 17.99,10.38,122.8,1001.
    assertThat(table.values()).startsWith(40, 10, 123, 35);
  }

  private Dataset read(String text, CsvSpec spec, int features, int classes) throws IOException {
    Path file = TestFiles.write(directory, "table.csv", text.getBytes(UTF_8));
    return read(file, spec, RowFilter.ALL, features, classes);
  }

  private static Dataset read(Path file, CsvSpec spec, RowFilter rows, int features, int classes) {
    return CsvDatasetReader.read(file, spec, rows, features, classes, Optional.empty());
  }
}
