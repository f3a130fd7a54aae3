package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;

/**
 * A {@linkplain LaneCircuit lane circuit} as a graph of gates, for operands of given {@linkplain
 * RecordingKey kinds}. Whoever runs it chooses the order: as recorded, which needs few wires at a
 * time, or level by level, so that all ANDs of a level are one message.
 *
 * <p>Nodes are numbered in recorded order, so a node comes after its inputs. An input is a
 * <em>literal</em>: {@code 2 node + 1} if the node is inverted, else {@code 2 node}; NOT is no node
 * of its own. Gates with constants are gone, and so is what no output needs.
 */
public final class Recording {
  /** The literal of the constant 0. */
  static final int ZERO = -2;

  /** The literal of the constant 1. */
  static final int ONE = -1;

  /** What a node computes. */
  public enum Kind {
    /** A secret wire of an operand. */
    SECRET,
    /** A bit that A knows, of its addend of a matrix of shares. */
    OF_A,
    /** A bit that B knows, of its addend of a matrix of shares. */
    OF_B,
    /** A public wire of an operand. */
    PUBLIC,
    /** The sum of two public literals. */
    PUBLIC_XOR,
    /** The product of two public literals. */
    PUBLIC_AND,
    /** The sum of two secret literals, neither inverted. */
    XOR,
    /** A secret literal plus a public one, neither inverted. */
    XOR_PUBLIC,
    /** A secret literal, not inverted, times a public one. */
    AND_PUBLIC,
    /** The product of two secret literals. */
    AND,
    /** The product of a bit that A knows and one that B knows. */
    CROSS_AND,
    /** What a {@link Leaf} looks up. */
    LOOKED_UP;

    /** Whether both parties know the bits. */
    public boolean isPublic() {
      return this == PUBLIC || this == PUBLIC_XOR || this == PUBLIC_AND;
    }

    /** Whether this is a product of secret bits. */
    boolean isAnd() {
      return this == AND || this == CROSS_AND;
    }

    /** Whether this is a gate on secret wires that needs no communication. */
    boolean isFree() {
      return this == XOR || this == XOR_PUBLIC || this == AND_PUBLIC;
    }
  }

  /**
   * What can be computed without communication once the ANDs of the levels before are there, and
   * the ANDs that can be computed then.
   *
   * @param free nodes in recorded order
   * @param singles ANDs that share no input on purpose
   * @param crosses ANDs of a bit of A and one of B
   * @param groups of ANDs with the same right input, which may share the cost of it
   * @param lookedUp nodes that come out of tables at the same time
   * @param released nodes that are of no use after this level's ANDs
   */
  public record Level(
      int[] free,
      int[] singles,
      int[] crosses,
      List<int[]> groups,
      int[] lookedUp,
      int[] released) {}

  /**
   * Where a node's bits come from.
   *
   * @param operand its number among the call's inputs
   * @param wire a wire of bits, or a bit of a party's addend of shares
   * @param less what A takes from its addend first; 0 but for addends
   */
  public record Input(int node, int operand, int wire, long less) {}

  /**
   * What some neighbouring bits of two addends do to a carry, looked up in a table of A or B by who
   * has the other addend: whether their sum makes a carry, and whether it passes one on. Begun on
   * the first level, there on the third: one message chooses, the next one has the table.
   *
   * @param generate the node of the former, -1 if nothing needs it
   * @param propagate the node of the latter, -1 if nothing needs it
   * @param ofA the nodes of A's bits, the lowest first
   * @param ofB those of B's
   */
  public record Leaf(int generate, int propagate, int[] ofA, int[] ofB) {
    /** Bits of each addend at most. */
    public static final int MAX_BITS = 4;

    /** Messages one after the other that it takes. */
    public static final int LEVELS = 2;

    /** Bits of each addend. */
    public int bits() {
      return ofA.length;
    }

    /** Wires that are looked up. */
    public int wires() {
      return (generate >= 0 ? 1 : 0) + (propagate >= 0 ? 1 : 0);
    }
  }

  private final List<Input> inputs;
  private final List<Leaf> leaves;
  private final Kind[] kinds;
  private final int[] left;
  private final int[] right;
  private final int[][] outputs;
  private final List<Level> levels;
  private final int ands;

