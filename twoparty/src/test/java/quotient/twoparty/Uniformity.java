package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Statistics of bytes that should be uniform. The bounds are six standard deviations, so a uniform
 * source fails once in a billion runs; and the tests' randomness is fixed anyway.
 */
final class Uniformity {
  private static final int DEVIATIONS = 6;

  private Uniformity() {}

  /** Counts of ones, of ones at each place of a byte, and of byte values. */
  static void assertUniform(String what, byte[] bytes) {
    assertThat(bytes.length).as("bytes of %s", what).isGreaterThan(4000);
    long[] places = new long[8];
    long[] values = new long[256];
    for (byte b : bytes) {
      values[b & 0xff]++;
      for (int i = 0; i < 8; i++) {
        places[i] += b >>> i & 1;
      }
    }
    for (int i = 0; i < 8; i++) {
      double deviation = (places[i] - bytes.length / 2.0) / Math.sqrt(bytes.length / 4.0);
      assertThat(Math.abs(deviation)).as("ones in bit %d of %s", i, what).isLessThan(DEVIATIONS);
    }
    double expected = bytes.length / 256.0;
    double chiSquare = 0;
    for (long count : values) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // Chi-square of 255 degrees of freedom: mean 255, variance 510.
    assertThat((chiSquare - 255) / Math.sqrt(510))
        .as("chi-square of %s", what)
        .isBetween(-(double) DEVIATIONS, (double) DEVIATIONS);
  }
}
