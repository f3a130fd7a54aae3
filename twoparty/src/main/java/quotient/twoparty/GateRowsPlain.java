package quotient.twoparty;

import quotient.bits.Words;

/** {@link GateRows} by 64-bit words. */
final class GateRowsPlain implements GateRows {
  @Override
  public void garble(
      byte[] a,
      byte[] b,
      int at,
      int gates,
      byte[][] h,
      long[] delta,
      byte[] tg,
      byte[] te,
      byte[] out) {
    garble(a, b, at, 0, gates, h, delta, tg, te, out);
  }

  /** The gates from number {@code from} on. */
  static void garble(
      byte[] a,
      byte[] b,
      int at,
      int from,
      int gates,
      byte[][] h,
      long[] delta,
      byte[] tg,
      byte[] te,
      byte[] out) {
    for (int i = 16 * from; i < 16 * gates; i += 16) {
      long pa = -(a[at + i] & 1L);
      long pb = -(b[at + i] & 1L);
      for (int half = 0; half < 2; half++) {
        int w = i + 8 * half;
        long ha0 = Words.get(h[0], w);
        long hb0 = Words.get(h[2], w);
        long g = ha0 ^ Words.get(h[1], w) ^ (pb & delta[half]);
        long e = hb0 ^ Words.get(h[3], w);
        Words.set(tg, w, g);
        Words.set(te, w, e ^ Words.get(a, at + w));
        Words.set(out, at + w, ha0 ^ (pa & g) ^ hb0 ^ (pb & e));
      }
    }
  }

  @Override
  public void evaluate(
      byte[] a, byte[] b, int at, int gates, byte[][] h, byte[] tg, byte[] te, byte[] out) {
    evaluate(a, b, at, 0, gates, h, tg, te, out);
  }

  /** The gates from number {@code from} on. */
  static void evaluate(
      byte[] a,
      byte[] b,
      int at,
      int from,
      int gates,
      byte[][] h,
      byte[] tg,
      byte[] te,
      byte[] out) {
    for (int i = 16 * from; i < 16 * gates; i += 16) {
      long sa = -(a[at + i] & 1L);
      long sb = -(b[at + i] & 1L);
      for (int w = i; w < i + 16; w += 8) {
        long g = Words.get(h[0], w) ^ (sa & Words.get(tg, w));
        long e = Words.get(te, w) ^ Words.get(a, at + w);
        Words.set(out, at + w, g ^ Words.get(h[1], w) ^ (sb & e));
      }
    }
  }
}
