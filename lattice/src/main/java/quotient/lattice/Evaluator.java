package quotient.lattice;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitStream;
import quotient.crypto.SecretBlock;

/**
 * The party that knows X of a product {@code Z = X Y}: it multiplies X onto the other party's
 * ciphertexts, see {@link Encryptor}.
 *
 * <h2>Security guarantees</h2>
 *
 * Its answer is {@code (c0 - r, c1)} with r uniform, which hides the phase and with it X and the
 * error; and c1 would be a known combination of public polynomials, but a fresh encryption of zero
 * is added, so it looks uniform under ring LWE.
 */
public final class Evaluator {
  private static final int N = Parameters.DEGREE;
  private static final List<Prime> PRIMES = Parameters.PRIMES;
  private static final int TILE = Kernel.TILE;

  /**
   * Inner blocks whose ciphertexts are unpacked at a time, unless there are more blocks of rows: 48
   * MiB of residues. Where there are more inner blocks, the sums so far of all rows are kept.
   */
  private static final int PART = 256;

  private final Sampler secrets;
  private final SecretBlock seed;

  /** Of the public polynomials, in the order of the ciphertexts. */
  private Sampler common;

  /** The encryption of zero, (b, a), wholly transformed, in Montgomery form. */
  private final long[][][] publicKey = new long[2][PRIMES.size()][N];

  private final long[] ephemeral = new long[N];
  private final long[] error = new long[N];
  private final long[] transformed = new long[N];
  private final long[] zero = new long[N];
  private final long[] mask = new long[N];
  private final long[] scaled = new long[N];

  /**
   * Takes the other party's key.
   *
   * @param key what {@link Encryptor#publicKey} returned there
   */
  public Evaluator(byte[] key, SecureRandom random) {
    secrets = Sampler.secret(random);
    seed = SecretBlock.copyOf(key, 0);
    common = new Sampler(seed);
    int at = SecretBlock.BYTES;
    for (int i = 0; i < PRIMES.size(); i++) {
      Prime p = PRIMES.get(i);
      at = readResidues(key, at, publicKey[0][i], p);
      common.uniform(publicKey[1][i], p);
      Kernel.CHOSEN.scale(publicKey[0][i], N, p.toMontgomery, p);
      Kernel.CHOSEN.scale(publicKey[1][i], N, p.toMontgomery, p);
    }
  }

  /**
   * Goes back to the first ciphertext under the other party's key: the queries that were answered
   * can be answered again, in the same order, with other operands. Each answer has new randomness.
   */
  public void rewind() {
    common = new Sampler(seed);
    for (Prime p : PRIMES) {
      common.uniform(mask, p);
    }
  }

  /** Bytes of the other party's key. */
  public static int publicKeyBytes() {
    return Encryptor.publicKeyBytes();
  }

  private static int readResidues(byte[] in, int offset, long[] out, Prime p) {
    int end = BitStream.get(in, offset, N, Parameters.PRIME_BITS, out);
    // Whatever a peer sends, the kernels get what they can take.
    Kernel.CHOSEN.canonical(out, N, p);
    return end;
  }

  /** X as the answers of all blocks of columns need it. */
  public static final class Prepared {
    private final Packing packing;

    /** Of each tile of blocks of rows and prime: [factor of the transform][inner block][row]. */
    private final long[][][] tiles;

    private Prepared(Packing packing, long[][][] tiles) {
      this.packing = packing;
      this.tiles = tiles;
    }

    /** Overwrites what it holds. */
    public void wipe() {
      for (long[][] tile : tiles) {
        for (long[] residues : tile) {
          Arrays.fill(residues, 0);
        }
      }
    }
  }

