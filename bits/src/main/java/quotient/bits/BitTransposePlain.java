package quotient.bits;

/** {@link BitTranspose} by squares of 64 x 64 bits. */
final class BitTransposePlain implements BitTranspose {
  private final long[] square = new long[64];

  @Override
  public void tile(byte[] rows, int at, int stride, byte[] out, int outAt) {
    for (int c = 0; c < TILE; c += 64) {
      for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 64; i++) {
          square[i] = Words.get(rows, at + (64 * half + i) * stride + c / 8);
        }
        BitVectors.transpose64(square);
        for (int i = 0; i < 64; i++) {
          Words.set(out, outAt + 16 * (c + i) + 8 * half, square[i]);
        }
      }
    }
  }
}
