package quotient.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Bits of the sum of two numbers of which A knows one and B the other. The bits below the top are
 * cut into blocks, one ending at each bit that is wanted, so that its carry is there; what a block
 * does to a carry is looked up in a {@linkplain Recording.Leaf table} (Rathee et al., "CrypTFlow2",
 * CCS 2020, section 3), that of a single bit is a product; a {@link PrefixTree} joins the blocks.
 */
final class AddendSum {
  private AddendSum() {}

  /**
   * The wanted bits of a + b, the lowest first.
   *
   * @param a known to A
   * @param b known to B, as wide
   */
  static List<Wire> of(Recorder gates, Bits a, Bits b, BitSet wanted) {
    List<Wire> generate = new ArrayList<>();
    List<Wire> propagate = new ArrayList<>();
    int[] blocksBelow = new int[a.width()];
    int from = 0;
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      int blocks = Math.ceilDiv(i - from, Recording.Leaf.MAX_BITS);
      for (int left = blocks; left > 0; left--) {
        int to = from + Math.ceilDiv(i - from, left);
        Recorder.Carry carry = gates.carry(a.wires(from, to), b.wires(from, to));
        generate.add(carry.generate());
        propagate.add(carry.propagate());
        from = to;
      }
      blocksBelow[i] = generate.size();
    }
    Wire[] carries =
        PrefixTree.carries(gates, generate.toArray(Wire[]::new), propagate.toArray(Wire[]::new));
    return wanted.stream()
        .mapToObj(i -> {
          Wire halfSum = gates.xor(a.wire(i), b.wire(i));
          return blocksBelow[i] == 0 ? halfSum : gates.xor(halfSum, carries[blocksBelow[i] - 1]);
        })
        .toList();
  }
}
