package quotient.bits;

/** The lowest bits of each of many blocks of 16 bytes, as bit planes. */
public interface LowBits {
  /** Bytes of a block. */
  int BLOCK = 16;

  /** The form that this process runs. */
  LowBits KERNEL = Kernels.VECTOR ? new LowBitsVector() : new LowBitsPlain();

  /**
   * Writes bit p of block i to bit {@code i mod 64} of {@code planes[p][at + i / 64]}, for each of
   * the planes, and zeros to the rest of their last words.
   *
   * @param blocks {@code count} blocks from byte 0
   * @param planes at most 64
   */
  void gather(byte[] blocks, int count, long[][] planes, int at);
}
