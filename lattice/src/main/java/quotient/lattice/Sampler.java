package quotient.lattice;

import java.security.SecureRandom;
import java.util.Arrays;
import quotient.bits.Words;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;

/** Random polynomials from an AES stream. */
final class Sampler {
  private static final int N = Parameters.DEGREE;
  private static final long ERROR_BITS = (1L << Parameters.MAX_ERROR) - 1;

  private final Prg stream;
  private final byte[] bytes = new byte[Long.BYTES * N];
  private int used = bytes.length;

  Sampler(SecretBlock seed) {
    stream = new Prg(seed);
  }

  static Sampler secret(SecureRandom random) {
    SecretBlock seed = SecretBlock.random(random);
    Sampler sampler = new Sampler(seed);
    seed.wipe();
    return sampler;
  }

  /** Overwrites the numbers in store. */
  void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  private long word() {
    if (used == bytes.length) {
      stream.next(bytes, 0, bytes.length);
      used = 0;
    }
    long word = Words.get(bytes, used);
    used += Long.BYTES;
    return word;
  }

  /** Uniform in {@code 0 .. q - 1}, by rejection: the stream is public. */
  void uniform(long[] out, Prime p) {
    int n = 0;
    while (n < N) {
      long word = word();
      long low = word & ((1L << Parameters.PRIME_BITS) - 1);
      if (low < p.q) {
        out[n++] = low;
      }
      long high = word >>> (64 - Parameters.PRIME_BITS);
      if (high < p.q && n < N) {
        out[n++] = high;
      }
    }
  }

  /** Uniform in {-1, 0, 1}; what is rejected says nothing about what is kept. */
  void ternary(long[] out) {
    int n = 0;
    while (n < N) {
      long word = word();
      for (int i = 0; i < Long.SIZE && n < N; i += 2) {
        long two = (word >>> i) & 3;
        // Written in any case and overwritten where it is 3: a branch would be a coin toss.
        out[n] = two - 1;
        n += (int) ((6 - two) >>> 2);
      }
    }
  }

  /** Errors: the difference of the numbers of ones among two times 21 bits. */
  void error(long[] out) {
    for (int i = 0; i < N; i++) {
      long word = word();
      long plus = Long.bitCount(word & ERROR_BITS);
      long minus = Long.bitCount((word >>> Parameters.MAX_ERROR) & ERROR_BITS);
      out[i] = plus - minus;
    }
  }

  /** Uniform modulo 2^bits. */
  void bits(long[] out, int count, int bits) {
    for (int i = 0; i < count; i++) {
      out[i] = word() >>> (64 - bits);
    }
  }
}
