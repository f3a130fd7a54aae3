package quotient.lattice;

/**
 * The number-theoretic transform modulo X^n + 1, whole or in part. Layer l of the transform splits
 * each of 2^l factors {@code X^s - r^2} into {@code (X^(s/2) - r)(X^(s/2) + r)}; after d layers a
 * polynomial is held as its remainders modulo the 2^d factors {@code X^(n / 2^d) - r_t}, each in
 * consecutive coefficients. There a polynomial in {@code X^(n / 2^d)} is one number a factor, so
 * multiplying by it is scaling ("incomplete transform", as in Kyber).
 */
final class Transform {
  private static final Kernel KERNEL = Kernel.CHOSEN;

  private Transform() {}

  /** Layers {@code from} (inclusive) to {@code to} (exclusive); results below 17 q. */
  static void forward(long[] a, int length, int from, int to, Prime p) {
    for (int layer = from; layer < to; layer++) {
      KERNEL.forward(a, length, layer, p);
    }
  }

  /** Undoes layers {@code from} to {@code to}; from below 4 q to {@code 0 .. q - 1}. */
  static void inverse(long[] a, int length, int from, int to, Prime p) {
    inverseTimes(a, length, from, to, p);
    KERNEL.scale(a, length, p.inversePowersOfTwo[to - from], p);
    KERNEL.canonical(a, length, p);
  }

  /**
   * Undoes layers {@code from} to {@code to}, but for a factor of {@code 2^(to - from)} in the
   * result; from below 4 q to below 1.5 q in magnitude.
   */
  static void inverseTimes(long[] a, int length, int from, int to, Prime p) {
    for (int layer = to - 1; layer >= from; layer--) {
      KERNEL.inverse(a, length, layer, p);
    }
  }
}