  /**
   * A finished recording.
   *
   * @param group for each node the group of ANDs to which it belongs, -1 for none
   * @param outputs literals
   */
  Recording(
      List<Input> inputs,
      List<Leaf> leaves,
      Kind[] kinds,
      int[] left,
      int[] right,
      int[] group,
      int[][] outputs) {
    this.inputs = List.copyOf(inputs);
    this.leaves = List.copyOf(leaves);
    this.kinds = kinds;
    this.left = left;
    this.right = right;
    this.outputs = outputs;
    ands = (int) Arrays.stream(kinds).filter(Kind::isAnd).count();
    levels = levels(group);
  }

  /** The inputs: the first nodes, in order. */
  public List<Input> inputs() {
    return inputs;
  }

  /** What is looked up, all from the first level on. */
  public List<Leaf> leaves() {
    return leaves;
  }

  /** Nodes. */
  public int nodes() {
    return kinds.length;
  }

  /** What node {@code n} computes. */
  public Kind kind(int n) {
    return kinds[n];
  }

  /** The left input of a gate, a literal. */
  public int left(int n) {
    return left[n];
  }

  /** The right input of a gate, a literal. */
  public int right(int n) {
    return right[n];
  }

  /** The node of a literal. */
  public static int node(int literal) {
    return literal >> 1;
  }

  /** Whether a literal is inverted. */
  public static boolean isInverted(int literal) {
    return (literal & 1) != 0;
  }

  /** AND gates on secret wires, per lane. */
  public int ands() {
    return ands;
  }

  /** AND gates that wait for one another: the messages each way of a run level by level. */
  public int depth() {
    return levels.size() - 1;
  }

  /**
   * For each node the last one that reads it in recorded order: itself if none does, {@link #nodes}
   * if it is an output.
   */
  public int[] lastReaders() {
    int[] last = IntStream.range(0, nodes()).toArray();
    for (int n = 0; n < last.length; n++) {
      for (int literal : new int[] {left[n], right[n]}) {
        if (literal >= 0) {
          last[node(literal)] = n;
        }
      }
    }
    for (int[] wires : outputs) {
      for (int literal : wires) {
        if (literal >= 0) {
          last[node(literal)] = nodes();
        }
      }
    }
    return last;
  }

  /** The levels, in order. The last has no ANDs. */
  public List<Level> levels() {
    return levels;
  }

  /** The number of outputs. */
  public int outputs() {
    return outputs.length;
  }

  /** Whether wire {@code i} of output {@code o} is the same public constant in all lanes. */
  public boolean isConstant(int o, int i) {
    return outputs[o][i] < 0;
  }

  /** The constant, if {@link #isConstant}. */
  public boolean constant(int o, int i) {
    return outputs[o][i] == ONE;
  }

  /** The literal of wire {@code i} of output {@code o}, if it is not {@link #isConstant}. */
  public int output(int o, int i) {
    return outputs[o][i];
  }

  /** Wires of output {@code o}. */
  public int width(int o) {
    return outputs[o].length;
  }

  /**
   * The bits of the public nodes in some lanes of a call, packed as {@link BitVectors} says; empty
   * arrays for secret ones.
   */
  public long[][] publicBits(LaneCall call, int from, int to) {
    long[][] bits = new long[nodes()][0];
    for (Input input : inputs) {
      if (kinds[input.node] == Kind.PUBLIC) {
        Bits operand = (Bits) call.inputs().get(input.operand);
        bits[input.node] = ((PublicWire) operand.wire(input.wire)).slice(from, to).bits();
      }
    }
    for (int n = 0; n < bits.length; n++) {
      if (kinds[n] == Kind.PUBLIC_XOR) {
        bits[n] = BitVectors.xor(bits[node(left[n])], bits[node(right[n])]);
      } else if (kinds[n] == Kind.PUBLIC_AND) {
        long[] other = publicBits(bits, right[n], to - from);
        bits[n] = BitVectors.and(publicBits(bits, left[n], to - from), other);
      }
    }
    return bits;
  }

  /** The bits of a public literal, given those of the nodes. */
  public static long[] publicBits(long[][] ofNodes, int literal, int lanes) {
    long[] bits = ofNodes[node(literal)];
    return isInverted(literal) ? BitVectors.xor(bits, BitVectors.ones(lanes)) : bits;
  }

