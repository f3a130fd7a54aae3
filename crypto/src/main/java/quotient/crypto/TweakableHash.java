package quotient.crypto;

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
   * Hashes each of {@code count} blocks to {@code each} blocks: block b of input i is {@code H(x_i,
   * tweak)} with a tweak of its own.
   *
   * @param x the inputs, {@code count} blocks from byte {@code offset}
   * @param firstTweak the inputs' tweaks are {@code firstTweak .. firstTweak + count - 1}; no two
   *     inputs of a vector may share one
   * @param out receives {@code count * each} blocks
   */
  public void expand(byte[] x, int offset, int count, long firstTweak, int each, byte[] out) {
    int inputBytes = count * SecretBlock.BYTES;
    int outputBytes = inputBytes * each;
    if (inner.length < inputBytes) {
      inner = new byte[inputBytes];
    }
    if (tweaked.length < outputBytes) {
      tweaked = new byte[outputBytes];
    }
    pi.encrypt(x, offset, inner, 0, inputBytes);
    for (int i = 0, at = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i) ^ (firstTweak + i);
      long high = Words.get(inner, 16 * i + 8);
      for (int b = 0; b < each; b++, at += 16) {
        Words.set(tweaked, at, low);
        Words.set(tweaked, at + 8, high ^ b);
      }
    }
    pi.encrypt(tweaked, 0, out, 0, outputBytes);
    for (int i = 0, at = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i);
      long high = Words.get(inner, 16 * i + 8);
      for (int b = 0; b < each; b++, at += 16) {
        Words.set(out, at, Words.get(out, at) ^ low);
        Words.set(out, at + 8, Words.get(out, at + 8) ^ high);
      }
    }
  }

  /** Hashes each of {@code count} blocks to one block: {@link #expand} with {@code each} = 1. */
  public void hash(byte[] x, int offset, int count, long firstTweak, byte[] out) {
    expand(x, offset, count, firstTweak, 1, out);
  }
}
