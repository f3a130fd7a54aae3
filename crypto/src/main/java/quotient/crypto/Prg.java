package quotient.crypto;

import quotient.bits.Words;

/** A pseudorandom generator: AES-128 in counter mode, keyed by its seed. */
public final class Prg {
  private final Aes aes;
  private long counter;
  private byte[] counters = new byte[0];

  /** A stream that starts at the beginning. */
  public Prg(SecretBlock seed) {
    aes = new Aes(seed);
  }

  /** The next {@code length} bytes, a multiple of 16. */
  public void next(byte[] out, int offset, int length) {
    if (counters.length < length) {
      counters = new byte[length];
    }
    fillCounters(counters, length, counter);
    counter += length / SecretBlock.BYTES;
    aes.encrypt(counters, 0, out, offset, length);
  }

  /** Fills the array; of a block of which it takes one half the other is dropped. */
  public void next(long[] out) {
    byte[] bytes = new byte[(Long.BYTES * out.length + SecretBlock.BYTES - 1) & -SecretBlock.BYTES];
    next(bytes, 0, bytes.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = Words.get(bytes, Long.BYTES * i);
    }
  }

  /** Writes the counter blocks {@code first, first + 1, ...}; many streams may share them. */
  static void fillCounters(byte[] counters, int length, long first) {
    for (int at = 0; at < length; at += SecretBlock.BYTES) {
      Words.set(counters, at, first + at / SecretBlock.BYTES);
    }
  }
}