  /**
   * Transforms X.
   *
   * @param x rows x inner, row-major, modulo 2^width
   */
  public static Prepared prepare(Packing packing, long[] x) {
    int factors = 1 << packing.layers();
    int stride = TILE * packing.innerBlocks();
    long[][][] tiles = new long[Math.ceilDiv(packing.rowBlocks(), TILE)][packing.primes][];
    for (int tile = 0; tile < tiles.length; tile++) {
      long[] placed = place(packing, x, tile, factors, stride);
      for (int i = 0; i < packing.primes; i++) {
        Prime p = PRIMES.get(i);
        long[] a = placed.clone();
        if (packing.width > 32) {
          Arrays.setAll(a, j -> p.narrow(placed[j]));
        }
        // From below 3 q to below q, and into Montgomery form.
        Kernel.CHOSEN.scale(a, a.length, p.toMontgomery, p);
        Transform.forward(a, a.length, 0, packing.layers(), p);
        Kernel.CHOSEN.scale(a, a.length, p.constant(BigInteger.ONE), p);
        tiles[tile][i] = a;
      }
    }
    return new Prepared(packing, tiles);
  }

  /** The polynomials of a tile of rows of blocks, by coefficient, inner block and row. */
  private static long[] place(Packing packing, long[] x, int tile, int factors, int stride) {
    long[] out = new long[factors * stride];
    int unused = 64 - packing.width;
    int firstRow = tile * TILE * packing.blockRows;
    int lastRow = Math.min(packing.rows, firstRow + TILE * packing.blockRows);
    for (int row = firstRow; row < lastRow; row++) {
      int block = (row - firstRow) / packing.blockRows;
      int i = (row - firstRow) % packing.blockRows;
      for (int k = 0; k < packing.inner; k++) {
        long value = x[row * packing.inner + k] << unused >> unused;
        int at = TILE * (k / packing.blockInner) + block;
        int exponent = i - k % packing.blockInner * packing.blockRows;
        // X^n = -1
        if (exponent < 0) {
          out[(exponent + factors) * stride + at] = -value;
        } else {
          out[exponent * stride + at] = value;
        }
      }
    }
    return out;
  }

  /**
   * Answers the query for one block of columns.
   *
   * @param query holds {@link Packing#queryBytes} bytes from {@code offset} on
   * @param share rows x columns, row-major: gets this party's share modulo 2^(width + guard) in the
   *     block's columns
   * @return {@link Packing#replyBytes} bytes
   */
  public byte[] evaluate(Prepared x, byte[] query, int offset, int columnBlock, long[] share) {
    Packing packing = x.packing;
    int blocks = packing.innerBlocks();
    int part = Math.min(blocks, Math.max(PART, packing.rowBlocks()));
    // [b or a][prime][inner block]
    long[][][][] y = new long[2][packing.primes][part][N];
    // [row, of all or of one tile][b or a][prime]
    long[][][][] sums =
        new long[part < blocks ? TILE * x.tiles.length : TILE][2][packing.primes][N];
    byte[] reply = new byte[packing.replyBytes()];
    int read = offset;
    int at = 0;
    for (int first = 0; first < blocks; first += part) {
      int count = Math.min(part, blocks - first);
      read = unpack(packing, query, read, count, y);
      for (int tile = 0; tile < x.tiles.length; tile++) {
        multiply(x, tile, y, first, count, sums);
        if (first + count == blocks) {
          at = answer(packing, tile, columnBlock, sums, reply, at, share);
        }
      }
    }
    return reply;
  }

  /** Reads the next {@code count} ciphertexts of a query; returns the offset behind them. */
  private int unpack(Packing packing, byte[] query, int offset, int count, long[][][][] y) {
    int at = offset;
    for (int block = 0; block < count; block++) {
      for (int i = 0; i < packing.primes; i++) {
        at = readResidues(query, at, y[0][i][block], PRIMES.get(i));
        common.uniform(y[1][i][block], PRIMES.get(i));
      }
    }
    return at;
  }

