package quotient.bits;

/** {@link LowBits} one by one. */
final class LowBitsPlain implements LowBits {
  @Override
  public void gather(byte[] blocks, int count, long[][] planes, int at) {
    for (int p = 0; p < planes.length; p++) {
      gather(blocks, 0, count, p, planes[p], at);
    }
  }

  /** Bit p of the blocks from number {@code first}, a multiple of 64, on. */
  static void gather(byte[] blocks, int first, int count, int p, long[] plane, int at) {
    for (int from = first; from < count; from += Long.SIZE) {
      long word = 0;
      int n = Math.min(Long.SIZE, count - from);
      for (int i = 0; i < n; i++) {
        word |= (blocks[BLOCK * (from + i) + p / Byte.SIZE] >>> p % Byte.SIZE & 1L) << i;
      }
      plane[at + from / Long.SIZE] = word;
    }
  }
}
