package quotient.crypto;

import quotient.bits.Kernels;

/**
 * What {@link TweakableHash} does between its two calls of AES and after them, over whole arrays.
 */
interface Tweaks {
  /** The form that this process runs. */
  Tweaks KERNEL = Kernels.VECTOR ? new TweaksVector() : new TweaksPlain();

  /** {@code out_i = inner_i xor (first + i, 0)} for {@code count} blocks. */
  void number(byte[] inner, int count, long first, byte[] out);

  /** {@code out_(i * each + b) = inner_i xor (first + i, b)} for {@code count * each} blocks. */
  void spread(byte[] inner, int count, long first, int each, byte[] out);

  /** {@code out_(i * each + b) ^= inner_i} for {@code count * each} blocks. */
  void addEach(byte[] inner, int count, int each, byte[] out);
}
