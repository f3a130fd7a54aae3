package quotient.engine;

import java.util.Arrays;

/**
 * A public linear map, the same for each row of a matrix: from a row x of {@link #inputs} entries
 * it makes {@link #rows} rows of {@link #columns} entries, each a sum of {@link #terms} entries of
 * x. The windows of an image, one a row, are such a map, and so are sums over windows and entries
 * that are repeated. On shares and on values that a party knows it costs nothing.
 *
 * <p>Objects are equal only to themselves: one map is made for a layer and is then what its {@link
 * Matrix.View views} are known by.
 */
public final class Gather {
  /** In place of an index: zero. */
  public static final int ZERO = -1;

  private final int inputs;
  private final int rows;
  private final int columns;
  private final int terms;
  private final int[] indices;

  private Gather(int inputs, int rows, int columns, int terms, int[] indices) {
    if (indices.length != (long) rows * columns * terms) {
      throw new IllegalArgumentException(
          indices.length + " indices for " + rows + " x " + columns + " sums of " + terms);
    }
    for (int index : indices) {
      if (index < ZERO || index >= inputs) {
        throw new IllegalArgumentException("index " + index + " of " + inputs + " entries");
      }
    }
    this.inputs = inputs;
    this.rows = rows;
    this.columns = columns;
    this.terms = terms;
    this.indices = indices;
  }

  /**
   * Single entries.
   *
   * @param indices of the entries, row-major; {@link #ZERO} for zero
   */
  public static Gather of(int inputs, int rows, int columns, int[] indices) {
    return ofSums(inputs, rows, columns, 1, indices);
  }

  /**
   * Sums.
   *
   * @param indices of the entries of each sum, one sum after the other, row-major; {@link #ZERO}
   *     for zero
   */
  public static Gather ofSums(int inputs, int rows, int columns, int terms, int[] indices) {
    return new Gather(inputs, rows, columns, terms, indices.clone());
  }

  /** Entries of a row that it is applied to. */
  public int inputs() {
    return inputs;
  }

  /** Rows that it makes of a row. */
  public int rows() {
    return rows;
  }

  /** Columns of these. */
  public int columns() {
    return columns;
  }

  /** Entries in a sum. */
  public int terms() {
    return terms;
  }

  /** In how many places the entry is that is in most, each as often as it is there. */
  public int multiplicity() {
    int[] places = new int[inputs];
    for (int index : indices) {
      if (index != ZERO) {
        places[index]++;
      }
    }
    return Arrays.stream(places).max().orElse(0);
  }

  /**
   * The lanes that a map of single entries takes from {@code count} rows that lie one after the
   * other.
   */
  public int[] lanes(int count) {
    if (terms != 1) {
      throw new IllegalStateException("sums of " + terms + " entries are no lanes");
    }
    int[] out = new int[Math.multiplyExact(count, indices.length)];
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < indices.length; i++) {
        out[b * indices.length + i] = indices[i] == ZERO ? ZERO : b * inputs + indices[i];
      }
    }
    return out;
  }

  /** What it makes of {@code count} rows. */
  long[] apply(long[] x, int count) {
    int size = rows * columns;
    long[] out = new long[Math.multiplyExact(count, size)];
    for (int b = 0; b < count; b++) {
      int base = b * inputs;
      int at = 0;
      for (int i = 0; i < size; i++) {
        long sum = 0;
        for (int t = 0; t < terms; t++) {
          int index = indices[at++];
          sum += index == ZERO ? 0 : x[base + index];
        }
        out[b * size + i] = sum;
      }
    }
    return out;
  }

  /** The transposed map: adds each entry back to where it came from. */
  long[] scatter(long[] y, int count) {
    int size = rows * columns;
    long[] out = new long[Math.multiplyExact(count, inputs)];
    for (int b = 0; b < count; b++) {
      int base = b * inputs;
      int at = 0;
      for (int i = 0; i < size; i++) {
        long value = y[b * size + i];
        for (int t = 0; t < terms; t++) {
          int index = indices[at++];
          if (index != ZERO) {
            out[base + index] += value;
          }
        }
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return "Gather[" + inputs + " to " + rows + " x " + columns + ", sums of " + terms + "]";
  }
}
