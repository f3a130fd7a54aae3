package quotient.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A table of examples in the integers of the training algorithm: {@code rows x features} values of
 * 0..127 (pixels) or -127..127 (other tables), and for each row a class of 0..classes-1, unless the
 * rows are there to be predicted and nobody knows their classes.
 *
 * <p>One byte a value, in one flat row-major array, so that 60,000 images of 784 pixels take 47 MB.
 * Neither {@link #values()} nor {@link #labels()} copies; whoever holds them must not write to
 * them.
 *
 * <p><b>Security guarantees:</b> the table is a party's private data; {@code toString} shows its
 * shape only.
 */
public final class Dataset {
  /** As many values as an array can hold. */
  static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private final int rows;
  private final int features;
  private final int classes;
  private final byte[] values;
  private final Optional<int[]> labels;
  private final Optional<ColumnNames> columns;

  private Dataset(
      int features,
      int classes,
      byte[] values,
      Optional<int[]> labels,
      Optional<ColumnNames> columns) {
    this.rows = values.length / features;
    this.features = features;
    this.classes = classes;
    this.values = values;
    this.labels = labels;
    this.columns = columns;
  }

  /**
   * Makes a table out of the two arrays, which it keeps: the caller must not change them any more.
   *
   * @param values row-major, {@code labels.length * features} values of -127..127
   * @param labels one class of 0..classes-1 a row; no row at all is allowed
   * @throws IllegalArgumentException if a size, a value or a label is out of range
   */
  public static Dataset of(int features, int classes, byte[] values, int[] labels) {
    checkValues(features, classes, values);
    if (values.length != (long) labels.length * features) {
      throw new IllegalArgumentException(
          values.length + " values are not " + labels.length + " rows of " + features);
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("a label is not in 0.." + (classes - 1));
      }
    }
    return new Dataset(features, classes, values, Optional.of(labels), Optional.empty());
  }

  /**
   * Makes a table without labels out of the array, which it keeps: the caller must not change it
   * any more.
   *
   * @param values row-major, a whole number of rows of {@code features} values of -127..127
   * @throws IllegalArgumentException if a size or a value is out of range
   */
  public static Dataset unlabelled(int features, int classes, byte[] values) {
    checkValues(features, classes, values);
    if (values.length % features != 0) {
      throw new IllegalArgumentException(values.length + " values are no rows of " + features);
    }
    return new Dataset(features, classes, values, Optional.empty(), Optional.empty());
  }

  private static void checkValues(int features, int classes, byte[] values) {
    if (features < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "a table needs at least 1 feature and 1 class, not " + features + " and " + classes);
    }
    for (byte value : values) {
      if (value == Byte.MIN_VALUE) {
        throw new IllegalArgumentException("a value is -128; the least is -127");
      }
    }
  }

  /** The same table, which was read by columns of these names. */
  Dataset readBy(ColumnNames names) {
    return new Dataset(features, classes, values, labels, Optional.of(names));
  }

  /** Number of rows, possibly 0. */
  public int rows() {
    return rows;
  }

  /** Number of values in a row: the network's first width. */
  public int features() {
    return features;
  }

  /** Number of classes: the network's last width. */
  public int classes() {
    return classes;
  }

  /** All values, row-major, {@code rows * features}; not a copy. */
  public byte[] values() {
    return values;
  }

  /** Whether the classes of the rows are known. */
  public boolean hasLabels() {
    return labels.isPresent();
  }

  /**
   * The class of each row, {@code rows} long; not a copy.
   *
   * @throws IllegalStateException if the table {@linkplain #hasLabels has no labels}
   */
  public int[] labels() {
    return labels.orElseThrow(() -> new IllegalStateException("the table has no labels"));
  }

  /** The names of the columns, where the table comes from a file that names them. */
  public Optional<ColumnNames> columns() {
    return columns;
  }

  /**
   * The given rows in the given order; a row may come more than once.
   *
   * @throws IndexOutOfBoundsException if a row is not in 0..rows-1
   * @throws DataException if the chosen rows have 2 GiB of values or more
   */
  public Dataset select(int[] chosen) {
    if (chosen.length > MAX_VALUES / features) {
      throw new DataException(
          chosen.length + " rows of " + features + " features are too many; choose fewer");
    }
    byte[] chosenValues = new byte[chosen.length * features];
    for (int i = 0; i < chosen.length; i++) {
      int row = Objects.checkIndex(chosen[i], rows);
      System.arraycopy(values, row * features, chosenValues, i * features, features);
    }
    return new Dataset(
        features,
        classes,
        chosenValues,
        labels.map(known -> Arrays.stream(chosen).map(row -> known[row]).toArray()),
        columns);
  }

  /**
   * The rows from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= rows}
   */
  public Dataset range(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Dataset(
        features,
        classes,
        Arrays.copyOfRange(values, from * features, to * features),
        labels.map(known -> Arrays.copyOfRange(known, from, to)),
        columns);
  }

  @Override
  public String toString() {
    return "Dataset[" + rows + " rows x " + features + " features, " + classes + " classes]";
  }
}
