package quotient.twoparty;

import quotient.crypto.TweakableHash;
import quotient.transport.Channel;

/** The evaluator's half of {@link HalfGates}. */
final class HalfGatesEvaluator implements HalfGates {
  private final Channel channel;
  private final TweakableHash hash;
  private final byte[][] hashes = new byte[2][16 * VECTOR];
  private final byte[] generatorHalf = new byte[16 * VECTOR];
  private final byte[] evaluatorHalf = new byte[16 * VECTOR];

  HalfGatesEvaluator(Channel channel, TweakableHash hash) {
    this.channel = channel;
    this.hash = hash;
  }

  @Override
  public void and(byte[] a, byte[] b, int gates, byte[] out) {
    for (int at = 0; at < 16 * gates; at += 16 * VECTOR) {
      int lanes = Math.min(VECTOR, gates - at / 16);
      hash.nextVector();
      channel.read(generatorHalf, 0, 16 * lanes);
      channel.read(evaluatorHalf, 0, 16 * lanes);
      hash.hash(a, at, lanes, 0, hashes[0]);
      hash.hash(b, at, lanes, VECTOR, hashes[1]);
      GateRows.KERNEL.evaluate(a, b, at, lanes, hashes, generatorHalf, evaluatorHalf, out);
    }
  }
}
