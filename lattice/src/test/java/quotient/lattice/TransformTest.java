package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by transforms against products of polynomials as at school. */
class TransformTest {
  private static final int N = Parameters.DEGREE;

  private static long[] polynomial(long seed, Prime p) {
    return new SplittableRandom(seed).longs(N, 0, p.q).toArray();
  }

  /** {@code a b} modulo X^n + 1 and q. */
  private static long[] school(long[] a, long[] b, Prime p) {
    long[] out = new long[N];
    for (int i = 0; i < N; i++) {
      if (a[i] == 0) {
        continue;
      }
      for (int j = 0; j < N; j++) {
        int exponent = (i + j) % N;
        long term = i + j < N ? a[i] * b[j] : a[i] * (p.q - b[j]);
        out[exponent] = (out[exponent] + term) % p.q;
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void inverseUndoesForward(int index) {
    Prime p = Parameters.PRIMES.get(index);
    long[] a = polynomial(1, p);
    for (int from = 0; from <= Parameters.LAYERS; from++) {
      for (int to = from; to <= Parameters.LAYERS; to++) {
        long[] out = a.clone();
        Transform.forward(out, N, from, to, p);
        Kernel.CHOSEN.canonical(out, N, p);
        Transform.inverse(out, N, from, to, p);
        assertThat(out).as("layers %d to %d", from, to).isEqualTo(a);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void productsInTheTransformAreThoseModuloTheRing(int index) {
    Prime p = Parameters.PRIMES.get(index);
    long[] a = polynomial(2, p);
    long[] b = polynomial(3, p);
    long[] expected = school(a, b, p);
    Transform.forward(a, N, 0, Parameters.LAYERS, p);
    Transform.forward(b, N, 0, Parameters.LAYERS, p);
    Kernel.CHOSEN.scale(b, N, p.toMontgomery, p);
    long[] product = new long[N];
    Kernel.CHOSEN.multiply(a, b, product, N, p);
    Transform.inverse(product, N, 0, Parameters.LAYERS, p);
    assertThat(product).isEqualTo(expected);
  }

  /** A polynomial in X^(n / 2^d) is one number a factor after d layers. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 8, 9})
  void sparsePolynomialsScaleTheFactorsOfAPartialTransform(int layers) {
    int factors = 1 << layers;
    int step = N / factors;
    for (Prime p : Parameters.PRIMES) {
      long[] scalars = new SplittableRandom(4).longs(8L * factors, 0, p.q).toArray();
      long[] sparse = new long[N];
      for (int t = 0; t < factors; t++) {
        sparse[t * step] = scalars[8 * t + 3];
      }
      long[] a = polynomial(5, p);
      long[] expected = school(sparse, a, p);
      Transform.forward(scalars, scalars.length, 0, layers, p);
      Transform.forward(a, N, 0, layers, p);
      for (int j = 0; j < N; j++) {
        long scalar = Math.floorMod(scalars[8 * (j / step) + 3], p.q);
        a[j] = Math.floorMod(a[j], p.q) * scalar % p.q;
      }
      Transform.inverse(a, N, 0, layers, p);
      assertThat(a).isEqualTo(expected);
    }
  }
}
