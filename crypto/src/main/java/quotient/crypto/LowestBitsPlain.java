package quotient.crypto;

/** {@link LowestBits} one by one. */
final class LowestBitsPlain implements LowestBits {
  @Override
  public void gather(byte[] blocks, int count, long[] out, int at) {
    gather(blocks, 0, count, out, at);
  }

  /** As {@link #gather(byte[], int, long[], int)}, from block {@code first} on. */
  static void gather(byte[] blocks, int first, int count, long[] out, int at) {
    for (int from = first; from < count; from += Long.SIZE) {
      long word = 0;
      int n = Math.min(Long.SIZE, count - from);
      for (int i = 0; i < n; i++) {
        word |= (blocks[SecretBlock.BYTES * (from + i)] & 1L) << i;
      }
      out[at + (from - first) / Long.SIZE] = word;
    }
  }
}
