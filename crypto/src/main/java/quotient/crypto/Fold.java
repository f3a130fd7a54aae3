package quotient.crypto;

import quotient.bits.Kernels;

/**
 * The sums that SoftSpokenOT takes of the 2^k streams of a group. Streams and sums lie {@link
 * #STRIDE} bytes apart.
 */
interface Fold {
  /**
   * From one stream or row to the next: 64 bytes more than a segment, so that they spread in the
   * cache.
   */
  int STRIDE = SoftSpoken.SEGMENT / 8 + 64;

  /** The form that this process runs. */
  Fold KERNEL = Kernels.VECTOR ? new FoldVector() : new FoldPlain();

  /**
   * Writes {@code v_b = sum_x x_b r_x} for each bit b of x, and the sum of all streams.
   *
   * @param streams r_0 to r_(2^k - 1), from byte 0
   * @param k 1, 2 or 4
   * @param bytes of each stream, a multiple of 64
   * @param rows receives v_b at byte {@code at + b * STRIDE}
   * @param sum receives the sum of all at byte {@code sumAt}
   */
  void fold(byte[] streams, int k, int bytes, byte[] rows, int at, byte[] sum, int sumAt);
}
