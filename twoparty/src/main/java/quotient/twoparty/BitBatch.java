package quotient.twoparty;

import java.util.Arrays;
import quotient.engine.BitVectors;

/** Vectors of bits laid end to end. */
final class BitBatch {
  private long[] bits = new long[16];
  private long count;

  /** Appends the first {@code lanes} bits of {@code vector}. */
  void add(long[] vector, int lanes) {
    int words = BitVectors.words(count + lanes);
    if (words > bits.length) {
      bits = Arrays.copyOf(bits, Math.max(words, 2 * bits.length));
    }
    BitVectors.put(vector, lanes, bits, count);
    count += lanes;
  }

  /** All bits so far, and zeros after them. */
  long[] bits() {
    return bits;
  }

  /** Bits so far. */
  long count() {
    return count;
  }
}
