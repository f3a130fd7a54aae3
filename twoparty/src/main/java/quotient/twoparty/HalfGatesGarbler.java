package quotient.twoparty;

import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Words;
import quotient.transport.Channel;

/** The garbler's half of {@link HalfGates}. */
final class HalfGatesGarbler implements HalfGates {
  private final Channel channel;
  private final TweakableHash hash;
  private final long deltaLow;
  private final long deltaHigh;
  private final byte[] ones = new byte[16 * VECTOR];
  private final byte[] hashA0 = new byte[16 * VECTOR];
  private final byte[] hashA1 = new byte[16 * VECTOR];
  private final byte[] hashB0 = new byte[16 * VECTOR];
  private final byte[] hashB1 = new byte[16 * VECTOR];
  private final byte[] generatorHalf = new byte[16 * VECTOR];
  private final byte[] evaluatorHalf = new byte[16 * VECTOR];

  HalfGatesGarbler(Channel channel, TweakableHash hash, SecretBlock delta) {
    this.channel = channel;
    this.hash = hash;
    deltaLow = Words.get(delta.reveal(), 0);
    deltaHigh = Words.get(delta.reveal(), 8);
  }

  @Override
  public byte[] and(byte[] a, byte[] b) {
    byte[] out = new byte[a.length];
    for (int at = 0; at < a.length; at += 16 * VECTOR) {
      int lanes = Math.min(VECTOR, (a.length - at) / 16);
      hash.nextVector();
      // Gate i of the vector has the tweaks i (for a) and VECTOR + i (for b).
      hashBoth(a, at, lanes, 0, hashA0, hashA1);
      hashBoth(b, at, lanes, VECTOR, hashB0, hashB1);
      garble(a, b, at, lanes, out);
      channel.write(generatorHalf, 0, 16 * lanes);
      channel.write(evaluatorHalf, 0, 16 * lanes);
    }
    return out;
  }

  /** Hashes K0 and K1 = K0 xor Delta of each lane, both under the lane's tweak. */
  private void hashBoth(byte[] k0, int at, int lanes, int tweak, byte[] hash0, byte[] hash1) {
    for (int i = 0; i < 16 * lanes; i += 16) {
      Words.set(ones, i, Words.get(k0, at + i) ^ deltaLow);
      Words.set(ones, i + 8, Words.get(k0, at + i + 8) ^ deltaHigh);
    }
    hash.hash(k0, at, lanes, tweak, hash0);
    hash.hash(ones, 0, lanes, tweak, hash1);
  }

  private void garble(byte[] a, byte[] b, int at, int lanes, byte[] out) {
    for (int i = 0; i < 16 * lanes; i += 16) {
      long pa = -(a[at + i] & 1L);
      long pb = -(b[at + i] & 1L);
      garbleWord(a, at, i, pa, pb, deltaLow, out);
      garbleWord(a, at, i + 8, pa, pb, deltaHigh, out);
    }
  }

  private void garbleWord(byte[] a, int at, int i, long pa, long pb, long delta, byte[] out) {
    long a0 = Words.get(a, at + i);
    long ha0 = Words.get(hashA0, i);
    long hb0 = Words.get(hashB0, i);
    long tg = ha0 ^ Words.get(hashA1, i) ^ (pb & delta);
    long te = hb0 ^ Words.get(hashB1, i) ^ a0;
    Words.set(generatorHalf, i, tg);
    Words.set(evaluatorHalf, i, te);
    Words.set(out, at + i, ha0 ^ (pa & tg) ^ hb0 ^ (pb & (te ^ a0)));
  }
}
