package quotient.crypto;

import quotient.bits.Words;

/**
 * The tweakable circular correlation robust hash {@code H(x, i) = pi(pi(x) xor i) xor pi(x)} (TMMO)
 * of Guo, Katz, Wang, Yu, "Efficient and Secure Multiparty Computation from Fixed-Key Block
 * Ciphers", S&P 2020, section 7.4, with AES-128 for pi.
 *
 * <p>The key of pi is public. It is renewed for every vector of hashes ({@link #nextVector}), so
 * that no two vectors share a permutation: that removes the loss against many targets that one
 * fixed key would have, and lets tweaks start at zero in each vector.
 *
 * <h2>Security guarantees</h2>
 *
 * In the ideal cipher model the outputs for {@code x xor Delta} look uniform to whoever knows the x
 * but not Delta, also when outputs are combined with Delta (needed for half gates). Two parties get
 * the same hash if they make the same calls with the same seed and domain.
 */
public final class TweakableHash {
  private final Aes keys;
  private final Aes pi = new Aes();
  private final long domain;
  private final byte[] counter = new byte[SecretBlock.BYTES];
  private final byte[] key = new byte[SecretBlock.BYTES];
  private long vector;
  private byte[] inner = new byte[0];
  private byte[] tweaked = new byte[0];

  /**
   * A hash of its own key sequence.
   *
   * @param seed public, fresh for each session
   * @param domain tells apart the uses within a session
   */
  public TweakableHash(byte[] seed, long domain) {
    keys = new Aes(SecretBlock.copyOf(seed, 0));
    this.domain = domain;
  }

  /** Renews the key: tweaks used so far may be used again. */
  public void nextVector() {
    Words.set(counter, 0, vector++);
    Words.set(counter, 8, domain);
    keys.encrypt(counter, 0, key, 0, key.length);
    pi.rekey(key, 0);
  }

  /**
   * Hashes each of {@code count} blocks to one block, {@code H(x_i, firstTweak + i)}.
   *
   * @param x the inputs, {@code count} blocks from byte {@code offset}
   * @param firstTweak no two inputs of a vector may share a tweak, except x and x xor Delta
   * @param out receives {@code count} blocks from byte 0
   */
  public void hash(byte[] x, int offset, int count, long firstTweak, byte[] out) {
    int bytes = count * SecretBlock.BYTES;
    reserve(bytes, bytes);
    pi.encrypt(x, offset, inner, 0, bytes);
    Tweaks.KERNEL.number(inner, count, firstTweak, tweaked);
    pi.encrypt(tweaked, 0, out, 0, bytes);
    Xor.KERNEL.into(out, 0, inner, 0, bytes);
  }

  /**
   * Hashes each of {@code count} blocks to {@code each} blocks: block b of input i is {@code H(x_i,
   * (b, firstTweak + i))}.
   *
   * @param x the inputs, {@code count} blocks from byte 0
   * @param firstTweak as for {@link #hash}
   * @param out receives {@code count * each} blocks
   */
  public void expand(byte[] x, int count, long firstTweak, int each, byte[] out) {
    int inputBytes = count * SecretBlock.BYTES;
    int outputBytes = inputBytes * each;
    reserve(inputBytes, outputBytes);
    pi.encrypt(x, 0, inner, 0, inputBytes);
    Tweaks.KERNEL.spread(inner, count, firstTweak, each, tweaked);
    pi.encrypt(tweaked, 0, out, 0, outputBytes);
    Tweaks.KERNEL.addEach(inner, count, each, out);
  }

  private void reserve(int inputBytes, int outputBytes) {
    if (inner.length < inputBytes) {
      inner = new byte[inputBytes];
    }
    if (tweaked.length < outputBytes) {
      tweaked = new byte[outputBytes];
    }
  }
}
