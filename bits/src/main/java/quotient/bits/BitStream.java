package quotient.bits;

/** Numbers of a fixed number of bits laid end to end in bytes, little endian. */
public final class BitStream {
  private BitStream() {}

  /** Bytes of {@code count} numbers, whole words. */
  public static int bytes(int count, int bits) {
    return Math.ceilDiv(count * bits, Long.SIZE) * Long.BYTES;
  }

  /**
   * Writes numbers.
   *
   * @param values in {@code 0 .. 2^bits - 1}
   * @return the offset behind what was written
   */
  public static int put(long[] values, int count, int bits, byte[] out, int offset) {
    long word = 0;
    int filled = 0;
    int at = offset;
    for (int i = 0; i < count; i++) {
      word |= values[i] << filled;
      filled += bits;
      if (filled >= Long.SIZE) {
        Words.set(out, at, word);
        at += Long.BYTES;
        filled -= Long.SIZE;
        // A shift by 64 is none, and nothing is left where the number ended with its word.
        word = filled == 0 ? 0 : values[i] >>> (bits - filled);
      }
    }
    if (filled > 0) {
      Words.set(out, at, word);
      at += Long.BYTES;
    }
    return at;
  }

  /** Reads what {@link #put} wrote; returns the offset behind it. */
  public static int get(byte[] in, int offset, int count, int bits, long[] values) {
    long mask = -1L >>> (64 - bits);
    int at = offset;
    long word = 0;
    int left = 0;
    for (int i = 0; i < count; i++) {
      long value = word;
      if (left < bits) {
        word = Words.get(in, at);
        at += Long.BYTES;
        value |= word << left;
        int taken = bits - left;
        word = taken == Long.SIZE ? 0 : word >>> taken;
        left = Long.SIZE - taken;
      } else {
        word >>>= bits;
        left -= bits;
      }
      values[i] = value & mask;
    }
    return at;
  }
}
