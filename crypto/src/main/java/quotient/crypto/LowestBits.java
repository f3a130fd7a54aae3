package quotient.crypto;

/** Bit 0 of each of many blocks of 16 bytes. */
public interface LowestBits {
  /** The form that this process runs. */
  LowestBits KERNEL = Kernels.VECTOR ? new LowestBitsVector() : new LowestBitsPlain();

  /**
   * Writes the bit of block i to bit {@code i mod 64} of word {@code at + i / 64} and zeros to the
   * rest of the last word.
   *
   * @param blocks {@code count} blocks from byte 0
   */
  void gather(byte[] blocks, int count, long[] out, int at);
}