  private List<Level> levels(int[] group) {
    int[] level = new int[kinds.length];
    int groups = Arrays.stream(group).max().orElse(-1) + 1;
    int[] levelOfGroup = new int[groups];
    // A group waits for all its inputs. Its members are neighbours: they were recorded in one call.
    for (int n = 0; n < kinds.length; n++) {
      int ready = Math.max(levelOf(level, left[n]), levelOf(level, right[n]));
      level[n] =
          switch (kinds[n]) {
            case AND, CROSS_AND -> ready + 1;
            case LOOKED_UP -> Leaf.LEVELS;
            default -> ready;
          };
      if (group[n] >= 0) {
        levelOfGroup[group[n]] = Math.max(levelOfGroup[group[n]], level[n]);
        boolean last = n + 1 == kinds.length || group[n + 1] != group[n];
        for (int m = n; last && m >= 0 && group[m] == group[n]; m--) {
          level[m] = levelOfGroup[group[n]];
        }
      }
    }
    int depth = Arrays.stream(level).max().orElse(0);
    int[] lastUse = lastUses(level, depth);
    List<List<Integer>> free = buckets(depth + 1);
    List<List<Integer>> singles = buckets(depth + 1);
    List<List<Integer>> crosses = buckets(depth + 1);
    List<List<Integer>> lookedUp = buckets(depth + 1);
    List<List<Integer>> released = buckets(depth + 1);
    List<List<int[]>> grouped = new ArrayList<>();
    for (int l = 0; l <= depth; l++) {
      grouped.add(new ArrayList<>());
    }
    for (int n = 0; n < kinds.length; n++) {
      if (kinds[n].isFree()) {
        free.get(level[n]).add(n);
      } else if (kinds[n] == Kind.LOOKED_UP) {
        lookedUp.get(level[n] - 1).add(n);
      } else if (kinds[n] == Kind.CROSS_AND) {
        crosses.get(level[n] - 1).add(n);
      } else if (kinds[n] == Kind.AND && group[n] < 0) {
        singles.get(level[n] - 1).add(n);
      } else if (kinds[n] == Kind.AND && (n == 0 || group[n - 1] != group[n])) {
        grouped.get(level[n] - 1).add(members(group, n));
      }
      if (lastUse[n] <= depth) {
        released.get(lastUse[n]).add(n);
      }
    }
    List<Level> out = new ArrayList<>();
    for (int l = 0; l <= depth; l++) {
      out.add(
          new Level(
              array(free.get(l)),
              array(singles.get(l)),
              array(crosses.get(l)),
              grouped.get(l),
              array(lookedUp.get(l)),
              array(released.get(l))));
    }
    return out;
  }

  private static List<List<Integer>> buckets(int count) {
    List<List<Integer>> out = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      out.add(new ArrayList<>());
    }
    return out;
  }

  private static int[] array(List<Integer> nodes) {
    return nodes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The members of the group that begins with node {@code first}. */
  private static int[] members(int[] group, int first) {
    int end = first + 1;
    while (end < group.length && group[end] == group[first]) {
      end++;
    }
    return IntStream.range(first, end).toArray();
  }

  private static int levelOf(int[] level, int literal) {
    return literal < 0 ? 0 : level[node(literal)];
  }

  /** For each node the level after whose ANDs it is not needed any more. */
  private int[] lastUses(int[] level, int depth) {
    int[] last = level.clone();
    for (int n = 0; n < kinds.length; n++) {
      // The inputs of an AND of level l are used with the free gates of level l - 1.
      int use = kinds[n].isAnd() ? level[n] - 1 : level[n];
      for (int literal : new int[] {left[n], right[n]}) {
        if (literal >= 0) {
          last[node(literal)] = Math.max(last[node(literal)], use);
        }
      }
    }
    for (Leaf leaf : leaves) {
      for (int[] bits : List.of(leaf.ofA, leaf.ofB)) {
        for (int n : bits) {
          last[n] = Math.max(last[n], Leaf.LEVELS - 1);
        }
      }
    }
    for (int[] wires : outputs) {
      for (int literal : wires) {
        if (literal >= 0) {
          last[node(literal)] = depth + 1;
        }
      }
    }
    return last;
  }
}
