package quotient.lattice;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quotient.bits.BitStream;

/**
 * How a product {@code Z = X Y} (rows x inner times inner x columns, modulo 2^width) lies in
 * polynomials (coefficient packing without rotations: Huang, Lu, Hong, Ding, "Cheetah", USENIX
 * Security 2022, section 3). Y is encrypted, X is multiplied onto it.
 *
 * <p>Blocks of {@code blockInner x blockColumns} entries of Y make a polynomial, blocks of {@code
 * blockRows x blockInner} entries of X another; {@code blockRows blockInner blockColumns = n}, all
 * powers of two, with s = blockRows and c = blockColumns:
 *
 * <pre>
 *   Y[k, j] at X^(k s c + j),    X[i, k] at X^(i c - k s c),    Z[i, j] at X^(i c + j)
 * </pre>
 *
 * Terms with another k end elsewhere: exponents differ from i c + j by a multiple of s c that is
 * not one of n. All exponents of X's polynomial are multiples of c, so that it is one number a
 * factor after {@link #layers} layers of the {@link Transform}. The products of a row of blocks are
 * summed before anything is sent back.
 *
 * <h2>Why the result is exact</h2>
 *
 * The answer is a sharing of {@code 2^guard z + d} modulo {@code 2^(width + guard)}, with |d| at
 * most 1. Let E be the error of the phase {@code c0 + c1 s} from {@code Q z / 2^width} modulo Q.
 *
 * <ul>
 *   <li>Y's polynomial is encrypted as {@code round(Q y / 2^width)} with an error of at most 21, so
 *       it is off by at most 21.5; the sum over the blocks multiplies that by the sum of the
 *       magnitudes of X's coefficients. These are the entries of X, taken between {@code -2^(width
 *       - 1)} and {@code 2^(width - 1)}; so if every entry has a representative of a magnitude of
 *       at most {@link #bound}, the sum is at most {@code blocks (n / c) bound}. A share has no
 *       bound but 2^(width - 1), numbers that the party knows may have a smaller one.
 *   <li>The fresh encryption of zero adds {@code u e + s e'} with ternary u and s: at most {@code 2
 *       * 21 n}.
 *   <li>Scaled down to q' = 2^replyBits the error is {@code E q' / Q} plus the rounding of c0 and,
 *       times s, of all coefficients of c1: at most {@code 17/32 (n + 1)} units ({@link
 *       Rns#scaleDown}).
 * </ul>
 *
 * One unit of the last guard bit is q' / 2^(width + guard) = 2^13. {@link #isExact} demands that
 * all that is less than 2^13, computed for the worst case. Then one party holds a uniform r and the
 * other {@code phase - r}, and each rounds its own to units: that adds two errors of at most 1/2,
 * so the integer d has a magnitude of less than 2.
 *
 * <p>The party with Y multiplies c1 by s over the integers: modulo as many primes as hold that
 * product, which may be more than those of Q ({@link #decryptionPrimes}).
 *
 * <p>The uniform r is what makes the answer leak nothing: what is opened to the party with Y is
 * uniform modulo q' whatever the error. No bound here is statistical.
 */
public final class Packing {
  /** Bits below the last guard bit. */
  private static final int SLACK = 13;

  private static final int MAX_REPLY_BITS = 57;

  /**
   * No message is larger: 256 MiB. Wide matrices would else be packed in few blocks of columns,
   * each a message of many times that. For up to 65,536 rows, inner and columns there is always a
   * packing with smaller ones; for more, as windows of many images are, there may be none.
   */
  private static final long MAX_MESSAGE_BYTES = 1L << 28;

  private static final int N = Parameters.DEGREE;

  final int rows;
  final int inner;
  final int columns;
  final int width;
  final int guard;

  /** The largest magnitude of an entry of X. */
  final long bound;

  /** Of Q. */
  final int primes;

  final int blockRows;
  final int blockInner;
  final int blockColumns;

  private Packing(
      int rows,
      int inner,
      int columns,
      int width,
      int guard,
      long bound,
      int primes,
      int blockRows,
      int blockColumns) {
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
    this.width = width;
    this.guard = guard;
    this.bound = bound;
    this.primes = primes;
    this.blockRows = blockRows;
    this.blockColumns = blockColumns;
    blockInner = N / (blockRows * blockColumns);
  }

  /** As {@link #of(int, int, int, int, int, long)}, for an X of which nothing is known. */
  public static Optional<Packing> of(int rows, int inner, int columns, int width, int guard) {
    return of(rows, inner, columns, width, guard, Long.MAX_VALUE);
  }

  /** As {@link #of(int, int, int, int, int, long, int)}, where each product encrypts Y anew. */
  public static Optional<Packing> of(
      int rows, int inner, int columns, int width, int guard, long bound) {
    return of(rows, inner, columns, width, guard, bound, 1);
  }

