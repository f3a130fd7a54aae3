package quotient.lattice;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitStream;
import quotient.crypto.SecretBlock;

/**
 * The party that knows Y of a product {@code Z = X Y}: it encrypts Y under its own key and decrypts
 * the answer, which is its share of Z. The other party is an {@link Evaluator}.
 *
 * <p>A ciphertext of m is {@code (b, a)} with uniform a and {@code b = m - a s + e}. Both lie in
 * the partly transformed form of the {@link Packing}; a comes from a common stream and is not sent.
 *
 * <h2>Security guarantees</h2>
 *
 * What the evaluator sees looks uniform under ring LWE with the {@link Parameters}, as long as its
 * answers stay hidden from it, as they do.
 */
public final class Encryptor {
  private static final int N = Parameters.DEGREE;
  private static final List<Prime> PRIMES = Parameters.PRIMES;

  private final Sampler secrets;
  private final Sampler common;
  private final byte[] publicKey;

  /** The secret, wholly transformed, in Montgomery form. */
  private final long[][] secret = new long[PRIMES.size()][N];

  private final long[] message = new long[N];
  private final long[] error = new long[N];
  private final long[] product = new long[N];
  private final long[][] residues = new long[PRIMES.size()][N];

  /** Generates a key. */
  public Encryptor(SecureRandom random) {
    secrets = Sampler.secret(random);
    byte[] seed = new byte[SecretBlock.BYTES];
    random.nextBytes(seed);
    common = new Sampler(SecretBlock.copyOf(seed, 0));
    long[] s = new long[N];
    secrets.ternary(s);
    secrets.error(error);
    publicKey = Arrays.copyOf(seed, publicKeyBytes());
    int at = seed.length;
    for (int i = 0; i < PRIMES.size(); i++) {
      Prime p = PRIMES.get(i);
      System.arraycopy(s, 0, secret[i], 0, N);
      Transform.forward(secret[i], N, 0, Parameters.LAYERS, p);
      Kernel.CHOSEN.scale(secret[i], N, p.toMontgomery, p);
      common.uniform(message, p);
      at = BitStream.put(encryptionOfZero(p, secret[i]), N, Parameters.PRIME_BITS, publicKey, at);
    }
    Arrays.fill(s, 0);
  }

  private long[] encryptionOfZero(Prime p, long[] s) {
    Kernel.CHOSEN.multiply(message, s, product, N, p);
    long[] out = error.clone();
    Transform.forward(out, N, 0, Parameters.LAYERS, p);
    for (int j = 0; j < N; j++) {
      out[j] -= product[j];
    }
    Kernel.CHOSEN.canonical(out, N, p);
    return out;
  }

  static int publicKeyBytes() {
    return SecretBlock.BYTES + Parameters.PRIMES.size() * BitStream.bytes(N, Parameters.PRIME_BITS);
  }

  /** What the evaluator needs, once: the seed of the common stream and an encryption of zero. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * The query for one block of columns.
   *
   * @param y inner x columns, row-major, modulo 2^width
   * @param columnBlock in {@code 0 .. columnBlocks - 1}, in this order at both parties
   * @return {@link Packing#queryBytes} bytes
   */
  public byte[] encrypt(Packing packing, long[] y, int columnBlock) {
    byte[] out = new byte[packing.queryBytes()];
    int at = 0;
    for (int block = 0; block < packing.innerBlocks(); block++) {
      place(packing, y, block, columnBlock);
      secrets.error(error);
      for (int i = 0; i < packing.primes; i++) {
        Prime p = PRIMES.get(i);
        at = BitStream.put(encrypted(packing, p, secret[i]), N, Parameters.PRIME_BITS, out, at);
      }
    }
    Arrays.fill(message, 0);
    Arrays.fill(error, 0);
    return out;
  }

  private void place(Packing packing, long[] y, int block, int columnBlock) {
    Arrays.fill(message, 0);
    int firstColumn = columnBlock * packing.blockColumns;
    int count = Math.min(packing.blockColumns, packing.columns - firstColumn);
    int firstRow = block * packing.blockInner;
    int lastRow = Math.min(packing.inner, firstRow + packing.blockInner);
    for (int k = firstRow; k < lastRow; k++) {
      System.arraycopy(
          y,
          k * packing.columns + firstColumn,
          message,
          (k - firstRow) * packing.usedCoefficients(),
          count);
    }
  }

  /** b for the message and the error that are set. */
  private long[] encrypted(Packing packing, Prime p, long[] s) {
    int layers = packing.layers();
    common.uniform(product, p);
    Transform.forward(product, N, layers, Parameters.LAYERS, p);
    Kernel.CHOSEN.multiply(product, s, product, N, p);
    Transform.inverse(product, N, layers, Parameters.LAYERS, p);
    long[] b = residues[0];
    Rns.scaleUp(message, packing.width, packing.primes, p, b);
    for (int j = 0; j < N; j++) {
      b[j] += error[j];
    }
    Transform.forward(b, N, 0, layers, p);
    for (int j = 0; j < N; j++) {
      b[j] -= product[j];
    }
    Kernel.CHOSEN.canonical(b, N, p);
    return b;
  }

  /**
   * Decrypts the answer for one block of columns.
   *
   * @param reply holds {@link Packing#replyBytes} bytes from {@code offset} on
   * @param share rows x columns, row-major: gets this party's share modulo 2^(width + guard) in the
   *     block's columns
   */
  public void decrypt(Packing packing, byte[] reply, int offset, int columnBlock, long[] share) {
    int bits = packing.replyBits();
    int used = packing.usedCoefficients();
    int at = offset;
    for (int block = 0; block < packing.rowBlocks(); block++) {
      at = BitStream.get(reply, at, N, bits, product);
      timesSecret(packing.decryptionPrimes());
      at = BitStream.get(reply, at, used, bits, message);
      for (int j = 0; j < used; j++) {
        message[j] += product[j];
      }
      Answer.round(packing, message);
      Answer.place(packing, message, block, columnBlock, share);
    }
    Arrays.fill(message, 0);
    Arrays.fill(product, 0);
  }

  /** {@code product = product s} over the integers, modulo 2^64. */
  private void timesSecret(int primes) {
    for (int i = 0; i < primes; i++) {
      Prime p = PRIMES.get(i);
      long[] c1 = residues[i];
      for (int j = 0; j < N; j++) {
        c1[j] = p.reduce((product[j] >>> 32) * p.toMontgomery) + (product[j] & 0xFFFFFFFFL);
      }
      Kernel.CHOSEN.canonical(c1, N, p);
      Transform.forward(c1, N, 0, Parameters.LAYERS, p);
      Kernel.CHOSEN.multiply(c1, secret[i], c1, N, p);
      Transform.inverse(c1, N, 0, Parameters.LAYERS, p);
    }
    Rns.lift(Arrays.copyOf(residues, primes), product);
  }

  /**
   * Overwrites the key and what is left of messages; the encryptor is of no use afterwards. What
   * the generator of its random numbers knows goes only when its memory is used again.
   */
  public void wipe() {
    secrets.wipe();
    for (int i = 0; i < PRIMES.size(); i++) {
      Arrays.fill(secret[i], 0);
      Arrays.fill(residues[i], 0);
    }
    Arrays.fill(message, 0);
    Arrays.fill(error, 0);
    Arrays.fill(product, 0);
  }

  @Override
  public String toString() {
    return "Encryptor[hidden]";
  }
}
