package quotient.training;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The data of the reference's runs. Tests run in the module's directory. */
final class TestData {
  private TestData() {}

  /** What a run trains on, and what it is tested on. */
  record Split(Table train, Table test) {}

  /** The digits that ship with the project: every fifth row is for testing. */
  static Split digits() {
    Path file = Path.of("../data/src/main/resources/quotient/data/digits.csv.gz");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.US_ASCII))) {
      List<int[]> rows =
          lines
              .lines()
              .skip(1)
              .map(line -> Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray())
              .toList();
      return new Split(digits(rows, false), digits(rows, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table digits(List<int[]> rows, boolean forTesting) {
    byte[] features = new byte[64 * rows.size()];
    int[] labels = new int[rows.size()];
    int n = 0;
    for (int i = 0; i < rows.size(); i++) {
      if ((i % 5 == 4) == forTesting) {
        for (int j = 0; j < 64; j++) {
          features[64 * n + j] = (byte) Math.min(127, 8 * rows.get(i)[j]);
        }
        labels[n++] = rows.get(i)[64];
      }
    }
    return new Table(64, false, n / 3, Arrays.copyOf(features, 64 * n), Arrays.copyOf(labels, n));
  }

  /**
   * Rows around one random point a class, the same as the reference makes up: one stream of
   * SplitMix64, which is the JDK's splittable generator. First the points, class by class, 7 bits a
   * feature; then row by row, training rows before 100 test rows, a label (modulo the classes) and
   * for each feature a noise of 7 bits, of which three parts go with five of the point.
   *
   * @param signed from -127 to 127, not from 0
   */
  static Split madeUp(int trainingRows, int featureCount, int classes, boolean signed) {
    SplittableRandom random = new SplittableRandom(2019);
    int[] points = new int[classes * featureCount];
    Arrays.setAll(points, i -> (int) (random.nextLong() >>> 57));
    return new Split(
        madeUp(random, trainingRows, featureCount, points, signed),
        madeUp(random, 100, featureCount, points, signed));
  }

  private static Table madeUp(
      SplittableRandom random, int rows, int featureCount, int[] points, boolean signed) {
    int classes = points.length / featureCount;
    byte[] features = new byte[rows * featureCount];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = (int) Long.remainderUnsigned(random.nextLong(), classes);
      for (int j = 0; j < featureCount; j++) {
        int noise = (int) (random.nextLong() >>> 57);
        int value = (5 * points[labels[i] * featureCount + j] + 3 * noise) >> 3;
        features[i * featureCount + j] = (byte) (signed ? 2 * value - 127 : value);
      }
    }
    return new Table(featureCount, signed, rows / 2, features, labels);
  }

  /**
   * A table from beside the project, every fifth row for testing; ends the test, as skipped, where
   * it is absent. Columns become 8 bits by constants of the specification, which lie beside it,
   * too: {@code clip(floor((value - offset) * factor + 0.5), -127, 127)}.
   */
  static Split table(String name) {
    List<double[]> rows =
        switch (name) {
          case "breast" ->
              shared("data/tabular/breast_cancer.csv").stream()
                  .skip(1)
                  .map(line -> numbers(line, ","))
                  .toList();
          case "thyroid" -> thyroid();
          case "credit" -> credit(shared("data/tabular/german-credit.arff"));
          default -> throw new IllegalArgumentException("unknown table: " + name);
        };
    List<double[]> constants =
        shared("reference/columns_" + name + ".txt").stream()
            .skip(1)
            .map(line -> numbers(line, " "))
            .toList();
    return new Split(table(rows, constants, false), table(rows, constants, true));
  }

  private static Table table(List<double[]> rows, List<double[]> constants, boolean forTesting) {
    int columns = constants.size();
    byte[] features = new byte[columns * rows.size()];
    int[] labels = new int[rows.size()];
    int n = 0;
    for (int i = 0; i < rows.size(); i++) {
      if ((i % 5 == 4) == forTesting) {
        double[] row = rows.get(i);
        for (int j = 0; j < columns; j++) {
          double scaled = (row[j] - constants.get(j)[1]) * constants.get(j)[2];
          features[columns * n + j] =
              (byte) Math.max(-127, Math.min(127, Math.floor(scaled + 0.5)));
        }
        labels[n++] = (int) row[columns];
      }
    }
    return new Table(
        columns, true, n / 3, Arrays.copyOf(features, columns * n), Arrays.copyOf(labels, n));
  }

  private static double[] numbers(String line, String separator) {
    return Arrays.stream(line.strip().split(separator)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Pairs of lines: the columns, then a 1 for the class. */
  private static List<double[]> thyroid() {
    List<double[]> rows = new ArrayList<>();
    for (String part : List.of("thyroid.train", "thyroid.test")) {
      List<double[]> lines =
          shared("data/tabular/" + part).stream()
              .skip(1)
              .filter(line -> !line.isBlank())
              .map(line -> numbers(line, "\\s+"))
              .toList();
      for (int i = 0; i < lines.size(); i += 2) {
        double[] row = Arrays.copyOf(lines.get(i), lines.get(i).length + 1);
        for (int j = 0; j < 3; j++) {
          row[row.length - 1] += j * lines.get(i + 1)[j];
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * An attribute of two values is one column, 1 for the second; one of more is a column for each.
   * The last attribute is the class.
   */
  private static List<double[]> credit(List<String> lines) {
    int data = lines.indexOf("@data");
    List<List<String>> attributes =
        lines.subList(0, data).stream()
            .filter(line -> line.startsWith("@attribute"))
            .map(line -> line.split(" ", 3)[2].strip())
            .map(kind ->
                kind.equals("numeric") ? List.<String>of() : words(kind.replaceAll("[{}]", "")))
            .toList();
    return lines.subList(data + 1, lines.size()).stream()
        .filter(line -> !line.isBlank())
        .map(line -> credit(attributes, words(line)))
        .toList();
  }

  private static double[] credit(List<List<String>> attributes, List<String> row) {
    List<Double> out = new ArrayList<>();
    for (int j = 0; j < row.size(); j++) {
      List<String> values = attributes.get(j);
      String value = row.get(j);
      if (values.isEmpty()) {
        out.add(Double.valueOf(value));
      } else {
        int from = values.size() == 2 ? 1 : 0;
        values.subList(from, values.size()).forEach(v -> out.add(v.equals(value) ? 1.0 : 0.0));
      }
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What stands between commas, which may be in quotes. */
  private static List<String> words(String line) {
    return Pattern.compile("'([^']*)'|[^', ]+")
        .matcher(line)
        .results()
        .map(match -> match.group(1) == null ? match.group() : match.group(1))
        .toList();
  }

  private static List<String> shared(String name) {
    Path file = beside(name);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside the project; ends the test, as skipped, where it is absent. */
  private static Path beside(String name) {
    Path file = Path.of("").toAbsolutePath().resolve("../../shared/" + name).normalize();
    return Files.exists(file) ? file : abort("skipped: no " + file);
  }

  /** MNIST from beside the project; ends the test, as skipped, where it is absent. */
  static Split mnist() {
    return new Split(
        mnist("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
        mnist("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"));
  }

  private static Table mnist(String images, String labels) {
    byte[] pixels = idx(images, 16);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((pixels[i] & 0xff) >> 1);
    }
    byte[] classes = idx(labels, 8);
    int[] out = new int[classes.length];
    Arrays.setAll(out, i -> classes[i]);
    return new Table(784, false, out.length / 2, pixels, out);
  }

  private static byte[] idx(String name, int headerBytes) {
    Path file = beside("data/mnist/" + name);
    try (InputStream in = open(file)) {
      in.skipNBytes(headerBytes);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file), 1 << 16);
  }
}
