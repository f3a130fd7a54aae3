package quotient.twoparty;

/** Adds a row of one direction's columns to a row of all columns. */
final class Scatter {
  private Scatter() {}

  /** {@code sum[columns[c]] += weight * row[c]}. */
  static void add(int[] sum, BitPlaneProduct.Direction direction, int[] row, int weight) {
    if (direction.allColumns()) {
      // The plain loop is worth its lines: it becomes vector code.
      for (int c = 0; c < sum.length; c++) {
        sum[c] += weight * row[c];
      }
      return;
    }
    int[] columns = direction.columns();
    for (int c = 0; c < columns.length; c++) {
      sum[columns[c]] += weight * row[c];
    }
  }
}
