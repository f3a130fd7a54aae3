package quotient.lattice;

import java.math.BigInteger;

/**
 * A prime q = 2^30 - delta with small delta, its constants for Montgomery's multiplication modulo
 * 2^32 and the roots of unity for transforms of the ring's degree.
 *
 * <p>Residues are signed 64-bit numbers that need not be reduced; each method of {@link Kernel}
 * says what it takes and gives. A constant c is kept as {@code c 2^32 mod q}, centred ("in
 * Montgomery form"), with its {@link #companion}.
 */
final class Prime {
  /** Its place among {@link Parameters#PRIMES}. */
  final int index;

  final long q;

  /** {@code 2^30 - q}. */
  final long delta;

  /** {@code 1/q} modulo 2^32, signed. */
  final long inverse;

  /**
   * {@code 2^64 mod q}, centred: 2^32 in Montgomery form, which brings a residue into that form.
   */
  final long toMontgomery;

  /**
   * Root of butterfly block i in layer l at index {@code 2^l + i}, in Montgomery form: {@code
   * psi^bitreverse(2^l + i)} with psi of order 8192.
   */
  final long[] roots = new long[Parameters.DEGREE];

  final long[] inverseRoots = new long[Parameters.DEGREE];

  /** {@code 2^-i} in Montgomery form. */
  final long[] inversePowersOfTwo = new long[Parameters.LAYERS + 1];

  Prime(int index, long q) {
    this.index = index;
    this.q = q;
    delta = (1L << 30) - q;
    inverse = BigInteger.valueOf(q).modInverse(BigInteger.ONE.shiftLeft(32)).intValue();
    toMontgomery = constant(BigInteger.ONE.shiftLeft(32));
    BigInteger psi = primitiveRoot();
    BigInteger modulus = BigInteger.valueOf(q);
    BigInteger inversePsi = psi.modInverse(modulus);
    for (int k = 1; k < roots.length; k++) {
      int exponent = Integer.reverse(k) >>> (32 - Parameters.LAYERS);
      roots[k] = constant(psi.modPow(BigInteger.valueOf(exponent), modulus));
      inverseRoots[k] = constant(inversePsi.modPow(BigInteger.valueOf(exponent), modulus));
    }
    for (int i = 0; i <= Parameters.LAYERS; i++) {
      inversePowersOfTwo[i] = constant(BigInteger.ONE.shiftLeft(i).modInverse(modulus));
    }
  }

  private BigInteger primitiveRoot() {
    BigInteger modulus = BigInteger.valueOf(q);
    BigInteger minusOne = BigInteger.valueOf(q - 1);
    BigInteger cofactor = BigInteger.valueOf((q - 1) / (2L * Parameters.DEGREE));
    for (long g = 2; ; g++) {
      BigInteger psi = BigInteger.valueOf(g).modPow(cofactor, modulus);
      if (psi.modPow(BigInteger.valueOf(Parameters.DEGREE), modulus).equals(minusOne)) {
        return psi;
      }
    }
  }

  /** A public constant in Montgomery form: {@code c 2^32 mod q}, at most q/2 in magnitude. */
  long constant(BigInteger c) {
    long value = c.shiftLeft(32).mod(BigInteger.valueOf(q)).longValue();
    return value > q / 2 ? value - q : value;
  }

  /** What saves a multiplication by the constant {@code c} a step: {@code c/q} modulo 2^32. */
  long companion(long c) {
    return (int) (c * inverse);
  }

  /**
   * {@code t / 2^32 mod q}, at most {@code |t| / 2^32 + q / 2} in magnitude, for t of at most 2^62.
   */
  long reduce(long t) {
    return (t - (int) (t * inverse) * q) >> 32;
  }

  /** A residue of v below 3 q in magnitude, for v of at most 2^60. */
  long narrow(long v) {
    long low = (int) v;
    return reduce(((v - low) >> 32) * toMontgomery) + low;
  }
}
