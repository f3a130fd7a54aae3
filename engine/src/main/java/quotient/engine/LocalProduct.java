package quotient.engine;

/**
 * The product of this side's share of one matrix and this side's share of another, modulo 2^32: on
 * the clear engine the whole product, in a two-party one the term that needs nobody else. Runs in
 * time that depends on shapes only.
 */
public final class LocalProduct {
  private final int[][] factors;
  private final int[][] x;

  private LocalProduct(int[][] factors, Shares shares) {
    this.factors = factors;
    x = rows(shares.values(), shares.rows(), shares.columns());
  }

  /** The product of planes and shares; both rings have at most 32 bits. */
  public static LocalProduct of(Planes planes, Shares shares) {
    check(planes, planes.columns(), shares);
    return new LocalProduct(rows(planes.values(), planes.rows(), planes.columns()), shares);
  }

  /** The product of two matrices of shares; both rings have at most 32 bits. */
  public static LocalProduct of(Shares p, Shares shares) {
    check(p, p.columns(), shares);
    return new LocalProduct(rows(p.values(), p.rows(), p.columns()), shares);
  }

  private static void check(Object left, int columns, Shares shares) {
    if (columns != shares.rows() || shares.width() > Integer.SIZE) {
      throw new IllegalArgumentException(left + " times " + shares);
    }
  }

  private static int[][] rows(long[] values, int rows, int columns) {
    int[][] out = new int[rows][columns];
    for (int i = 0; i < values.length; i++) {
      out[i / columns][i % columns] = (int) values[i];
    }
    return out;
  }

  /** Adds row {@code i} of the product to {@code sum}. */
  public void addRow(int i, int[] sum) {
    for (int j = 0; j < x.length; j++) {
      multiplyAdd(sum, x[j], factors[i][j]);
    }
  }

  /** The whole product, row-major. */
  public long[] values() {
    int columns = x[0].length;
    long[] out = new long[Math.multiplyExact(factors.length, columns)];
    for (int i = 0; i < factors.length; i++) {
      int[] sum = new int[columns];
      addRow(i, sum);
      for (int c = 0; c < columns; c++) {
        out[i * columns + c] = sum[c];
      }
    }
    return out;
  }

  private static void multiplyAdd(int[] sum, int[] x, int factor) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] += x[c] * factor;
    }
  }
}
