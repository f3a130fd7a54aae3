package quotient.crypto;

import quotient.bits.Kernels;

/** Sums of byte arrays. Lengths are multiples of 8. */
public interface Xor {
  /** The form that this process runs. */
  Xor KERNEL = Kernels.VECTOR ? new XorVector() : new XorPlain();

  /** {@code target ^= source} over {@code length} bytes. */
  void into(byte[] target, int targetOffset, byte[] source, int sourceOffset, int length);

  /** {@code target ^= source & mask} over {@code length} bytes, with a mask of 64 bits. */
  void maskedInto(
      byte[] target, int targetOffset, byte[] source, int sourceOffset, int length, long mask);

  /** {@code out = source ^ block} for each block of {@code length} bytes, a multiple of 16. */
  void plus(
      byte[] source, int sourceOffset, SecretBlock block, byte[] out, int outOffset, int length);
}
