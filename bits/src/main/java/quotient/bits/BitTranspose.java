package quotient.bits;

/** Transposes the 128 x n bit matrix of an OT extension into n blocks, a tile at a time. */
public interface BitTranspose {
  /** Columns in a tile: 64 bytes of each row. */
  int TILE = 512;

  /** The form that this process runs; for one thread. */
  static BitTranspose create() {
    return Kernels.VECTOR ? new BitTransposeVector() : new BitTransposePlain();
  }

  /**
   * Bit i of output block j is bit j of row i, for {@link #TILE} columns.
   *
   * @param rows row i has its 64 bytes at byte {@code at + i * stride}
   * @param out receives the blocks from byte {@code outAt} on
   */
  void tile(byte[] rows, int at, int stride, byte[] out, int outAt);
}
