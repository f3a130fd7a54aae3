package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import quotient.engine.Recording.Kind;

/**
 * Gates that compute nothing and note what is computed. Constants are folded, inversions travel
 * with the wires; a gate whose inputs are one wire, or a wire and its inverse, is none.
 */
final class Recorder implements Gates {
  private final List<Recording.Input> inputs = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>();
  private final List<Integer> right = new ArrayList<>();
  private final List<Integer> group = new ArrayList<>();
  private int groups;

  private Recorder() {}

  /** A wire while a circuit is recorded; its lanes don't matter and are one. */
  private record Literal(int number) implements Wire {
    static final Literal ZERO = new Literal(Recording.ZERO);
    static final Literal ONE = new Literal(Recording.ONE);

    boolean isConstant() {
      return number < 0;
    }

    int node() {
      return Recording.node(number);
    }

    boolean isInverted() {
      return Recording.isInverted(number);
    }

    Literal not() {
      return new Literal(number ^ 1);
    }

    Literal notIf(boolean invert) {
      return invert ? not() : this;
    }

    @Override
    public int lanes() {
      return 1;
    }
  }

  /** Records a circuit. */
  static Recording record(RecordingKey key) {
    Recorder recorder = new Recorder();
    Bits[] inputs = recorder.inputs(key);
    Bits[] outputs = key.circuit().apply(new Circuits(recorder), inputs);
    int[][] literals = new int[outputs.length][];
    for (int o = 0; o < outputs.length; o++) {
      Bits bits = outputs[o];
      literals[o] = new int[bits.width()];
      Arrays.setAll(literals[o], i -> literal(bits.wire(i)).number);
    }
    return recorder.finish(literals);
  }

  /** The operands as nodes; those of shares are the addends of a sum. */
  private Bits[] inputs(RecordingKey key) {
    Bits[] bits = new Bits[key.operands().size()];
    List<Bits[]> addends = new ArrayList<>();
    Map<Integer, Literal> wires = new HashMap<>();
    wires.put(RecordingKey.ZERO, Literal.ZERO);
    wires.put(RecordingKey.ONE, Literal.ONE);
    for (int o = 0; o < bits.length; o++) {
      RecordingKey.Wires operand = key.operands().get(o);
      if (operand.addendBits() > 0) {
        addends.add(
            new Bits[] {
              addend(Kind.OF_A, o, operand.addendBits()), addend(Kind.OF_B, o, operand.addendBits())
            });
        continue;
      }
      Wire[] out = new Wire[operand.numbers().size()];
      for (int i = 0; i < out.length; i++) {
        int number = operand.numbers().get(i);
        if (!wires.containsKey(number)) {
          Kind kind = RecordingKey.Wires.isPublic(number) ? Kind.PUBLIC : Kind.SECRET;
          wires.put(number, input(kind, o, i));
        }
        out[i] = wires.get(number);
      }
      bits[o] = Bits.of(out);
    }
    Circuits circuits = new Circuits(this);
    Iterator<Bits[]> next = addends.iterator();
    for (int o = 0; o < bits.length; o++) {
      RecordingKey.Wires operand = key.operands().get(o);
      if (operand.addendBits() > 0) {
        Bits[] pair = next.next();
        bits[o] = circuits.add(pair[0], pair[1]).dropLow(operand.dropped());
      }
    }
    return bits;
  }

  private Bits addend(Kind kind, int operand, int bits) {
    Wire[] out = new Wire[bits];
    Arrays.setAll(out, i -> input(kind, operand, i));
    return Bits.of(out);
  }

  private Literal input(Kind kind, int operand, int wire) {
    inputs.add(new Recording.Input(kinds.size(), operand, wire));
    return node(kind, Recording.ZERO, Recording.ZERO, -1);
  }

  private Literal node(Kind kind, int leftInput, int rightInput, int inGroup) {
    kinds.add(kind);
    left.add(leftInput);
    right.add(rightInput);
    group.add(inGroup);
    return new Literal(2 * (kinds.size() - 1));
  }

  private static Literal literal(Wire wire) {
    return switch (wire) {
      case Literal literal -> literal;
      case PublicWire p when p.isConstant() -> p.constant() ? Literal.ONE : Literal.ZERO;
      default ->
          throw new IllegalArgumentException(wire + " is no wire of this circuit's operands");
    };
  }

  private boolean isPublic(Literal a) {
    return a.isConstant() || kinds.get(a.node()).isPublic();
  }

  @Override
  public Wire xor(Wire a, Wire b) {
    return xor(literal(a), literal(b));
  }

