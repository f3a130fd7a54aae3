package quotient.engine;

import java.util.Arrays;

/**
 * A rows x columns matrix modulo 2^{@link #width()}, of which this side holds one additive share.
 * (On the clear engine this side holds everything.) Immutable. The methods here are linear, so they
 * work on the shares alone and cost nothing; a public constant must be added by one side only and
 * is therefore a verb of the engine.
 *
 * <p>Some products are exact only after rounding. Their shares have {@link #guard()} more bits:
 * {@code x_A + x_B = 2^guard x + d} modulo {@code 2^(width + guard)}, with |d| at most {@link
 * #error()}, which grows as such matrices are added. What turns shares into bits rounds it off, and
 * refuses if the guard bits do not suffice. Without guard bits d is zero.
 */
public final class Shares implements Operand {
  private final int rows;
  private final int columns;
  private final int width;
  private final int guard;
  private final long error;
  private final long[] values;

  private Shares(int rows, int columns, int width, int guard, long error, long[] values) {
    if (values.length != (long) rows * columns || width < 1 || width + guard > 64) {
      throw new IllegalArgumentException(
          values.length + " values of " + (width + guard) + " bits for " + rows + " x " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    this.guard = guard;
    this.error = error;
    this.values = values;
  }

  /** This side's share {@code values}, row-major, reduced modulo 2^width. */
  public static Shares of(int rows, int columns, int width, long[] values) {
    return reduced(rows, columns, width, 0, 0, values.clone());
  }

  /**
   * A matrix with guard bits.
   *
   * @param error the largest magnitude of d
   * @param values this side's share modulo 2^(width + guard)
   */
  public static Shares guarded(
      int rows, int columns, int width, int guard, long error, long[] values) {
    return reduced(rows, columns, width, guard, error, values.clone());
  }

  /** A matrix that keeps the array and reduces its numbers. */
  private static Shares reduced(
      int rows, int columns, int width, int guard, long error, long[] values) {
    return new Shares(rows, columns, width, guard, error, reduced(values, width + guard));
  }

  /** The array itself, with its numbers reduced. */
  private static long[] reduced(long[] values, int bits) {
    long mask = mask(bits);
    for (int i = 0; i < values.length; i++) {
      values[i] &= mask;
    }
    return values;
  }

  /** The zero matrix. */
  public static Shares zeros(int rows, int columns, int width) {
    return reduced(rows, columns, width, 0, 0, new long[Math.multiplyExact(rows, columns)]);
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

  /** Bits below the value. */
  public int guard() {
    return guard;
  }

  /** The largest magnitude of what the guard bits hold besides the value. */
  public long error() {
    return error;
  }

  /** Whether rounding gives the exact value: d is less than a quarter of a unit of it. */
  public boolean isExact() {
    return guard < 2 ? error == 0 : error < 1L << (guard - 2);
  }

  /**
   * This side's part of rounding: as they are if there are no guard bits, else with a single one,
   * which is left to be dropped: the sum of both parties' is {@code 2 x} or {@code 2 x + 1}. So
   * guard bits cost a circuit that adds shares one bit, however many they are.
   *
   * <p>With g guard bits one party adds {@code h = 3 2^(g-2)} and each drops the lowest g - 1 bits
   * of its share. As |d| is less than 2^(g-2), h + d lies between 2^(g-1) and 2^g, so the sum
   * without its lowest g - 1 bits is {@code 2 x + 1}; the sum of what each has left lacks at most
   * the carry out of the dropped bits: it is {@code 2 x + 1} or {@code 2 x}.
   *
   * @param addsConstant whether this is the party that adds h
   * @throws IllegalArgumentException if the guard bits do not suffice
   */
  public Shares rounded(boolean addsConstant) {
    if (!isExact()) {
      throw new IllegalArgumentException(this + " has too few guard bits for its error " + error);
    }
    if (guard == 0) {
      return this;
    }
    // Of a single guard bit nothing need be dropped: d is zero.
    long constant = addsConstant && guard > 1 ? 3L << (guard - 2) : 0;
    long mask = mask(width + guard);
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = ((values[i] + constant) & mask) >>> (guard - 1);
    }
    return new Shares(rows, columns, width, 1, 0, out);
  }

  /** The same matrix with {@code bits} guard bits, not less than it has. */
  public Shares withGuard(int bits) {
    int more = bits - guard;
    if (more == 0) {
      return this;
    }
    if (more < 0) {
      throw new IllegalArgumentException(this + " has more than " + bits + " guard bits");
    }
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] << more;
    }
    return reduced(rows, columns, width, bits, error << more, out);
  }

