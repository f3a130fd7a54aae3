package quotient.bits;

/**
 * Integers of exactly {@code width} bits on the wire, because bytes are what a product costs: ints
 * of up to 32 bits, longs of up to 64. Equal numbers of equal width make equal bytes.
 */
public final class BitPacking {
  private BitPacking() {}

  /** Bytes of {@code count} packed entries: whole bytes. */
  public static int bytes(int count, int width) {
    return (int) (((long) count * width + 7) / 8);
  }

  /**
   * Packs the low {@code width} bits of the first {@code count} values.
   *
   * @param width 1 to 32
   * @param out has room for {@link #bytes} and seven bytes more from {@code offset}
   */
  public static void pack(int[] values, int count, int width, byte[] out, int offset) {
    long mask = (1L << width) - 1;
    long pending = 0;
    int bits = 0;
    int at = offset;
    for (int i = 0; i < count; i++) {
      long value = values[i] & mask;
      pending |= value << bits;
      bits += width;
      if (bits >= 64) {
        Words.set(out, at, pending);
        at += 8;
        bits -= 64;
        pending = bits == 0 ? 0 : value >>> (width - bits);
      }
    }
    if (bits > 0) {
      Words.set(out, at, pending);
    }
  }

  /**
   * The inverse of {@link #pack}, zero-extended.
   *
   * @param in has {@link #bytes} and seven bytes more, of any value, from {@code offset}
   */
  public static void unpack(byte[] in, int offset, int count, int width, int[] values) {
    int mask = (int) ((1L << width) - 1);
    long bit = 8L * offset;
    for (int i = 0; i < count; i++, bit += width) {
      // At most 7 + 32 bits from the byte in which the entry begins.
      values[i] = (int) (Words.get(in, (int) (bit >>> 3)) >>> (bit & 7)) & mask;
    }
  }

  /** As {@link #pack(int[], int, int, byte[], int)}, of 1 to 64 bits. */
  public static void pack(long[] values, int count, int width, byte[] out, int offset) {
    long mask = -1L >>> (64 - width);
    long pending = 0;
    int bits = 0;
    int at = offset;
    for (int i = 0; i < count; i++) {
      long value = values[i] & mask;
      pending |= value << bits;
      bits += width;
      if (bits >= 64) {
        Words.set(out, at, pending);
        at += 8;
        bits -= 64;
        pending = bits == 0 ? 0 : value >>> (width - bits);
      }
    }
    if (bits > 0) {
      Words.set(out, at, pending);
    }
  }

  /** As {@link #unpack(byte[], int, int, int, int[])}, of 1 to 64 bits. */
  public static void unpack(byte[] in, int offset, int count, int width, long[] values) {
    long mask = -1L >>> (64 - width);
    long bit = 8L * offset;
    for (int i = 0; i < count; i++, bit += width) {
      int at = (int) (bit >>> 3);
      int shift = (int) bit & 7;
      long value = Words.get(in, at) >>> shift;
      if (shift + width > 64) {
        value |= (long) in[at + 8] << (64 - shift);
      }
      values[i] = value & mask;
    }
  }
}
