package quotient.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import quotient.data.CsvDatasetReader;
import quotient.data.CsvSpec;
import quotient.data.DataException;
import quotient.data.Dataset;
import quotient.data.IdxDatasetReader;
import quotient.data.RowFilter;
import quotient.data.Scale;

/**
 * The data sets of the paper's experiments. Their sizes are known without the files, so that what
 * an epoch costs can be told without them.
 */
enum PaperData {
  /** Handwritten digits, from the four files of the MNIST database, plain or gzip. */
  MNIST(60_000, false) {
    @Override
    Rows read(Path directory, int features, int classes) {
      return new Rows(
          images(directory, "train", features, classes),
          images(directory, "t10k", features, classes));
    }

    private Dataset images(Path directory, String part, int features, int classes) {
      return IdxDatasetReader.read(
          file(directory, part + "-images-idx3-ubyte"),
          file(directory, part + "-labels-idx1-ubyte"),
          RowFilter.ALL,
          features,
          classes);
    }
  },
  /** Breast Cancer Wisconsin (Diagnostic), 569 rows. */
  BREAST_CANCER(456, true) {
    @Override
    Rows read(Path directory, int features, int classes) {
      return table(file(directory, "breast_cancer.csv"), "breast-cancer", List.of(), classes);
    }
  },
  /** Statlog (German Credit Data), 1000 rows. */
  GERMAN_CREDIT(800, true) {
    @Override
    Rows read(Path directory, int features, int classes) {
      return table(
          file(directory, "german-credit.csv"), "german-credit", List.of("good", "bad"), classes);
    }
  },
  /** Thyroid Disease, its variant for neural networks, 7200 rows. */
  THYROID(5760, true) {
    @Override
    Rows read(Path directory, int features, int classes) {
      return table(file(directory, "thyroid.csv"), "thyroid", List.of(), classes);
    }
  };

  /** Every fifth row of a table is for testing. */
  private static final int FOLDS = 5;

  private final int trainingRows;
  private final boolean signed;

  PaperData(int trainingRows, boolean signed) {
    this.trainingRows = trainingRows;
    this.signed = signed;
  }

  /**
   * What a file or two hold.
   *
   * @param train rows to learn from
   * @param test rows to judge by
   */
  record Rows(Dataset train, Dataset test) {}

  /** Rows that are learnt from. */
  int trainingRows() {
    return trainingRows;
  }

  /** Whether features can be negative. */
  boolean signed() {
    return signed;
  }

  /**
   * Reads the data.
   *
   * @throws DataException if a file is missing or not as expected; the message is one line for the
   *     user
   */
  abstract Rows read(Path directory, int features, int classes);

  /** The file of that name, or the compressed one where only that is there. */
  private static Path file(Path directory, String name) {
    Path compressed = directory.resolve(name + ".gz");
    Path plain = directory.resolve(name);
    return Files.notExists(plain) && Files.exists(compressed) ? compressed : plain;
  }

  /** A table of which the first line counts nothing: columns are those of the file, in order. */
  private static Rows table(Path file, String columns, List<String> labels, int classes) {
    Map<String, Scale> scales = scales(columns);
    CsvSpec spec =
        CsvSpec.builder()
            .header(CsvSpec.Header.IGNORED)
            .labels(labels)
            .columnScales(scales)
            .build();
    return new Rows(
        part(file, spec, RowFilter.skip(FOLDS, FOLDS - 1), scales.size(), classes),
        part(file, spec, RowFilter.keep(FOLDS, FOLDS - 1), scales.size(), classes));
  }

  private static Dataset part(Path file, CsvSpec spec, RowFilter rows, int features, int classes) {
    return CsvDatasetReader.read(file, spec, rows, features, classes, Optional.empty());
  }

  /** The constants of the columns, by the columns' positions from 1. */
  private static Map<String, Scale> scales(String name) {
    Map<String, Scale> scales = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PaperData.class.getResourceAsStream(name + ".columns"), name),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          scales.put(
              Integer.toString(scales.size() + 1),
              new Scale(new BigDecimal(words[0]), new BigDecimal(words[1]), -127, 127));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scales;
  }
}
