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

  /** Levels of a tree over so many blocks. */
  static int levels(int blocks) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(blocks, 1) - 1);
  }

  /**
   * The carries out of all blocks, the lowest first.
   *
   * @param generate whether a block makes a carry by itself
   * @param propagate whether it passes one on; of a block that generates it doesn't matter if the
   *     two are exclusive: {@code g xor p c}. The lowest block's is not used.
   */
  static Wire[] carries(Gates gates, Wire[] generate, Wire[] propagate) {
    return carries(gates, generate, propagate, IntStream.range(0, generate.length).toArray());
  }

  /**
   * The same where blocks are some of the tree's leaves. A block that has a pair of leaves for
   * itself is not used on the first level, one with four not on the first two.
   *
   * @param leaves those of the blocks, ascending
   */
  static Wire[] carries(Gates gates, Wire[] generate, Wire[] propagate, int[] leaves) {
    Wire[] g = generate.clone();
    Wire[] p = propagate.clone();
    for (int half = 1; leaves.length > 0 && half <= leaves[leaves.length - 1]; half *= 2) {
      int end = 0;
      for (int start = 0; start < leaves.length; start = end) {
        int middle = start;
        int group = leaves[start] / (2 * half);
        while (middle < leaves.length && leaves[middle] < (2 * group + 1) * half) {
          middle++;
        }
        end = middle;
        while (end < leaves.length && leaves[end] / (2 * half) == group) {
          end++;
        }
        if (start < middle && middle < end) {
          merge(gates, g, p, middle, end, start == 0);
        }
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