  @Override
  public int lanes() {
    return rows * columns;
  }

  /**
   * This side's share, row-major, in {@code 0 .. 2^(width + guard) - 1}: the array itself, for
   * engines, which must not change it.
   */
  public long[] values() {
    return values;
  }

  /** The sum, entry by entry; both have the same shape and width. */
  public Shares plus(Shares other) {
    if (other.rows != rows || other.columns != columns || other.width != width) {
      throw new IllegalArgumentException(this + " plus " + other);
    }
    int bits = Math.max(guard, other.guard);
    Shares a = withGuard(bits);
    Shares b = other.withGuard(bits);
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a.values[i] + b.values[i];
    }
    return reduced(rows, columns, width, bits, a.error + b.error, out);
  }

  /** The difference, entry by entry; both have the same shape and width and no guard bits. */
  public Shares minus(Shares other) {
    return plus(other.times(-1));
  }

  /** The product with the public {@code factor}. */
  public Shares times(long factor) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * factor;
    }
    return reduced(rows, columns, width, guard, error * Math.abs(factor), out);
  }

  /** The same matrix modulo 2^width, for a width that is not larger. */
  public Shares reduce(int newWidth) {
    if (newWidth > width) {
      throw new IllegalArgumentException("cannot widen " + this + " to " + newWidth + " bits");
    }
    return reduced(rows, columns, newWidth, guard, error, values.clone());
  }

  /** The sum of all entries, as a 1 x 1 matrix. */
  public Shares sum() {
    return reduced(
        1, 1, width, guard, error * values.length, new long[] {Arrays.stream(values).sum()});
  }

  /** The transposed matrix. */
  public Shares transpose() {
    long[] out = new long[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return new Shares(columns, rows, width, guard, error, out);
  }

  /**
   * The same entries in rows of another length.
   *
   * @param newColumns a divisor of the number of entries
   */
  public Shares inRowsOf(int newColumns) {
    return newColumns == columns
        ? this
        : new Shares(values.length / newColumns, newColumns, width, guard, error, values);
  }

  /** What the map makes of each row. */
  public Shares gather(Gather map) {
    check(map.inputs(), columns, map);
    return reduced(
        Math.multiplyExact(rows, map.rows()),
        map.columns(),
        width,
        guard,
        error * map.terms(),
        map.apply(values, rows));
  }

  /** What the transposed map makes of each {@link Gather#rows} rows: one row. */
  public Shares scatter(Gather map) {
    int count = rows / map.rows();
    check(map.columns(), columns, map);
    check(Math.multiplyExact(count, map.rows()), rows, map);
    return reduced(
        count, map.inputs(), width, guard, error * map.multiplicity(), map.scatter(values, count));
  }

  private void check(int expected, int actual, Gather map) {
    if (expected != actual) {
      throw new IllegalArgumentException(map + " of " + this);
    }
  }

  /** Rows {@code first, first + step, first + 2 step, ...}, as a matrix of its own. */
  public Shares everyRow(int first, int step) {
    int count = Math.ceilDiv(rows - first, step);
    long[] out = new long[count * columns];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, (first + i * step) * columns, out, i * columns, columns);
    }
    return reduced(count, columns, width, guard, error, out);
  }

  /** Overwrites this side's share with zeros; the matrix is of no use afterwards. */
  public void wipe() {
    Arrays.fill(values, 0);
  }

  @Override
  public String toString() {
    String guarded = guard == 0 ? "" : ", " + guard + " guard bits";
    return "Shares[" + rows + " x " + columns + " mod 2^" + width + guarded + "]";
  }
}
