package quotient.engine;

/**
 * The product of this side's share of one matrix and this side's share of another, modulo 2^width:
 * on the clear engine the whole product, in a two-party one the term that needs nobody else. Runs
 * in time that depends on shapes only.
 */
public sealed interface LocalProduct {
  /**
   * The product of p (rows x inner) and x.
   *
   * @param p row-major
   * @param x its ring is that of the product
   */
  static LocalProduct of(int rows, long[] p, Shares x) {
    if (p.length != (long) rows * x.rows()) {
      throw new IllegalArgumentException(p.length + " numbers in " + rows + " rows, times " + x);
    }
    return x.width() <= Integer.SIZE ? new OfInts(rows, p, x) : new OfLongs(rows, p, x);
  }

  /** Rows. */
  int rows();

  /** Columns. */
  int columns();

  /** Writes row {@code i} of the product to its place in {@code out}, which is row-major. */
  void row(int i, long[] out);

  /** The whole product, row-major. */
  default long[] values() {
    long[] out = new long[Math.multiplyExact(rows(), columns())];
    for (int i = 0; i < rows(); i++) {
      row(i, out);
    }
    return out;
  }

  /** In rings of up to 32 bits, where it takes half the time. */
  final class OfInts implements LocalProduct {
    private final int[][] p;
    private final int[][] x;
    private final int columns;

    private OfInts(int rows, long[] p, Shares x) {
      this.p = rows(p, rows, x.rows());
      this.x = rows(x.values(), x.rows(), x.columns());
      columns = x.columns();
    }

    private static int[][] rows(long[] values, int rows, int columns) {
      int[][] out = new int[rows][columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          out[i][j] = (int) values[i * columns + j];
        }
      }
      return out;
    }

    @Override
    public int rows() {
      return p.length;
    }

    @Override
    public int columns() {
      return columns;
    }

    @Override
    public void row(int i, long[] out) {
      int[] sum = new int[columns];
      for (int j = 0; j < x.length; j++) {
        multiplyAdd(sum, x[j], p[i][j]);
      }
      for (int c = 0; c < columns; c++) {
        out[i * columns + c] = sum[c];
      }
    }

    private static void multiplyAdd(int[] sum, int[] x, int factor) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += x[c] * factor;
      }
    }
  }

  /** In wider rings. */
  final class OfLongs implements LocalProduct {
    private final int rows;
    private final long[] p;
    private final Shares x;

    private OfLongs(int rows, long[] p, Shares x) {
      this.rows = rows;
      this.p = p;
      this.x = x;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public int columns() {
      return x.columns();
    }

    @Override
    public void row(int i, long[] out) {
      int columns = x.columns();
      for (int j = 0; j < x.rows(); j++) {
        multiplyAdd(out, i * columns, x.values(), j * columns, columns, p[i * x.rows() + j]);
      }
    }

    private static void multiplyAdd(
        long[] sum, int at, long[] x, int from, int columns, long factor) {
      for (int c = 0; c < columns; c++) {
        sum[at + c] += x[from + c] * factor;
      }
    }
  }
}
