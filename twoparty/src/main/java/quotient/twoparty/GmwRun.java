package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<Addend, long[][]> addends = new HashMap<>();
    for (Recording.Input input : circuit.inputs()) {
      Operand operand = call.inputs().get(input.operand());
      Recording.Kind kind = circuit.kind(input.node());
      switch (kind) {
        case SECRET -> shares[input.node()] = lanes(((Bits) operand).wire(input.wire()), from, to);
        case OF_A, OF_B -> {
          Addend addend = new Addend(input.operand(), input.less());
          shares[input.node()] =
              isMine(kind)
                  ? addends
                      .computeIfAbsent(addend, a -> bits((Shares) operand, a, from, to))[
                      input.wire()]
                  : new long[words()];
        }
        default -> {
          // Public bits are there already.
        }
      }
    }
  }

  /** This party's addend of an operand, less a public number. */
  private record Addend(int operand, long less) {}

  private static long[][] bits(Shares x, Addend addend, int from, int to) {
    long[] values = Arrays.copyOfRange(x.values(), from, to);
    for (int i = 0; i < values.length && addend.less != 0; i++) {
      values[i] -= addend.less;
    }
    return BitVectors.split(values, 0, values.length, x.width() + x.guard());
  }

  private boolean isMine(Recording.Kind kind) {
    return kind == (me == Party.A ? Recording.Kind.OF_A : Recording.Kind.OF_B);
  }

  private long[] lanes(Wire wire, int from, int to) {
    long[] share = ((GmwWire) wire).share();
    if (wire.lanes() == 1) {
      long[] all = new long[words()];
      Arrays.fill(all, -(share[0] & 1));
      BitVectors.clearTail(all, lanes);
      return all;
    }
    return to - from == wire.lanes() ? share : BitVectors.slice(share, from, to);
  }

  private int words() {
    return BitVectors.words(lanes);
  }

  int depth() {
    return circuit.depth();
  }

  /** Computes what is free on a level and hands over its gates. */
  void compute(int level, GmwLevel gates) {
    if (level > circuit.depth()) {
      return;
    }
    Recording.Level nodes = circuit.levels().get(level);
    for (int n : nodes.free()) {
      shares[n] = free(n);
    }
    for (int n : nodes.singles()) {
      shares[n] = new long[words()];
      gates.ands().add(share(circuit.left(n)), share(circuit.right(n)), shares[n]);
    }
    for (int n : nodes.crosses()) {
      shares[n] = new long[words()];
      boolean leftIsMine = isMine(circuit.kind(Recording.node(circuit.left(n))));
      int mine = leftIsMine ? circuit.left(n) : circuit.right(n);
      gates.crosses().add(bits(mine), Recording.isInverted(mine) ? -1 : 0, shares[n]);
    }
    if (level == 0) {
      circuit.leaves().forEach(leaf -> lookUp(leaf, gates.tables()));
    }
    for (int[] group : nodes.groups()) {
      List<GmwAnds.Share> left = new ArrayList<>(group.length);
      List<long[]> out = new ArrayList<>(group.length);
      for (int n : group) {
        shares[n] = new long[words()];
        left.add(share(circuit.left(n)));
        out.add(shares[n]);
      }
      gates.ands().addGroup(left, share(circuit.right(group[0])), out);
    }
  }

  private long[] bits(int literal) {
    return shares[Recording.node(literal)];
  }

  private void lookUp(Recording.Leaf leaf, GmwTables tables) {
    long[][] mine =
        Arrays.stream(me == Party.A ? leaf.ofA() : leaf.ofB())
            .mapToObj(n -> shares[n])
            .toArray(long[][]::new);
    tables.add(mine, new long[][] {newShare(leaf.generate()), newShare(leaf.propagate())}, words());
  }

  private long[] newShare(int n) {
    if (n < 0) {
      return NONE;
    }
    shares[n] = new long[words()];
    return shares[n];
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
    for (int[] tidied : List.of(nodes.singles(), nodes.crosses(), nodes.lookedUp())) {
      for (int n : tidied) {
        BitVectors.clearTail(shares[n], lanes);
      }
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
