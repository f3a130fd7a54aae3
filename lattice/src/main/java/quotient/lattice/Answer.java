package quotient.lattice;

/** From the coefficients of an answer to a share of the product: the same at both parties. */
final class Answer {
  private Answer() {}

  /**
   * Rounds this party's summands of the phase, modulo 2^replyBits, to units of the last guard bit.
   */
  static void round(Packing packing, long[] values) {
    int drop = packing.replyBits() - packing.width - packing.guard;
    long half = 1L << (drop - 1);
    long mask = -1L >>> (64 - packing.width - packing.guard);
    for (int j = 0; j < packing.usedCoefficients(); j++) {
      values[j] = ((values[j] + half) >>> drop) & mask;
    }
  }

  /** Copies the coefficients of a block of Z to where they belong. */
  static void place(Packing packing, long[] values, int rowBlock, int columnBlock, long[] share) {
    int firstColumn = columnBlock * packing.blockColumns;
    int count = Math.min(packing.blockColumns, packing.columns - firstColumn);
    int firstRow = rowBlock * packing.blockRows;
    int lastRow = Math.min(packing.rows, firstRow + packing.blockRows);
    for (int i = firstRow; i < lastRow; i++) {
      System.arraycopy(
          values,
          (i - firstRow) * packing.blockColumns,
          share,
          i * packing.columns + firstColumn,
          count);
    }
  }
}