  /** Multiplies a tile of X onto {@code count} inner blocks of Y and adds that to the sums. */
  private static void multiply(
      Prepared x, int tile, long[][][][] y, int first, int count, long[][][][] sums) {
    Packing packing = x.packing;
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < packing.primes; i++) {
        long[][] ofTile = new long[TILE][];
        for (int row = 0; row < TILE; row++) {
          ofTile[row] = sums[(tile * TILE + row) % sums.length][part][i];
        }
        long[][] ciphertexts = Arrays.copyOf(y[part][i], count);
        if (first == 0) {
          multiply(packing, x.tiles[tile][i], ciphertexts, 0, ofTile, PRIMES.get(i));
        } else {
          long[][] more = new long[TILE][N];
          multiply(packing, x.tiles[tile][i], ciphertexts, first, more, PRIMES.get(i));
          add(ofTile, more, PRIMES.get(i));
        }
      }
    }
  }

  private static void multiply(
      Packing packing, long[] x, long[][] y, int first, long[][] out, Prime p) {
    int stride = TILE * packing.innerBlocks();
    int width = packing.blockColumns;
    for (int factor = 0; factor < 1 << packing.layers(); factor++) {
      Kernel.CHOSEN.multiplyAdd(
          x, factor * stride + TILE * first, y, factor * width, width, out, p);
    }
  }

  private static void add(long[][] sums, long[][] more, Prime p) {
    for (int row = 0; row < TILE; row++) {
      for (int j = 0; j < N; j++) {
        sums[row][j] += more[row][j];
      }
      Kernel.CHOSEN.canonical(sums[row], N, p);
    }
  }

  /** Answers a tile of blocks of rows; returns the offset behind what it wrote. */
  private int answer(
      Packing packing,
      int tile,
      int columnBlock,
      long[][][][] sums,
      byte[] reply,
      int offset,
      long[] share) {
    int at = offset;
    int rowBlocks = Math.min(TILE, packing.rowBlocks() - tile * TILE);
    for (int row = 0; row < rowBlocks; row++) {
      long[][][] sum = sums[(tile * TILE + row) % sums.length];
      addZero(packing, sum);
      at = answer(packing, sum, tile * TILE + row, columnBlock, reply, at, share);
    }
    return at;
  }

  /**
   * Adds a fresh encryption of zero and leaves the partly transformed form; the result is times
   * 2^layers.
   */
  private void addZero(Packing packing, long[][][] sum) {
    secrets.ternary(ephemeral);
    secrets.error(error);
    int layers = packing.layers();
    for (int i = 0; i < packing.primes; i++) {
      Prime p = PRIMES.get(i);
      System.arraycopy(ephemeral, 0, transformed, 0, N);
      // What the inverse layers that come before the sum multiply by, taken away once for both.
      Kernel.CHOSEN.scale(transformed, N, p.inversePowersOfTwo[Parameters.LAYERS - layers], p);
      Transform.forward(transformed, N, 0, Parameters.LAYERS, p);
      for (int part = 0; part < 2; part++) {
        long[] out = sum[part][i];
        Kernel.CHOSEN.multiply(transformed, publicKey[part][i], zero, N, p);
        Transform.inverseTimes(zero, N, layers, Parameters.LAYERS, p);
        for (int j = 0; j < N; j++) {
          out[j] += zero[j];
        }
        Transform.inverseTimes(out, N, 0, layers, p);
      }
      long[] c1 = sum[1][i];
      for (int j = 0; j < N; j++) {
        c1[j] += error[j] << layers;
      }
    }
  }

  private int answer(
      Packing packing,
      long[][][] sum,
      int rowBlock,
      int columnBlock,
      byte[] reply,
      int offset,
      long[] share) {
    int bits = packing.replyBits();
    int used = packing.usedCoefficients();
    Rns.scaleDown(sum[1], packing.layers(), bits, N, scaled);
    int at = BitStream.put(scaled, N, bits, reply, offset);
    Rns.scaleDown(sum[0], packing.layers(), bits, used, scaled);
    secrets.bits(mask, used, bits);
    long low = -1L >>> (64 - bits);
    for (int j = 0; j < used; j++) {
      scaled[j] = (scaled[j] - mask[j]) & low;
    }
    at = BitStream.put(scaled, used, bits, reply, at);
    Answer.round(packing, mask);
    Answer.place(packing, mask, rowBlock, columnBlock, share);
    return at;
  }

  /** Overwrites what is left of masks and errors; the evaluator is of no use afterwards. */
  public void wipe() {
    secrets.wipe();
    for (long[] buffer : new long[][] {ephemeral, error, transformed, zero, mask, scaled}) {
      Arrays.fill(buffer, 0);
    }
  }

  @Override
  public String toString() {
    return "Evaluator[hidden]";
  }
}
