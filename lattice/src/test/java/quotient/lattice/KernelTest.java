package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels against each other, against plain arithmetic modulo q and against their bounds. */
class KernelTest {
  private static final int N = Parameters.DEGREE;
  private static final Kernel VECTOR = new VectorKernel();
  private static final Kernel PLAIN = new PlainKernel();

  private final RandomGenerator random = new SplittableRandom(7);

  /** Magnitudes of at most {@code bound}: all, only the extremes, or their like signs. */
  private long[][] samples(int length, long bound) {
    long[] mixed = new long[length];
    long[] extremes = new long[length];
    for (int i = 0; i < length; i++) {
      mixed[i] = random.nextLong(-bound, bound + 1);
      extremes[i] = random.nextBoolean() ? bound : -bound;
    }
    long[] high = new long[length];
    Arrays.fill(high, bound);
    long[] low = new long[length];
    Arrays.fill(low, -bound);
    return new long[][] {mixed, extremes, high, low};
  }

  /** {@code c / 2^32 mod q}. */
  private static long plainConstant(long c, Prime p) {
    BigInteger q = BigInteger.valueOf(p.q);
    return BigInteger.valueOf(c)
        .multiply(BigInteger.ONE.shiftLeft(32).modInverse(q))
        .mod(q)
        .longValue();
  }

  private static long times(long a, long b, Prime p) {
    return Math.floorMod(Math.floorMod(a, p.q) * Math.floorMod(b, p.q), p.q);
  }

  private static long[] modulo(long[] a, Prime p) {
    return Arrays.stream(a).map(x -> Math.floorMod(x, p.q)).toArray();
  }

  private static long magnitude(long[] a) {
    return Arrays.stream(a).map(Math::abs).max().orElse(0);
  }

  private static long[] forward(long[] a, int layer, Prime p) {
    long[] out = new long[a.length];
    int stride = a.length >> (layer + 1);
    for (int j = 0; j < a.length; j++) {
      long root = plainConstant(p.roots[(1 << layer) + j / (2 * stride)], p);
      boolean upper = j / stride % 2 == 1;
      int lower = upper ? j - stride : j;
      long t = times(a[lower + stride], root, p);
      out[j] = Math.floorMod(upper ? a[lower] - t : a[lower] + t, p.q);
    }
    return out;
  }

  private static long[] inverse(long[] a, int layer, Prime p) {
    long[] out = new long[a.length];
    int stride = a.length >> (layer + 1);
    for (int j = 0; j < a.length; j++) {
      long root = plainConstant(p.inverseRoots[(1 << layer) + j / (2 * stride)], p);
      boolean upper = j / stride % 2 == 1;
      long sum = upper ? times(a[j - stride] - a[j], root, p) : a[j] + a[j + stride];
      out[j] = Math.floorMod(sum, p.q);
    }
    return out;
  }

