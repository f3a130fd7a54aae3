package quotient.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Bits of the sum of two numbers of which A knows one and B the other. The bits below the top are
 * cut into blocks, one ending at each bit that is wanted, so that its carry is there; what a block
 * does to a carry is looked up in a {@linkplain Recording.Leaf table} (Rathee et al., "CrypTFlow2",
 * CCS 2020, section 3), that of a single bit is a product; a {@link PrefixTree} joins the blocks.
 *
 * <p>A top bit that is far above the others has blocks of its own where this makes the tree less
 * deep: fewer and longer ones.
 */
final class AddendSum {
  private final Recorder gates;
  private final Bits a;
  private final Bits b;

  private AddendSum(Recorder gates, Bits a, Bits b) {
    this.gates = gates;
    this.a = a;
    this.b = b;
  }

  /**
   * The wanted bits of a + b, the lowest first.
   *
   * @param a known to A
   * @param b known to B, as wide
   */
  static List<Wire> of(Recorder gates, Bits a, Bits b, BitSet wanted) {
    AddendSum sum = new AddendSum(gates, a, b);
    BitSet top = new BitSet();
    top.set(wanted.length() - 1);
    BitSet others = (BitSet) wanted.clone();
    others.andNot(top);
    if (Math.max(levels(others), levels(top)) == levels(wanted)) {
      return sum.bits(wanted);
    }
    List<Wire> out = new ArrayList<>(sum.bits(others));
    out.addAll(sum.bits(top));
    return out;
  }

  /** Bits {@code from} to {@code to}, of which the next one may be wanted. */
  private record Block(int from, int to) {
    boolean isTable() {
      return to - from > 1;
    }
  }

  /** The blocks below the highest bit wanted. */
  private static List<Block> blocks(BitSet wanted) {
    List<Block> out = new ArrayList<>();
    int from = 0;
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      for (int left = Math.ceilDiv(i - from, Recording.Leaf.MAX_BITS); left > 0; left--) {
        int to = from + Math.ceilDiv(i - from, left);
        out.add(new Block(from, to));
        from = to;
      }
    }
    return out;
  }

  /**
   * The leaves of the tree that blocks are. A table comes a level later than a product, so it has a
   * pair of leaves for itself.
   */
  private static int[] leaves(List<Block> blocks) {
    int[] out = new int[blocks.size()];
    int next = 0;
    for (int i = 0; i < out.length; i++) {
      boolean isTable = blocks.get(i).isTable();
      next += isTable ? next % 2 : 0;
      out[i] = next;
      next += isTable ? 2 : 1;
    }
    return out;
  }

  private static int levels(BitSet wanted) {
    List<Block> blocks = blocks(wanted);
    int[] leaves = leaves(blocks);
    return blocks.isEmpty() ? 0 : PrefixTree.levels(leaves[leaves.length - 1] + 1);
  }

  private List<Wire> bits(BitSet wanted) {
    List<Block> blocks = blocks(wanted);
    Wire[] generate = new Wire[blocks.size()];
    Wire[] propagate = new Wire[blocks.size()];
    int[] blockBelow = new int[a.width()];
    for (int i = 0; i < generate.length; i++) {
      Block block = blocks.get(i);
      Recorder.Carry carry =
          gates.carry(a.wires(block.from, block.to), b.wires(block.from, block.to));
      generate[i] = carry.generate();
      propagate[i] = carry.propagate();
      blockBelow[block.to] = i;
    }
    Wire[] carries = PrefixTree.carries(gates, generate, propagate, leaves(blocks));
    return wanted.stream()
        .mapToObj(i -> {
          Wire halfSum = gates.xor(a.wire(i), b.wire(i));
          return i == 0 ? halfSum : gates.xor(halfSum, carries[blockBelow[i]]);
        })
        .toList();
  }
}
