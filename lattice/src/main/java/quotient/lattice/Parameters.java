package quotient.lattice;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parameters of the encryption, for everybody and every job:
 *
 * <table>
 *   <caption>Ring LWE</caption>
 *   <tr><td>ring</td><td>Z[X] / (X^4096 + 1), modulo Q = q1 q2 or, where that is too small for a
 *       product to be exact, Q = q1 q2 q3</td></tr>
 *   <tr><td>q1, q2, q3</td><td>1073692673, 1073668097, 1073651713: the largest primes below 2^30
 *       that are 1 modulo 8192; Q has 60 or 90 bits</td></tr>
 *   <tr><td>secret</td><td>uniform in {-1, 0, 1}</td></tr>
 *   <tr><td>error</td><td>centred binomial of 2 x 21 bits: standard deviation 3.24, at most 21</td></tr>
 *   <tr><td>security</td><td>above 128 bits (classical): for degree 4096, a ternary secret and
 *       standard deviation 3.2 the table allows up to 109 bits of modulus</td></tr>
 * </table>
 *
 * <p>Source of the security level: Albrecht et al., "Homomorphic Encryption Security Standard",
 * HomomorphicEncryption.org, 2018, table 1 (uniform ternary secret). Nothing here can be
 * configured.
 */
final class Parameters {
  /** The degree of the ring. */
  static final int DEGREE = 4096;

  /** log2 of the degree: layers of a full transform. */
  static final int LAYERS = 12;

  /** The largest error, and half the number of bits that make one. */
  static final int MAX_ERROR = 21;

  /** The prime factors of the modulus. */
  static final List<Prime> PRIMES =
      List.of(new Prime(0, 1073692673), new Prime(1, 1073668097), new Prime(2, 1073651713));

  /** Bits of a residue. */
  static final int PRIME_BITS = 30;

  /** Moduli of 0, 1, 2 and 3 primes. */
  private static final List<BigInteger> MODULI =
      IntStream.rangeClosed(0, PRIMES.size()).mapToObj(Parameters::product).toList();

  private Parameters() {}

  private static BigInteger product(int primes) {
    return PRIMES.stream()
        .limit(primes)
        .map(p -> BigInteger.valueOf(p.q))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** The product of the first {@code primes} primes. */
  static BigInteger modulus(int primes) {
    return MODULI.get(primes);
  }
}
