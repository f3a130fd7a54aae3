package quotient.bits;

import java.util.Arrays;

/** Vectors of bits laid end to end. */
public final class BitBatch {
  private long[] bits = new long[16];
  private long count;

  /** No bits. */
  public BitBatch() {}

  /** Appends the first {@code lanes} bits of {@code vector}. */
  public void add(long[] vector, int lanes) {
    int words = BitVectors.words(count + lanes);
    if (words > bits.length) {
      bits = Arrays.copyOf(bits, Math.max(words, 2 * bits.length));
    }
    BitVectors.put(vector, lanes, bits, count);
    count += lanes;
  }

  /** All bits so far, and zeros after them. */
  public long[] bits() {
    return bits;
  }

  /** Bits so far. */
  public long count() {
    return count;
  }
}
