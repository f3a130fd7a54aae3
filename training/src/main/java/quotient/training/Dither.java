package quotient.training;

import quotient.engine.Bits;
import quotient.engine.Circuits;

/**
 * Rounds errors to fewer bits with public random numbers: {@code e = sat_b((x + r) >> k)} with r
 * uniform in 0 .. 2^k - 1. Unbiased, and free, because r is public; the nearest integer would lose
 * small errors, the floor would drift.
 */
final class Dither {
  private final SplitMix64 random;
  private final int errorBits;

  Dither(Hyperparameters hyper) {
    random = new SplitMix64(hyper.seed() ^ 0x5DEECE66DL);
    errorBits = hyper.errorBits();
  }

  /** The random numbers for a units x examples matrix, drawn example by example: k wires. */
  Bits draw(int units, int examples, int k) {
    long[] values = new long[Math.multiplyExact(units, examples)];
    for (int b = 0; b < examples; b++) {
      for (int u = 0; u < units; u++) {
        values[u * examples + b] = random.next() >>> (64 - k);
      }
    }
    return Bits.ofPublic(values, k);
  }

  /** {@code sat_b((x + r) >> k)}, where r has k wires. */
  Bits round(Circuits c, Bits x, Bits r) {
    int width = Math.max(x.width(), r.width()) + 1;
    return c.saturate(c.add(x.signed(width), r.unsigned(width)).dropLow(r.width()), errorBits);
  }
}
