package quotient.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Carries through a row of blocks, of which each generates a carry or propagates the one that comes
 * in, in log2 of the blocks' number levels (Sklansky, "Conditional-Sum Addition Logic", IRE Trans.
 * Electronic Computers, 1960). Of all prefix trees this one has the most gates with an input in
 * common, which gate schemes may make cheap.
 */
final class PrefixTree {
  private PrefixTree() {}

  /**
   * The carries out of all blocks, the lowest first.
   *
   * @param generate whether a block makes a carry by itself
   * @param propagate whether it passes one on; of a block that generates it doesn't matter if the
   *     two are exclusive: {@code g xor p c}. The lowest block's is not used.
   */
  static Wire[] carries(Gates gates, Wire[] generate, Wire[] propagate) {
    Wire[] g = generate.clone();
    Wire[] p = propagate.clone();
    for (int half = 1; half < g.length; half *= 2) {
      for (int from = 0; from + half < g.length; from += 2 * half) {
        int end = Math.min(from + 2 * half, g.length);
        merge(gates, g, p, from + half, end, from == 0);
      }
    }
    return g;
  }

  /** Puts what lies below before each of the blocks {@code from} to {@code end}. */
  private static void merge(
      Gates gates, Wire[] g, Wire[] p, int from, int end, boolean nothingComesIn) {
    Wire below = g[from - 1];
    Wire through = p[from - 1];
    if (end == from + 1 && !nothingComesIn) {
      Bits both = gates.and(Bits.of(below, through), p[from]);
      g[from] = gates.xor(g[from], both.wire(0));
      p[from] = both.wire(1);
      return;
    }
    Bits own = Bits.of(Arrays.copyOfRange(p, from, end));
    Bits carried = gates.and(own, below);
    IntStream.range(from, end).forEach(i -> g[i] = gates.xor(g[i], carried.wire(i - from)));
    if (!nothingComesIn) {
      Bits passed = gates.and(own, through);
      IntStream.range(from, end).forEach(i -> p[i] = passed.wire(i - from));
    }
  }
}
