package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import quotient.crypto.SecretBlock;

/** Ranges and distributions, at fixed seeds. */
class SamplerTest {
  private static final int N = Parameters.DEGREE;
  private static final int POLYNOMIALS = 16;

  private static Sampler sampler(int seed) {
    byte[] bytes = new byte[SecretBlock.BYTES];
    bytes[0] = (byte) seed;
    return new Sampler(SecretBlock.copyOf(bytes, 0));
  }

  private static long[] draw(int seed, BiConsumer<Sampler, long[]> method) {
    Sampler sampler = sampler(seed);
    long[] all = new long[POLYNOMIALS * N];
    long[] one = new long[N];
    for (int i = 0; i < POLYNOMIALS; i++) {
      method.accept(sampler, one);
      System.arraycopy(one, 0, all, i * N, N);
    }
    return all;
  }

  private static double mean(long[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(long[] values) {
    return Arrays.stream(values).mapToDouble(x -> (double) x * x).average().orElseThrow();
  }

  private static double correlation(long[] values) {
    double sum = 0;
    for (int i = 1; i < values.length; i++) {
      sum += (double) values[i] * values[i - 1];
    }
    return sum / (values.length - 1) / variance(values);
  }

  @Test
  void errorsAreCentredBinomial() {
    long[] errors = draw(1, Sampler::error);
    assertThat(Arrays.stream(errors)).allMatch(e -> Math.abs(e) <= Parameters.MAX_ERROR);
    assertThat(mean(errors)).isBetween(-0.06, 0.06);
    assertThat(variance(errors)).isBetween(10.2, 10.8);
    assertThat(correlation(errors)).isBetween(-0.02, 0.02);
    // 8021 and 95 of 65536 are expected.
    assertThat(Arrays.stream(errors).filter(e -> e == 0).count()).isBetween(7600L, 8500L);
    assertThat(Arrays.stream(errors).filter(e -> e >= 10).count()).isBetween(40L, 155L);
    assertThat(Arrays.stream(errors).filter(e -> e <= -10).count()).isBetween(40L, 155L);
  }

  @Test
  void ternaryValuesAreEquallyFrequent() {
    long[] values = draw(2, Sampler::ternary);
    for (long value = -1; value <= 1; value++) {
      long wanted = value;
      assertThat(Arrays.stream(values).filter(x -> x == wanted).count()).isBetween(21200L, 22500L);
    }
    assertThat(values).containsOnly(-1, 0, 1);
    assertThat(correlation(values)).isBetween(-0.02, 0.02);
  }

  @Test
  void residuesAreUniformBelowThePrime() {
    for (Prime p : Parameters.PRIMES) {
      long[] values = draw(3, (sampler, out) -> sampler.uniform(out, p));
      int[] sixteenths = new int[16];
      long[] centred = new long[values.length];
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isBetween(0L, p.q - 1);
        sixteenths[(int) (16 * values[i] / p.q)]++;
        centred[i] = values[i] - p.q / 2;
      }
      assertThat(sixteenths).matches(counts -> Arrays.stream(counts).allMatch(c -> 3750 < c));
      assertThat(correlation(centred)).isBetween(-0.02, 0.02);
      assertThat(Arrays.stream(values).filter(v -> v % 2 == 1).count()).isBetween(32000L, 33500L);
    }
  }

  @Test
  void masksHaveBalancedBits() {
    for (int bits : new int[] {1, 20, 57, 63}) {
      long[] values = draw(4, (sampler, out) -> sampler.bits(out, N, bits));
      assertThat(Arrays.stream(values)).allMatch(v -> v >>> bits == 0);
      for (int bit = 0; bit < bits; bit++) {
        int shift = bit;
        assertThat(Arrays.stream(values).filter(v -> ((v >>> shift) & 1) == 1).count())
            .as("bit %d of %d", bit, bits)
            .isBetween(32000L, 33500L);
      }
    }
  }

  @Test
  void masksFillNoMoreThanTheirCount() {
    long[] out = new long[10];
    sampler(5).bits(out, 7, 40);
    assertThat(out).endsWith(0, 0, 0);
  }

  @Test
  void aSeedGivesOneStream() {
    Prime p = Parameters.PRIMES.getFirst();
    long[] first = draw(6, (sampler, out) -> sampler.uniform(out, p));
    assertThat(draw(6, (sampler, out) -> sampler.uniform(out, p))).isEqualTo(first);
    long[] other = draw(7, (sampler, out) -> sampler.uniform(out, p));
    int equal = 0;
    for (int i = 0; i < first.length; i++) {
      equal += first[i] == other[i] ? 1 : 0;
    }
    assertThat(equal).isLessThan(5);
    assertThat(Arrays.stream(first).distinct().count()).isGreaterThan(first.length - 20);
  }
}
