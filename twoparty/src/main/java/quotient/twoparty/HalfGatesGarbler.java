package quotient.twoparty;

import quotient.bits.Words;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;
import quotient.transport.Channel;

/** The garbler's half of {@link HalfGates}. */
final class HalfGatesGarbler implements HalfGates {
  private final Channel channel;
  private final TweakableHash hash;
  private final SecretBlock delta;
  private final long[] deltaWords;
  private final byte[] ones = new byte[16 * VECTOR];
  private final byte[][] hashes = new byte[4][16 * VECTOR];
  private final byte[] generatorHalf = new byte[16 * VECTOR];
  private final byte[] evaluatorHalf = new byte[16 * VECTOR];

  HalfGatesGarbler(Channel channel, TweakableHash hash, SecretBlock delta) {
    this.channel = channel;
    this.hash = hash;
    this.delta = delta;
    deltaWords = new long[] {Words.get(delta.reveal(), 0), Words.get(delta.reveal(), 8)};
  }

  @Override
  public void and(byte[] a, byte[] b, int gates, byte[] out) {
    for (int at = 0; at < 16 * gates; at += 16 * VECTOR) {
      int lanes = Math.min(VECTOR, gates - at / 16);
      hash.nextVector();
      // Gate i of the vector has the tweaks i (for a) and VECTOR + i (for b).
      hashBoth(a, at, lanes, 0, hashes[0], hashes[1]);
      hashBoth(b, at, lanes, VECTOR, hashes[2], hashes[3]);
      GateRows.KERNEL.garble(
          a, b, at, lanes, hashes, deltaWords, generatorHalf, evaluatorHalf, out);
      channel.write(generatorHalf, 0, 16 * lanes);
      channel.write(evaluatorHalf, 0, 16 * lanes);
    }
  }

  /** Hashes K0 and K1 = K0 xor Delta of each lane, both under the lane's tweak. */
  private void hashBoth(byte[] k0, int from, int count, int tweak, byte[] hash0, byte[] hash1) {
    Xor.KERNEL.plus(k0, from, delta, ones, 0, 16 * count);
    hash.hash(k0, from, count, tweak, hash0);
    hash.hash(ones, 0, count, tweak, hash1);
  }
}
