package quotient.crypto;

import quotient.bits.Words;

/** {@link Xor} by 64-bit words. */
final class XorPlain implements Xor {
  @Override
  public void into(byte[] target, int targetOffset, byte[] source, int sourceOffset, int length) {
    Words.xorInto(target, targetOffset, source, sourceOffset, length);
  }

  @Override
  public void maskedInto(
      byte[] target, int targetOffset, byte[] source, int sourceOffset, int length, long mask) {
    for (int i = 0; i < length; i += Long.BYTES) {
      long sum = Words.get(target, targetOffset + i) ^ (Words.get(source, sourceOffset + i) & mask);
      Words.set(target, targetOffset + i, sum);
    }
  }

  @Override
  public void plus(
      byte[] source, int sourceOffset, SecretBlock block, byte[] out, int outOffset, int length) {
    long low = Words.get(block.reveal(), 0);
    long high = Words.get(block.reveal(), 8);
    for (int i = 0; i < length; i += SecretBlock.BYTES) {
      Words.set(out, outOffset + i, Words.get(source, sourceOffset + i) ^ low);
      Words.set(out, outOffset + i + 8, Words.get(source, sourceOffset + i + 8) ^ high);
    }
  }
}
