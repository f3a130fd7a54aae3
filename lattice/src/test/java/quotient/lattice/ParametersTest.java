package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The parameters are what their table says. */
class ParametersTest {
  private static final long STEP = 2L * Parameters.DEGREE;

  @Test
  void thePrimesAreTheLargestWithTheRootsThatTransformsNeed() {
    List<Long> largest =
        LongStream.iterate((1L << Parameters.PRIME_BITS) + 1 - STEP, x -> x - STEP)
            .filter(x -> BigInteger.valueOf(x).isProbablePrime(100))
            .limit(3)
            .boxed()
            .toList();
    assertThat(Parameters.PRIMES).extracting(p -> p.q).isEqualTo(largest);
    assertThat(Parameters.PRIMES)
        .allMatch(p -> p.q % STEP == 1)
        .allMatch(p -> BigInteger.valueOf(p.q).bitLength() == Parameters.PRIME_BITS);
  }

  @Test
  void theModulusIsWithinTheTableOfTheSecurityStandard() {
    assertThat(Parameters.DEGREE).isEqualTo(4096).isEqualTo(1 << Parameters.LAYERS);
    assertThat(Parameters.modulus(2).bitLength()).isEqualTo(60);
    assertThat(Parameters.modulus(3).bitLength()).isEqualTo(90).isLessThanOrEqualTo(109);
    // The binomial's standard deviation, squared, against that of the table.
    assertThat(Parameters.MAX_ERROR / 2.0).isGreaterThanOrEqualTo(3.2 * 3.2);
  }

  @Test
  void rootsHaveTheOrderOfTheRing() {
    for (Prime p : Parameters.PRIMES) {
      BigInteger q = BigInteger.valueOf(p.q);
      BigInteger one = BigInteger.ONE.shiftLeft(32).modInverse(q);
      for (int i = 1; i < Parameters.DEGREE; i++) {
        BigInteger root = BigInteger.valueOf(p.roots[i]).multiply(one).mod(q);
        BigInteger inverse = BigInteger.valueOf(p.inverseRoots[i]).multiply(one).mod(q);
        assertThat(root.multiply(inverse).mod(q)).isEqualTo(BigInteger.ONE);
        int layer = 31 - Integer.numberOfLeadingZeros(i);
        // The factor X^s - r after this layer divides X^n + 1, where n / s = 2^(layer + 1).
        assertThat(root.modPow(BigInteger.TWO.shiftLeft(layer), q))
            .as("root %d", i)
            .isEqualTo(q.subtract(BigInteger.ONE));
      }
    }
  }
}