  private static boolean isAllowed(int length, int layer) {
    return length == N || (length >> (layer + 1)) % 8 == 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {N, 32 * 24, 8 * 16, 2 * 8 * 5})
  void forwardLayersAreButterflies(int length) {
    for (Prime p : Parameters.PRIMES) {
      for (int layer = 0; layer < Parameters.LAYERS && isAllowed(length, layer); layer++) {
        for (long bound : new long[] {1, p.q, 12 * p.q}) {
          for (long[] a : samples(length, bound)) {
            long[] vector = a.clone();
            VECTOR.forward(vector, length, layer, p);
            long[] plain = a.clone();
            PLAIN.forward(plain, length, layer, p);
            assertThat(vector).as("layer %d, bound %d", layer, bound).isEqualTo(plain);
            assertThat(modulo(plain, p)).isEqualTo(forward(a, layer, p));
            assertThat(magnitude(plain)).isLessThanOrEqualTo(9 * bound / 8 + p.q / 2 + 1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {N, 32 * 24, 8 * 16, 2 * 8 * 5})
  void inverseLayersUndoButterflies(int length) {
    for (Prime p : Parameters.PRIMES) {
      for (int layer = 0; layer < Parameters.LAYERS && isAllowed(length, layer); layer++) {
        for (long bound : new long[] {1, p.q, 4 * p.q}) {
          for (long[] a : samples(length, bound)) {
            long[] vector = a.clone();
            VECTOR.inverse(vector, length, layer, p);
            long[] plain = a.clone();
            PLAIN.inverse(plain, length, layer, p);
            assertThat(vector).as("layer %d, bound %d", layer, bound).isEqualTo(plain);
            assertThat(modulo(plain, p)).isEqualTo(inverse(a, layer, p));
            assertThat(magnitude(plain)).isLessThanOrEqualTo(3 * p.q / 2);
          }
        }
      }
    }
  }

  /** Quotients of 2^31, the one value whose negative is itself. */
  @ParameterizedTest
  @ValueSource(longs = {1L << 31, -(1L << 31), 3L << 31, 1L << 30, 1L << 32})
  void layersAreRightWhereQuotientsAreTheirNegatives(long value) {
    for (Prime p : Parameters.PRIMES) {
      for (int layer = 0; layer < Parameters.LAYERS; layer++) {
        long[] a = new long[N];
        Arrays.fill(a, value);
        for (Kernel kernel : new Kernel[] {VECTOR, PLAIN}) {
          long[] out = a.clone();
          kernel.forward(out, N, layer, p);
          assertThat(modulo(out, p)).isEqualTo(forward(a, layer, p));
          assertThat(magnitude(out)).isLessThanOrEqualTo(9 * Math.abs(value) / 8 + p.q / 2 + 1);
        }
      }
    }
  }

  /** The bound of each factor of the transform, with its own roots. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void noButterflyOfATransformExceeds64Bits(int index) {
    Prime p = Parameters.PRIMES.get(index);
    double[] bounds = {p.q};
    for (int layer = 0; layer < Parameters.LAYERS; layer++) {
      double[] next = new double[2 * bounds.length];
      for (int block = 0; block < bounds.length; block++) {
        assertThat(bounds[block]).isLessThan(12.0 * p.q);
        double product = bounds[block] * Math.abs(p.roots[bounds.length + block]);
        assertThat(product + 0x1p31 * p.q).isLessThan(0x1p63);
        next[2 * block] = bounds[block] + product / 0x1p32 + p.q / 2.0;
        next[2 * block + 1] = next[2 * block];
      }
      bounds = next;
    }
    assertThat(Arrays.stream(bounds).max().orElseThrow()).isLessThan(17.0 * p.q);
  }

  @ParameterizedTest
  @ValueSource(ints = {N, 32 * 24, 8})
  void scalingAndReducing(int length) {
    for (Prime p : Parameters.PRIMES) {
      for (long[] a : samples(length, 17 * p.q)) {
        for (long c : new long[] {p.toMontgomery, p.q / 2, -p.q / 2, 1, 0}) {
          long[] vector = a.clone();
          VECTOR.scale(vector, length, c, p);
          long[] plain = a.clone();
          PLAIN.scale(plain, length, c, p);
          assertThat(vector).isEqualTo(plain);
          long factor = plainConstant(c, p);
          long[] expected = Arrays.stream(a).map(x -> times(x, factor, p)).toArray();
          assertThat(modulo(plain, p)).isEqualTo(expected);
          assertThat(magnitude(plain)).isLessThan(64 * p.q / 100);
        }
        long[] vector = a.clone();
        VECTOR.canonical(vector, length, p);
        assertThat(vector).isEqualTo(modulo(a, p));
        long[] plain = a.clone();
        PLAIN.canonical(plain, length, p);
        assertThat(plain).isEqualTo(modulo(a, p));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, -1, 0, 1, 2})
  void reducingNextToMultiplesOfTheModulus(long distance) {
    for (Prime p : Parameters.PRIMES) {
      long[] a = new long[40];
      for (int i = 0; i < a.length; i++) {
        a[i] = Math.clamp(i - 20, -16, 16) * (i % 2 == 0 ? p.q : 1L << 30) + distance;
      }
      for (Kernel kernel : new Kernel[] {VECTOR, PLAIN}) {
        long[] out = a.clone();
        kernel.canonical(out, out.length, p);
        assertThat(out).isEqualTo(modulo(a, p));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {N, 32 * 24, 8})
  void products(int length) {
    for (Prime p : Parameters.PRIMES) {
      for (long[] a : samples(length, 17 * p.q)) {
        for (long[] b : samples(length, p.q)) {
          long[] vector = new long[length];
          VECTOR.multiply(a, b, vector, length, p);
          long[] plain = new long[length];
          PLAIN.multiply(a, b, plain, length, p);
          assertThat(vector).isEqualTo(plain);
          assertThat(magnitude(plain)).isLessThan(p.q);
          for (int i = 0; i < length; i++) {
            assertThat(times(plain[i], 1L << 32, p)).isEqualTo(times(a[i], b[i], p));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 12, 23, 100})
  void tilesOfMatrixProducts(int blocks) {
    for (Prime p : Parameters.PRIMES) {
      for (long[] x : samples(5 + Kernel.TILE * blocks, 64 * p.q / 100)) {
        long[][] random = new long[blocks][];
        long[][] high = new long[blocks][40];
        for (int k = 0; k < blocks; k++) {
          random[k] = this.random.longs(40, 0, p.q).toArray();
          Arrays.fill(high[k], p.q - 1);
        }
        checkTile(x, random, p);
        checkTile(x, high, p);
      }
    }
  }

  private static void checkTile(long[] x, long[][] y, Prime p) {
    int at = 8;
    int width = 16;
    long[][] vector = new long[Kernel.TILE][40];
    VECTOR.multiplyAdd(x, 5, y, at, width, vector, p);
    long[][] plain = new long[Kernel.TILE][40];
    PLAIN.multiplyAdd(x, 5, y, at, width, plain, p);
    assertThat(vector).isDeepEqualTo(plain);
    BigInteger q = BigInteger.valueOf(p.q);
    for (int i = 0; i < Kernel.TILE; i++) {
      assertThat(magnitude(plain[i])).isLessThan(p.q);
      for (int j = 0; j < 40; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < y.length && j >= at && j < at + width; k++) {
          BigInteger factor = BigInteger.valueOf(x[5 + Kernel.TILE * k + i]);
          sum = sum.add(factor.multiply(BigInteger.valueOf(y[k][j])));
        }
        assertThat(BigInteger.valueOf(plain[i][j]).shiftLeft(32).mod(q)).isEqualTo(sum.mod(q));
      }
    }
  }
}
