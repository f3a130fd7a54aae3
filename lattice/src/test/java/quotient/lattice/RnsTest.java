package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Residues against big integers. */
class RnsTest {
  private static final int COUNT = 64;

  private final Random random = new Random(3);

  private BigInteger below(BigInteger bound) {
    return new BigInteger(bound.bitLength() + 64, random).mod(bound);
  }

  private static long[][] residues(BigInteger[] values, int primes) {
    long[][] out = new long[primes][];
    for (int i = 0; i < primes; i++) {
      BigInteger q = BigInteger.valueOf(Parameters.PRIMES.get(i).q);
      out[i] = Arrays.stream(values).mapToLong(v -> v.mod(q).longValue()).toArray();
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void messagesAreScaledUpToTheNearest(int primes) {
    BigInteger modulus = Parameters.modulus(primes);
    for (int width = 1; width <= 44; width++) {
      long top = (1L << width) - 1;
      long half = 1L << (width - 1);
      long[] extremes = {0, 1, half - 1, half, Math.min(top, half + 1), top - 1, top};
      long[] y =
          LongStream.concat(Arrays.stream(extremes), random.longs(COUNT, 0, top + 1)).toArray();
      for (Prime p : Parameters.PRIMES.subList(0, primes)) {
        BigInteger q = BigInteger.valueOf(p.q);
        long[] out = new long[y.length];
        Rns.scaleUp(y, width, primes, p, out);
        for (int i = 0; i < y.length; i++) {
          BigInteger product = modulus.multiply(BigInteger.valueOf(y[i]));
          BigInteger rounded = product.add(BigInteger.valueOf(half)).shiftRight(width);
          assertThat(Math.floorMod(out[i], p.q))
              .as("%d of %d bits", y[i], width)
              .isEqualTo(rounded.mod(q).longValue());
          assertThat(Math.abs(out[i])).isLessThan(p.q);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void repliesAreScaledDownWithinTheStatedError(int primes) {
    BigInteger modulus = Parameters.modulus(primes);
    for (int bits = 1; bits <= 57; bits++) {
      BigInteger[] values = new BigInteger[COUNT];
      for (int i = 0; i < COUNT; i++) {
        // Beside a tie, where the error is largest.
        BigInteger odd = below(BigInteger.ONE.shiftLeft(bits)).shiftLeft(1).setBit(0);
        BigInteger tie = odd.multiply(modulus).shiftRight(bits + 1);
        values[i] = i % 2 == 0 ? below(modulus) : tie.add(BigInteger.valueOf(i % 4 / 2));
      }
      values[0] = BigInteger.ZERO;
      values[2] = modulus.subtract(BigInteger.ONE);
      values[4] = modulus.shiftRight(1);
      values[6] = BigInteger.ONE;
      long[] out = new long[COUNT];
      Arrays.fill(out, -1);
      int shift = bits % (Parameters.LAYERS + 1);
      BigInteger[] shifted =
          Arrays.stream(values).map(v -> v.shiftLeft(shift)).toArray(BigInteger[]::new);
      Rns.scaleDown(residues(shifted, primes), shift, bits, COUNT - 8, out);
      assertThat(out).endsWith(-1, -1, -1, -1, -1, -1, -1, -1);
      BigInteger period = modulus.shiftLeft(bits);
      for (int i = 0; i < COUNT - 8; i++) {
        assertThat(out[i]).isBetween(0L, (1L << bits) - 1);
        BigInteger difference =
            BigInteger.valueOf(out[i]).multiply(modulus).subtract(values[i].shiftLeft(bits));
        BigInteger above = difference.mod(period);
        BigInteger error = above.min(period.subtract(above));
        assertThat(error.multiply(BigInteger.valueOf(32)))
            .as("%d to %d bits", values[i], bits)
            .isLessThanOrEqualTo(modulus.multiply(BigInteger.valueOf(17)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void numbersOfAQuarterOfTheModulusAreLifted(int primes) {
    BigInteger quarter = Parameters.modulus(primes).shiftRight(2);
    BigInteger[] values = new BigInteger[2000];
    for (int i = 0; i < values.length; i++) {
      BigInteger value = below(quarter).shiftRight(i % 90);
      values[i] = random.nextBoolean() ? value : value.negate();
    }
    values[0] = quarter;
    values[1] = quarter.negate();
    values[2] = BigInteger.ZERO;
    values[3] = BigInteger.ONE;
    values[4] = BigInteger.ONE.negate();
    values[5] = BigInteger.valueOf(Parameters.PRIMES.getFirst().q);
    values[6] = values[5].negate();
    long[] out = new long[values.length];
    Rns.lift(residues(values, primes), out);
    assertThat(out).isEqualTo(Arrays.stream(values).mapToLong(BigInteger::longValue).toArray());
  }
}
