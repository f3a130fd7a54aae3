package quotient.engine;

/**
 * The product of this side's planes and this side's shares, modulo 2^32: on the clear engine the
 * whole product, in a two-party one the term that needs nobody else. Runs in time that depends on
 * shapes only.
 */
public final class LocalProduct {
  private final int[][] factors;
  private final int[][] x;

  /** Lays out the operands; both rings have at most 32 bits. */
  public LocalProduct(Planes planes, Shares shares) {
    if (planes.columns() != shares.rows() || shares.width() > Integer.SIZE) {
      throw new IllegalArgumentException(planes + " times " + shares);
    }
    factors = new int[planes.rows()][planes.columns()];
    for (int k = 0; k < planes.count(); k++) {
      long[] bits = planes.bits(k);
      int weight = (int) planes.weight(k);
      int at = 0;
      for (int[] row : factors) {
        for (int j = 0; j < row.length; j++) {
          row[j] += BitVectors.get(bits, at++) * weight;
        }
      }
    }
    x = new int[shares.rows()][shares.columns()];
    int at = 0;
    for (int[] row : x) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (int) shares.values()[at++];
      }
    }
  }

  /** Adds row {@code i} of the product to {@code sum}. */
  public void addRow(int i, int[] sum) {
    for (int j = 0; j < x.length; j++) {
      multiplyAdd(sum, x[j], factors[i][j]);
    }
  }

  private static void multiplyAdd(int[] sum, int[] x, int factor) {
    for (int c = 0; c < sum.length; c++) {
      sum[c] += x[c] * factor;
    }
  }
}
