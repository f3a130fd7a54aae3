package quotient.crypto;

import quotient.bits.Words;

/** {@link Tweaks} by 64-bit words. */
final class TweaksPlain implements Tweaks {
  @Override
  public void number(byte[] inner, int count, long first, byte[] out) {
    number(inner, 0, count, first, out);
  }

  /** The blocks from number {@code from} on. */
  static void number(byte[] inner, int from, int count, long first, byte[] out) {
    for (int i = from; i < count; i++) {
      Words.set(out, 16 * i, Words.get(inner, 16 * i) ^ (first + i));
      Words.set(out, 16 * i + 8, Words.get(inner, 16 * i + 8));
    }
  }

  @Override
  public void spread(byte[] inner, int count, long first, int each, byte[] out) {
    for (int i = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i) ^ (first + i);
      long high = Words.get(inner, 16 * i + 8);
      for (int b = 0; b < each; b++) {
        int at = SecretBlock.BYTES * (i * each + b);
        Words.set(out, at, low);
        Words.set(out, at + 8, high ^ b);
      }
    }
  }

  @Override
  public void addEach(byte[] inner, int count, int each, byte[] out) {
    for (int i = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i);
      long high = Words.get(inner, 16 * i + 8);
      for (int b = 0; b < each; b++) {
        int at = SecretBlock.BYTES * (i * each + b);
        Words.set(out, at, Words.get(out, at) ^ low);
        Words.set(out, at + 8, Words.get(out, at + 8) ^ high);
      }
    }
  }
}
