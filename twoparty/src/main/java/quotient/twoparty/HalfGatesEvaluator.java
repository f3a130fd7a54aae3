package quotient.twoparty;

import quotient.crypto.TweakableHash;
import quotient.crypto.Words;
import quotient.transport.Channel;

/** The evaluator's half of {@link HalfGates}. */
final class HalfGatesEvaluator implements HalfGates {
  private final Channel channel;
  private final TweakableHash hash;
  private final byte[] aHashes = new byte[16 * VECTOR];
  private final byte[] bHashes = new byte[16 * VECTOR];
  private final byte[] generatorHalf = new byte[16 * VECTOR];
  private final byte[] evaluatorHalf = new byte[16 * VECTOR];

  HalfGatesEvaluator(Channel channel, TweakableHash hash) {
    this.channel = channel;
    this.hash = hash;
  }

  @Override
  public byte[] and(byte[] a, byte[] b) {
    byte[] out = new byte[a.length];
    for (int at = 0; at < a.length; at += 16 * VECTOR) {
      int lanes = Math.min(VECTOR, (a.length - at) / 16);
      hash.nextVector();
      hash.hash(a, at, lanes, 0, aHashes);
      hash.hash(b, at, lanes, VECTOR, bHashes);
      channel.read(generatorHalf, 0, 16 * lanes);
      channel.read(evaluatorHalf, 0, 16 * lanes);
      evaluate(a, b, at, lanes, out);
    }
    return out;
  }

  private void evaluate(byte[] a, byte[] b, int at, int lanes, byte[] out) {
    for (int i = 0; i < 16 * lanes; i += 16) {
      long sa = -(a[at + i] & 1L);
      long sb = -(b[at + i] & 1L);
      for (int w = i; w < i + 16; w += 8) {
        long wg = Words.get(aHashes, w) ^ (sa & Words.get(generatorHalf, w));
        long we =
            Words.get(bHashes, w) ^ (sb & (Words.get(evaluatorHalf, w) ^ Words.get(a, at + w)));
        Words.set(out, at + w, wg ^ we);
      }
    }
  }
}
