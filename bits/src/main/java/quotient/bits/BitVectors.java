package quotient.bits;

import java.util.Arrays;

/**
 * Bit vectors packed in words, bit i in bit {@code i mod 64} of word {@code i / 64}, and the
 * transposition between them and integers. Bits past the last one are kept zero.
 */
public final class BitVectors {
  private BitVectors() {}

  /** The number of words that hold {@code bits} bits. */
  public static int words(int bits) {
    return words((long) bits);
  }

  /** The number of words that hold {@code bits} bits, which must fit an array. */
  public static int words(long bits) {
    return Math.toIntExact((bits + 63) >>> 6);
  }

  /** The bit at {@code index}, as 0 or 1. */
  public static int get(long[] bits, long index) {
    return (int) (bits[(int) (index >>> 6)] >>> index) & 1;
  }

  /** Bits {@code from} (inclusive) to {@code to} (exclusive). */
  public static long[] slice(long[] bits, long from, long to) {
    long count = to - from;
    long[] out = new long[words(count)];
    int word = (int) (from >>> 6);
    int shift = (int) from & 63;
    if (shift == 0) {
      System.arraycopy(bits, word, out, 0, out.length);
    } else {
      for (int i = 0; i < out.length; i++) {
        long high = word + i + 1 < bits.length ? bits[word + i + 1] : 0;
        out[i] = bits[word + i] >>> shift | high << (64 - shift);
      }
    }
    clearTail(out, count);
    return out;
  }

  /**
   * Writes the first {@code count} bits of {@code source} into {@code target} from bit {@code at}.
   */
  public static void put(long[] source, int count, long[] target, long at) {
    int word = (int) (at >>> 6);
    int shift = (int) at & 63;
    if (shift == 0) {
      System.arraycopy(source, 0, target, word, words(count));
      return;
    }
    for (int i = 0; i < words(count); i++) {
      target[word + i] |= source[i] << shift;
      if (word + i + 1 < target.length) {
        target[word + i + 1] |= source[i] >>> (64 - shift);
      }
    }
  }

  /** {@code count} ones. */
  public static long[] ones(int count) {
    long[] out = new long[words(count)];
    Arrays.fill(out, -1L);
    clearTail(out, count);
    return out;
  }

  /** The sum of two vectors of equal length. */
  public static long[] xor(long[] a, long[] b) {
    long[] out = new long[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] ^ b[i];
    }
    return out;
  }

  /** The product of two vectors of equal length, bit by bit. */
  public static long[] and(long[] a, long[] b) {
    long[] out = new long[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] & b[i];
    }
    return out;
  }

  /** The given bits, each as often as it is named; zero where an index is negative. */
  public static long[] gather(long[] bits, int[] indices) {
    long[] out = new long[words(indices.length)];
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      if (index >= 0) {
        out[i >>> 6] |= (bits[index >>> 6] >>> index & 1) << i;
      }
    }
    return out;
  }

  /** Zeroes what lies past the first {@code count} bits in the words that hold them. */
  public static void clearTail(long[] bits, long count) {
    if ((count & 63) != 0) {
      bits[bits.length - 1] &= (1L << (count & 63)) - 1;
    }
  }

  /** The low {@code width} bits of the values {@code from .. to - 1}: one bit vector per bit. */
  public static long[][] split(long[] values, int from, int to, int width) {
    int count = to - from;
    long[][] out = new long[width][words(count)];
    long[] block = new long[64];
    for (int w = 0; w < words(count); w++) {
      int n = Math.min(64, count - 64 * w);
      System.arraycopy(values, from + 64 * w, block, 0, n);
      Arrays.fill(block, n, 64, 0);
      transpose64(block);
      for (int k = 0; k < width; k++) {
        out[k][w] = block[k];
      }
    }
    return out;
  }

  /** The inverse of {@link #split}: {@code count} unsigned values of {@code bits.length} bits. */
  public static long[] join(long[][] bits, int count) {
    long[] out = new long[count];
    long[] block = new long[64];
    for (int w = 0; w < words(count); w++) {
      Arrays.fill(block, 0);
      for (int k = 0; k < bits.length; k++) {
        block[k] = bits[k][w];
      }
      transpose64(block);
      System.arraycopy(block, 0, out, 64 * w, Math.min(64, count - 64 * w));
    }
    return out;
  }

  /** Transposes a rows x columns bit matrix, row-major without padding. */
  public static long[] transpose(long[] bits, int rows, int columns) {
    long[] out = new long[words((long) rows * columns)];
    long[] block = new long[64];
    for (int r = 0; r < rows; r += 64) {
      int height = Math.min(64, rows - r);
      for (int c = 0; c < columns; c += 64) {
        int width = Math.min(64, columns - c);
        for (int i = 0; i < 64; i++) {
          block[i] = i < height ? getUpTo64(bits, (long) (r + i) * columns + c, width) : 0;
        }
        transpose64(block);
        for (int i = 0; i < width; i++) {
          putUpTo64(out, (long) (c + i) * rows + r, block[i]);
        }
      }
    }
    return out;
  }

  private static long getUpTo64(long[] bits, long at, int count) {
    int word = (int) (at >>> 6);
    int shift = (int) at & 63;
    long value = bits[word] >>> shift;
    if (shift + count > 64) {
      value |= bits[word + 1] << (64 - shift);
    }
    return count == 64 ? value : value & ((1L << count) - 1);
  }

  private static void putUpTo64(long[] bits, long at, long value) {
    int word = (int) (at >>> 6);
    int shift = (int) at & 63;
    bits[word] |= value << shift;
    if (shift != 0 && word + 1 < bits.length) {
      bits[word + 1] |= value >>> (64 - shift);
    }
  }

  /** Transposes a 64 x 64 bit matrix in place: bit j of row i becomes bit i of row j. */
  static void transpose64(long[] m) {
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