  /**
   * The packing with the fewest bytes in which the product is exact and no message larger than 256
   * MiB, if there is one.
   *
   * @param width of the ring, at least 1
   * @param guard bits below the result, see {@link #guardBits}
   * @param bound all entries of X are, modulo 2^width, numbers of at most this magnitude
   * @param uses products with the same Y, whose encryption is sent once
   */
  public static Optional<Packing> of(
      int rows, int inner, int columns, int width, int guard, long bound, int uses) {
    if (!reaches(width, guard)) {
      return Optional.empty();
    }
    long bounded = Math.min(bound, 1L << (width - 1));
    @Nullable Packing best = null;
    for (int primes = 2; primes <= Parameters.PRIMES.size(); primes++) {
      for (int blockColumns = Kernel.TILE; blockColumns <= N; blockColumns *= 2) {
        for (int blockRows = 1; blockRows * blockColumns <= N; blockRows *= 2) {
          Packing packing =
              new Packing(
                  rows, inner, columns, width, guard, bounded, primes, blockRows, blockColumns);
          boolean possible = packing.hasBoundedMessages() && packing.isExact();
          if (possible && (best == null || packing.bytes(uses) < best.bytes(uses))) {
            best = packing;
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Guard bits with which a sum of matrices still rounds to the exact value whose errors sum up to
   * at most {@code error}: {@code 2^(guard - 2)} exceeds it.
   */
  public static int guardBits(long error) {
    return 66 - Long.numberOfLeadingZeros(error);
  }

  /** Whether a reply holds so many bits; without that no product is exact. */
  public static boolean reaches(int width, int guard) {
    return width + guard + SLACK <= MAX_REPLY_BITS;
  }

  private boolean hasBoundedMessages() {
    return Math.max(queryLength(), replyLength()) <= MAX_MESSAGE_BYTES;
  }

  boolean isExact() {
    BigInteger modulus = Parameters.modulus(primes);
    int replyBits = replyBits();
    if (replyBits > MAX_REPLY_BITS || !holdsProductWithSecret(Parameters.PRIMES.size())) {
      return false;
    }
    // In the units of the reply's modulus, doubled to stay with integers.
    BigInteger magnitudes =
        BigInteger.valueOf((long) innerBlocks() * (N / blockColumns))
            .multiply(BigInteger.valueOf(bound));
    BigInteger ofMessages = magnitudes.multiply(BigInteger.valueOf(2 * Parameters.MAX_ERROR + 1));
    BigInteger ofZero = BigInteger.valueOf(4L * Parameters.MAX_ERROR * N);
    BigInteger scaled =
        ofMessages.add(ofZero).shiftLeft(replyBits).divide(modulus).add(BigInteger.ONE);
    BigInteger rounding = BigInteger.valueOf((N + 1) * 17L / 16 + 1);
    return scaled.add(rounding).compareTo(BigInteger.TWO.shiftLeft(SLACK)) < 0;
  }

  /**
   * Whether c1 s is known over the integers modulo so many primes: Rns.lift needs two bits more.
   */
  private boolean holdsProductWithSecret(int primeCount) {
    return replyBits() + Parameters.LAYERS + 2 < Parameters.modulus(primeCount).bitLength();
  }

  /** Primes modulo which c1 is multiplied by the secret. */
  int decryptionPrimes() {
    return holdsProductWithSecret(primes) ? primes : Parameters.PRIMES.size();
  }

  /** Layers of the transform after which X's polynomials are one number a factor. */
  int layers() {
    return Integer.numberOfTrailingZeros(N / blockColumns);
  }

  int innerBlocks() {
    return Math.ceilDiv(inner, blockInner);
  }

  int rowBlocks() {
    return Math.ceilDiv(rows, blockRows);
  }

  /** Bits of the modulus of the reply. */
  int replyBits() {
    return width + guard + SLACK;
  }

  /** Messages each way: one for every block of columns. */
  public int columnBlocks() {
    return Math.ceilDiv(columns, blockColumns);
  }

  /** Ciphertexts of all messages, both ways. */
  public long ciphertexts() {
    return ciphertextsOfQueries() + (long) columnBlocks() * rowBlocks();
  }

  /** Ciphertexts of the messages from the party with Y. */
  public long ciphertextsOfQueries() {
    return (long) columnBlocks() * innerBlocks();
  }

  /** Bytes of a message from the party with Y. */
  public int queryBytes() {
    return Math.toIntExact(queryLength());
  }

  private long queryLength() {
    return (long) innerBlocks() * primes * BitStream.bytes(N, Parameters.PRIME_BITS);
  }

  /** Bytes of a message from the party with X. */
  public int replyBytes() {
    return Math.toIntExact(replyLength());
  }

  private long replyLength() {
    return (long) rowBlocks()
        * (BitStream.bytes(N, replyBits()) + BitStream.bytes(usedCoefficients(), replyBits()));
  }

  /** Bytes of all messages. */
  public long bytes() {
    return bytes(1);
  }

  /** Bytes of all messages of so many products with the same Y. */
  private long bytes(int uses) {
    return columnBlocks() * (queryLength() + uses * replyLength());
  }

  /** Coefficients of a reply's polynomials that hold entries of Z, from the lowest. */
  int usedCoefficients() {
    return blockRows * blockColumns;
  }
}
