package quotient.training;

/**
 * The public random numbers of a job: initial weights, shuffles, dither (Steele, Lea, Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014). Both parties draw the same numbers from
 * the job's seed; nothing secret comes from here.
 */
final class SplitMix64 {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /** The stream of {@code seed} after its first {@code drawn} numbers: a jump, not a walk. */
  static SplitMix64 at(long seed, long drawn) {
    return new SplitMix64(seed + drawn * STEP);
  }

  long next() {
    state += STEP;
    long z = state;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The next 32 random bits, as a non-negative long. */
  long next32() {
    return next() >>> 32;
  }

  /** A permutation of {@code 0 .. n - 1} by Fisher and Yates, from the top. */
  int[] permutation(int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = (int) Long.remainderUnsigned(next(), i + 1);
      int swap = p[i];
      p[i] = p[j];
      p[j] = swap;
    }
    return p;
  }
}
