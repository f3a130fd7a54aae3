package quotient.lattice;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Between integers and residues: a number modulo {@code Q = q1 q2} or {@code q1 q2 q3} is held as
 * its residues modulo each prime (residue number system).
 */
final class Rns {
  private static final Prime Q1 = Parameters.PRIMES.get(0);
  private static final Prime Q2 = Parameters.PRIMES.get(1);
  private static final Prime Q3 = Parameters.PRIMES.get(2);

  private static final long Q1_Q2 = Q1.q * Q2.q;
  private static final long Q1_Q2_Q3 = Q1_Q2 * Q3.q;

  /** 2^96 / q of each prime: its words of 64 and of 32 bits. */
  private static final long[] RECIPROCALS = new long[Parameters.PRIMES.size()];

  private static final long[] RECIPROCALS_LOW = new long[Parameters.PRIMES.size()];

  /** Of each number of primes and prime i: {@code (Q / q_i)^-1 2^-k} for k up to all layers. */
  private static final long[][][] INVERSES =
      new long[Parameters.PRIMES.size() + 1][Parameters.PRIMES.size()][Parameters.LAYERS + 1];

  static {
    for (int i = 0; i < RECIPROCALS.length; i++) {
      Prime p = Parameters.PRIMES.get(i);
      BigInteger q = BigInteger.valueOf(p.q);
      BigInteger reciprocal = BigInteger.ONE.shiftLeft(96).divide(q);
      RECIPROCALS[i] = reciprocal.shiftRight(32).longValue();
      RECIPROCALS_LOW[i] = reciprocal.longValue() & 0xFFFFFFFFL;
      for (int primes = i + 1; primes < INVERSES.length; primes++) {
        BigInteger rest = Parameters.modulus(primes).divide(q);
        for (int k = 0; k <= Parameters.LAYERS; k++) {
          INVERSES[primes][i][k] = p.constant(rest.shiftLeft(k).modInverse(q));
        }
      }
    }
  }

  private static final long Q1_IN_Q2 = inverse(Q1.q, Q2);
  private static final long Q1_IN_Q3 = inverse(Q1.q, Q3);
  private static final long Q2_IN_Q3 = inverse(Q2.q, Q3);

  private Rns() {}

  private static long inverse(long value, Prime p) {
    return p.constant(BigInteger.valueOf(value).modInverse(BigInteger.valueOf(p.q)));
  }

  /**
   * {@code round(Q y / 2^width)} modulo p. With r the remainder of {@code Q y + 2^(width - 1)}
   * modulo 2^width that is {@code (Q y + 2^(width - 1) - r) / 2^width}, and p divides Q.
   *
   * @param primes of Q
   * @param y modulo 2^width, which is at most 2^60
   * @param out below q in magnitude
   */
  static void scaleUp(long[] y, int width, int primes, Prime p, long[] out) {
    BigInteger inverseOfRing = BigInteger.ONE.shiftLeft(width).modInverse(BigInteger.valueOf(p.q));
    long c = p.constant(inverseOfRing);
    long modulus = primes == 2 ? Q1_Q2 : Q1_Q2_Q3;
    long half = 1L << (width - 1);
    long mask = (1L << width) - 1;
    for (int i = 0; i < y.length; i++) {
      long r = (modulus * y[i] + half) & mask;
      long numerator = width > 32 ? p.narrow(half - r) : half - r;
      out[i] = p.reduce(numerator * c);
    }
  }

  /**
   * {@code round(2^bits v / Q)} modulo 2^bits, off by at most 17/32 if {@code bits <= 57}.
   *
   * <p>v / Q is the sum of {@code w_i / q_i} modulo 1 with {@code w_i = v (Q / q_i)^-1 mod q_i}.
   * Each term is taken with 64 fraction bits, from q's inverse with 96: it is too small by less
   * than 5/4 units of 2^-64.
   *
   * @param residues of 2^shift v, one array a prime of Q; overwritten
   * @param shift 0 to all layers of a transform
   * @param out the first {@code count} values, a multiple of 8
   */
  static void scaleDown(long[][] residues, int shift, int bits, int count, long[] out) {
    Arrays.fill(out, 0, count, 0);
    for (int i = 0; i < residues.length; i++) {
      Prime p = Parameters.PRIMES.get(i);
      long[] w = residues[i];
      Kernel.CHOSEN.scale(w, count, INVERSES[residues.length][i][shift], p);
      Kernel.CHOSEN.canonical(w, count, p);
      long high = RECIPROCALS[i];
      long low = RECIPROCALS_LOW[i];
      for (int j = 0; j < count; j++) {
        out[j] += w[j] * high + ((w[j] * low) >>> 32);
      }
    }
    int drop = 64 - bits;
    long half = 1L << (drop - 1);
    for (int j = 0; j < count; j++) {
      out[j] = (out[j] + half) >>> drop;
    }
  }

  /**
   * The number of least magnitude with these residues, modulo 2^64: the digits of the mixed radix
   * system {@code x1 + q1 x2 + q1 q2 x3}, minus Q where it lies above Q/2. That is told by the last
   * digit alone, for numbers of at most Q / 4 in magnitude.
   *
   * @param residues canonical, one array a prime of Q
   */
  static void lift(long[][] residues, long[] out) {
    if (residues.length == 2) {
      liftTwo(residues[0], residues[1], out);
    } else {
      liftThree(residues[0], residues[1], residues[2], out);
    }
  }

  private static void liftTwo(long[] v1, long[] v2, long[] out) {
    for (int i = 0; i < out.length; i++) {
      long x2 = canonical(Q2.reduce((v2[i] - v1[i]) * Q1_IN_Q2), Q2.q);
      long negative = (Q2.q / 2 - x2) >> 63;
      out[i] = v1[i] + Q1.q * x2 - (Q1_Q2 & negative);
    }
  }

  private static void liftThree(long[] v1, long[] v2, long[] v3, long[] out) {
    for (int i = 0; i < out.length; i++) {
      long x1 = v1[i];
      long x2 = canonical(Q2.reduce((v2[i] - x1) * Q1_IN_Q2), Q2.q);
      long first = Q3.reduce((v3[i] - x1) * Q1_IN_Q3);
      long x3 = canonical(Q3.reduce((first - x2) * Q2_IN_Q3), Q3.q);
      long negative = (Q3.q / 2 - x3) >> 63;
      out[i] = x1 + Q1.q * x2 + Q1_Q2 * x3 - (Q1_Q2_Q3 & negative);
    }
  }

  private static long canonical(long x, long q) {
    return x + (q & (x >> 63));
  }
}
