package quotient.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * 128 secret bits: a key, a seed, a global correlation.
 *
 * <h2>Security guarantees</h2>
 *
 * {@link #toString} shows nothing, comparison takes constant time, and {@link #wipe} overwrites the
 * bytes.
 */
public final class SecretBlock {
  /** Bytes in a block. */
  public static final int BYTES = 16;

  private final byte[] bytes;

  private SecretBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A uniformly random block. */
  public static SecretBlock random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SecretBlock(bytes);
  }

  /** A uniformly random block whose bit 0 is 1: a correlation for point-and-permute. */
  public static SecretBlock randomOdd(SecureRandom random) {
    SecretBlock block = random(random);
    block.bytes[0] |= 1;
    return block;
  }

  /** A copy of the 16 bytes of {@code source} at {@code offset}. */
  public static SecretBlock copyOf(byte[] source, int offset) {
    return new SecretBlock(Arrays.copyOfRange(source, offset, offset + BYTES));
  }

  /** The secret bytes themselves; the caller must not keep, change or show them. */
  public byte[] reveal() {
    return bytes;
  }

  /** Bit {@code i} as 0 or 1. */
  public int bit(int i) {
    return bytes[i >>> 3] >>> (i & 7) & 1;
  }

  /** Overwrites the bytes. */
  public void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** Compares in constant time. */
  public boolean sameAs(SecretBlock other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "SecretBlock[hidden]";
  }
}
