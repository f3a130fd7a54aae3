package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Operand;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.engine.Recording;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** One call by GMW while its circuit runs, over some of its lanes. */
final class GmwRun {
  private static final long[] NONE = {};

  private final Party me;
  private final Recording circuit;
  private final int lanes;
  private final List<Bits[]> results;
  // This side's share of each node that is still of use.
  private final long[][] shares;
  private final long[][] publicBits;

  /**
   * Takes the operands.
   *
   * @param from the first lane, a multiple of 64
   * @param results receives the outputs
   */
  GmwRun(Party me, Recording circuit, LaneCall call, int from, int to, List<Bits[]> results) {
    this.me = me;
    this.circuit = circuit;
    this.results = results;
    lanes = to - from;
    shares = new long[circuit.nodes()][];
    Arrays.fill(shares, NONE);
    publicBits = circuit.publicBits(call, from, to);
    long[][][] addends = new long[call.inputs().size()][0][];
    for (Recording.Input input : circuit.inputs()) {
      Operand operand = call.inputs().get(input.operand());
      switch (circuit.kind(input.node())) {
        case SECRET -> shares[input.node()] = lanes(((Bits) operand).wire(input.wire()), from, to);
        case OF_A, OF_B -> {
          int o = input.operand();
          if (addends[o].length == 0) {
            Shares x = (Shares) operand;
            addends[o] = BitVectors.split(x.values(), from, to, x.width() + x.guard());
          }
          boolean mine = (circuit.kind(input.node()) == Recording.Kind.OF_A) == (me == Party.A);
          shares[input.node()] = mine ? addends[o][input.wire()] : new long[words()];
        }
        default -> {
          // Public bits are there already.
        }
      }
    }
  }

  private long[] lanes(Wire wire, int from, int to) {
    long[] share = ((GmwWire) wire).share();
    if (wire.lanes() == 1) {
      return share[0] == 0 ? new long[words()] : BitVectors.ones(lanes);
    }
    return to - from == wire.lanes() ? share : BitVectors.slice(share, from, to);
  }

  private int words() {
    return BitVectors.words(lanes);
  }

  int depth() {
    return circuit.depth();
  }

  /** Computes what is free on a level and hands over its ANDs. */
  void compute(int level, GmwAnds ands) {
    if (level > circuit.depth()) {
      return;
    }
    Recording.Level nodes = circuit.levels().get(level);
    for (int n : nodes.free()) {
      shares[n] = free(n);
    }
    for (int n : nodes.singles()) {
      shares[n] = new long[words()];
      ands.add(share(circuit.left(n)), share(circuit.right(n)), shares[n]);
    }
    for (int[] group : nodes.groups()) {
      List<GmwAnds.Share> left = new ArrayList<>(group.length);
      List<long[]> out = new ArrayList<>(group.length);
      for (int n : group) {
        shares[n] = new long[words()];
        left.add(share(circuit.left(n)));
        out.add(shares[n]);
      }
      ands.addGroup(left, share(circuit.right(group[0])), out);
    }
  }

  private long[] free(int n) {
    long[] x = shares[Recording.node(circuit.left(n))];
    int right = circuit.right(n);
    return switch (circuit.kind(n)) {
      case XOR -> BitVectors.xor(x, shares[Recording.node(right)]);
      case XOR_PUBLIC -> me == Party.A ? BitVectors.xor(x, publicBits[Recording.node(right)]) : x;
      case AND_PUBLIC -> BitVectors.and(x, Recording.publicBits(publicBits, right, lanes));
      default -> throw new IllegalStateException(circuit.kind(n) + " is not free");
    };
  }

  /** A literal as an input of an AND: where it is inverted, A inverts its share. */
  private GmwAnds.Share share(int literal) {
    boolean flip = Recording.isInverted(literal) && me == Party.A;
    return new GmwAnds.Share(shares[Recording.node(literal)], flip ? -1 : 0);
  }

  /** Forgets what is of no use after the ANDs of a level, and tidies up those. */
  void release(int level) {
    if (level > circuit.depth()) {
      return;
    }
    Recording.Level nodes = circuit.levels().get(level);
    for (int n : nodes.singles()) {
      BitVectors.clearTail(shares[n], lanes);
    }
    for (int[] group : nodes.groups()) {
      for (int n : group) {
        BitVectors.clearTail(shares[n], lanes);
      }
    }
    for (int n : nodes.released()) {
      shares[n] = NONE;
    }
  }

  /** Hands over the outputs. */
  void finish() {
    Bits[] out = new Bits[circuit.outputs()];
    for (int o = 0; o < out.length; o++) {
      Wire[] wires = new Wire[circuit.width(o)];
      for (int i = 0; i < wires.length; i++) {
        wires[i] = output(o, i);
      }
      out[o] = Bits.of(wires);
    }
    results.add(out);
  }

  private Wire output(int o, int i) {
    if (circuit.isConstant(o, i)) {
      return PublicWire.constant(circuit.constant(o, i), lanes);
    }
    int literal = circuit.output(o, i);
    int node = Recording.node(literal);
    if (circuit.kind(node).isPublic()) {
      return PublicWire.of(Recording.publicBits(publicBits, literal, lanes), lanes);
    }
    boolean flip = Recording.isInverted(literal) && me == Party.A;
    long[] share = flip ? BitVectors.xor(shares[node], BitVectors.ones(lanes)) : shares[node];
    return new GmwWire(share, lanes);
  }
}
