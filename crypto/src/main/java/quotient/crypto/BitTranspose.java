package quotient.crypto;

/** Transposes the 128 x n bit matrix of an OT extension into n blocks. */
final class BitTranspose {
  private BitTranspose() {}

  /**
   * Bit i of output block j is bit j of row i.
   *
   * @param rows 128 rows of {@code columns / 8} bytes each, one after the other
   * @param columns a multiple of 64
   */
  static void transpose128(byte[] rows, int columns, byte[] out) {
    int stride = columns / 8;
    long[] block = new long[64];
    for (int c = 0; c < columns; c += 64) {
      for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 64; i++) {
          block[i] = Words.get(rows, (64 * half + i) * stride + c / 8);
        }
        transpose64(block);
        for (int i = 0; i < 64; i++) {
          Words.set(out, 16 * (c + i) + 8 * half, block[i]);
        }
      }
    }
  }

  private static void transpose64(long[] m) {
    long mask = 0x00000000FFFFFFFFL;
    for (int j = 32; j != 0; j >>>= 1, mask ^= mask << j) {
      for (int k = 0; k < 64; k = ((k | j) + 1) & ~j) {
        long t = ((m[k] >>> j) ^ m[k | j]) & mask;
        m[k] ^= t << j;
        m[k | j] ^= t;
      }
    }
  }
}
