package quotient.engine;

import java.util.Arrays;

/**
 * A rows x columns matrix modulo 2^{@link #width()}, of which this side holds one additive share:
 * {@code x = x_A + x_B mod 2^width}. (On the clear engine this side holds everything.) Immutable.
 * The methods here are linear, so they work on the shares alone and cost nothing; a public constant
 * must be added by one side only and is therefore a verb of the engine.
 */
public final class Shares implements Operand {
  private final int rows;
  private final int columns;
  private final int width;
  private final long[] values;
  private final Owners rowOwners;
  private final Owners columnOwners;

  private Shares(
      int rows, int columns, int width, long[] values, Owners rowOwners, Owners columnOwners) {
    if (values.length != rows * columns || width < 1 || width > 64) {
      throw new IllegalArgumentException(
          values.length + " values of " + width + " bits for " + rows + " x " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    this.values = values;
    this.rowOwners = rowOwners;
    this.columnOwners = columnOwners;
  }

  /** This side's share {@code values}, row-major, reduced modulo 2^width. */
  public static Shares of(int rows, int columns, int width, long[] values) {
    return ofColumns(rows, columns, width, values, Owners.NONE);
  }

  /** As {@link #of}, where column c is known to its owner and {@code values} is zero elsewhere. */
  public static Shares ofColumns(
      int rows, int columns, int width, long[] values, Owners columnOwners) {
    long[] reduced = new long[values.length];
    long mask = mask(width);
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = values[i] & mask;
    }
    return new Shares(rows, columns, width, reduced, Owners.NONE, columnOwners);
  }

  /** The zero matrix. */
  public static Shares zeros(int rows, int columns, int width) {
    return of(rows, columns, width, new long[rows * columns]);
  }

  /** 2^width - 1. */
  public static long mask(int width) {
    return -1L >>> (64 - width);
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Columns. */
  public int columns() {
    return columns;
  }

  /** The ring is the integers modulo 2^width. */
  public int width() {
    return width;
  }

  @Override
  public int lanes() {
    return rows * columns;
  }

  /** Who knows a row in the clear. */
  public Owners rowOwners() {
    return rowOwners;
  }

  /** Who knows a column in the clear. */
  public Owners columnOwners() {
    return columnOwners;
  }

  /**
   * This side's share, row-major, in {@code 0 .. 2^width - 1}: the array itself, for engines, which
   * must not change it.
   */
  public long[] values() {
    return values;
  }

  /** The sum, entry by entry; both have the same shape and width. */
  public Shares plus(Shares other) {
    if (other.rows != rows || other.columns != columns || other.width != width) {
      throw new IllegalArgumentException(this + " plus " + other);
    }
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] + other.values[i];
    }
    return of(rows, columns, width, out);
  }

  /** The product with the public {@code factor}. */
  public Shares times(long factor) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * factor;
    }
    return new Shares(
        rows, columns, width, of(rows, columns, width, out).values, rowOwners, columnOwners);
  }

  /** The same matrix modulo 2^width, for a width that is not larger. */
  public Shares reduce(int newWidth) {
    if (newWidth > width) {
      throw new IllegalArgumentException("cannot widen " + this + " to " + newWidth + " bits");
    }
    long[] reduced = of(rows, columns, newWidth, values).values;
    return new Shares(rows, columns, newWidth, reduced, rowOwners, columnOwners);
  }

  /** The sum of all entries, as a 1 x 1 matrix. */
  public Shares sum() {
    return of(1, 1, width, new long[] {Arrays.stream(values).sum()});
  }

  /** The transposed matrix. */
  public Shares transpose() {
    long[] out = new long[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return new Shares(columns, rows, width, out, columnOwners, rowOwners);
  }

  /** Rows {@code first, first + step, first + 2 step, ...}, as a matrix of its own. */
  public Shares everyRow(int first, int step) {
    int count = Math.ceilDiv(rows - first, step);
    long[] out = new long[count * columns];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, (first + i * step) * columns, out, i * columns, columns);
    }
    return of(count, columns, width, out);
  }

  /** This matrix with rows {@code first, first + step, ...} replaced by those of {@code part}. */
  public Shares withEveryRow(int first, int step, Shares part) {
    long[] out = values.clone();
    for (int i = 0; i < part.rows; i++) {
      System.arraycopy(part.values, i * columns, out, (first + i * step) * columns, columns);
    }
    return of(rows, columns, width, out);
  }

  /** Overwrites this side's share with zeros; the matrix is of no use afterwards. */
  public void wipe() {
    Arrays.fill(values, 0);
  }

  @Override
  public String toString() {
    return "Shares[" + rows + " x " + columns + " mod 2^" + width + "]";
  }
}
