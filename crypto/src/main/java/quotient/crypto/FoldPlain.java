package quotient.crypto;

import quotient.bits.Words;

/** {@link Fold} by 64-bit words. */
final class FoldPlain implements Fold {
  @Override
  public void fold(byte[] streams, int k, int bytes, byte[] rows, int at, byte[] sum, int sumAt) {
    long[] r = new long[1 << k];
    for (int c = 0; c < bytes; c += Long.BYTES) {
      for (int x = 0; x < r.length; x++) {
        r[x] = Words.get(streams, x * STRIDE + c);
      }
      // Each level sums over the lowest bit of x that is left.
      int left = r.length;
      for (int b = 0; b < k; b++) {
        left >>>= 1;
        long v = 0;
        for (int x = 0; x < left; x++) {
          v ^= r[2 * x + 1];
          r[x] = r[2 * x] ^ r[2 * x + 1];
        }
        Words.set(rows, at + b * STRIDE + c, v);
      }
      Words.set(sum, sumAt + c, r[0]);
    }
  }
}