  private Literal xor(Literal a, Literal b) {
    if (a.isConstant()) {
      return b.notIf(a.isInverted());
    }
    if (b.isConstant()) {
      return a.notIf(b.isInverted());
    }
    boolean inverted = a.isInverted() ^ b.isInverted();
    if (a.node() == b.node()) {
      return Literal.ZERO.notIf(inverted);
    }
    // Of a secret and a public wire the public one is on the right.
    boolean swap = isPublic(a) && !isPublic(b);
    Literal first = swap ? b : a;
    Literal second = swap ? a : b;
    Kind kind = isPublic(first) ? Kind.PUBLIC_XOR : isPublic(second) ? Kind.XOR_PUBLIC : Kind.XOR;
    return node(kind, 2 * first.node(), 2 * second.node(), -1).notIf(inverted);
  }

  @Override
  public Wire not(Wire a) {
    return literal(a).not();
  }

  @Override
  public Wire and(Wire a, Wire b) {
    Literal x = literal(a);
    Literal y = literal(b);
    return isGate(x, y) ? node(Kind.AND, x.number, y.number, -1) : folded(x, y);
  }

  @Override
  public Bits and(Bits a, Bits b) {
    Wire[] out = new Wire[a.width()];
    Arrays.setAll(out, i -> and(a.wire(i), b.wire(i)));
    return Bits.of(out);
  }

  @Override
  public Bits and(Bits x, Wire keep) {
    Literal y = literal(keep);
    Wire[] out = new Wire[x.width()];
    for (int i = 0; i < out.length; i++) {
      Literal bit = literal(x.wire(i));
      if (!isGate(bit, y)) {
        out[i] = folded(bit, y);
      }
    }
    int number = groups++;
    for (int i = 0; i < out.length; i++) {
      Literal bit = literal(x.wire(i));
      if (isGate(bit, y)) {
        out[i] = node(Kind.AND, bit.number, y.number, number);
      }
    }
    return Bits.of(out);
  }

  private boolean isGate(Literal a, Literal b) {
    return !isPublic(a) && !isPublic(b) && a.node() != b.node();
  }

  private Literal folded(Literal a, Literal b) {
    if (a.isConstant()) {
      return a.isInverted() ? b : Literal.ZERO;
    }
    if (b.isConstant()) {
      return b.isInverted() ? a : Literal.ZERO;
    }
    if (a.node() == b.node()) {
      return a.equals(b) ? a : Literal.ZERO;
    }
    if (isPublic(a) && isPublic(b)) {
      return node(Kind.PUBLIC_AND, a.number, b.number, -1);
    }
    return isPublic(a) ? andPublic(b, a) : andPublic(a, b);
  }

  private Literal andPublic(Literal a, Literal b) {
    Literal product = node(Kind.AND_PUBLIC, 2 * a.node(), b.number, -1);
    // (not a) b = a b + b
    return a.isInverted() ? xor(product, b) : product;
  }

  /** The recording without what no output needs. */
  private Recording finish(int[][] outputs) {
    boolean[] needed = needed(outputs);
    int[] renumbered = new int[kinds.size()];
    List<Integer> kept = new ArrayList<>();
    for (int n = 0; n < needed.length; n++) {
      if (needed[n]) {
        renumbered[n] = kept.size();
        kept.add(n);
      }
    }
    int size = kept.size();
    Kind[] keptKinds = new Kind[size];
    int[] keptLeft = new int[size];
    int[] keptRight = new int[size];
    int[] keptGroup = new int[size];
    for (int m = 0; m < size; m++) {
      int n = kept.get(m);
      keptKinds[m] = kinds.get(n);
      keptLeft[m] = moved(left.get(n), renumbered);
      keptRight[m] = moved(right.get(n), renumbered);
      keptGroup[m] = group.get(n);
    }
    int[][] movedOutputs = new int[outputs.length][];
    Arrays.setAll(
        movedOutputs,
        o -> Arrays.stream(outputs[o]).map(literal -> moved(literal, renumbered)).toArray());
    return new Recording(inputs, keptKinds, keptLeft, keptRight, keptGroup, movedOutputs);
  }

  private static int moved(int literal, int[] renumbered) {
    return literal < 0
        ? literal
        : 2 * renumbered[Recording.node(literal)] + (Recording.isInverted(literal) ? 1 : 0);
  }

  /** Inputs, and whatever an output depends on. */
  private boolean[] needed(int[][] outputs) {
    boolean[] needed = new boolean[kinds.size()];
    Arrays.fill(needed, 0, inputs.size(), true);
    for (int[] wires : outputs) {
      for (int literal : wires) {
        mark(literal, needed);
      }
    }
    for (int n = needed.length - 1; n >= 0; n--) {
      if (needed[n]) {
        mark(left.get(n), needed);
        mark(right.get(n), needed);
      }
    }
    return needed;
  }

  private static void mark(int literal, boolean[] needed) {
    if (literal >= 0) {
      needed[Recording.node(literal)] = true;
    }
  }
}
