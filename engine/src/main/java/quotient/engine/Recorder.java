package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import quotient.engine.Recording.Kind;

/**
 * Gates that compute nothing and note what is computed. Constants are folded, inversions travel
 * with the wires; a gate whose inputs are one wire, or a wire and its inverse, is none.
 */
final class Recorder implements Gates {
  private static final Comparator<Sum> ORDER =
      Comparator.comparingInt(Sum::operand).thenComparingLong(Sum::less);

  private final CircuitForm form;
  private final Map<Sum, BitSet> wanted;
  private final List<Recording.Input> inputs = new ArrayList<>();
  private final List<Recording.Leaf> leaves = new ArrayList<>();
  private final Map<List<List<Wire>>, Carry> tables = new HashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>();
  private final List<Integer> right = new ArrayList<>();
  private final List<Integer> group = new ArrayList<>();
  private final Map<SumBit, Literal> sumBits = new HashMap<>();
  private final Map<Literal, SumBit> ofSums = new HashMap<>();
  private final BitSet opaque = new BitSet();
  private int groups;

  /**
   * An empty recording.
   *
   * @param wanted the bits of the sums that are computed; all others are opaque, and of no use
   */
  private Recorder(CircuitForm form, Map<Sum, BitSet> wanted) {
    this.form = form;
    this.wanted = wanted;
  }

  /** The sum of an operand's addends, less a public number. */
  private record Sum(int operand, long less) {
    /** Low bits of A's addend that are the same in another sum of the same operand. */
    int bitsInCommon(Sum other) {
      return Long.numberOfTrailingZeros(less - other.less);
    }
  }

  private record SumBit(Sum sum, int bit) {}

  /** Whether a block of a sum makes a carry and whether it passes one on. */
  record Carry(Wire generate, Wire propagate) {}

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

  /**
   * Records a circuit. How a sum of addends is best computed depends on what is made of it, so the
   * circuit is recorded twice: first with opaque sums, to see which bits it needs.
   */
  static Recording record(RecordingKey key, CircuitForm form) {
    Map<Sum, BitSet> wanted = new TreeMap<>(ORDER);
    if (form == CircuitForm.RIPPLE) {
      for (int o = 0; o < key.operands().size(); o++) {
        int bits = key.operands().get(o).addendBits();
        if (bits > 0) {
          wanted.computeIfAbsent(new Sum(o, 0), _ -> new BitSet()).set(0, bits);
        }
      }
    } else {
      Recorder survey = new Recorder(form, Map.of());
      boolean[] needed = survey.needed(survey.apply(key));
      survey.sumBits.forEach((bit, literal) -> {
        if (needed[literal.node()]) {
          wanted.computeIfAbsent(bit.sum, _ -> new BitSet()).set(bit.bit);
        }
      });
    }
    Recorder recorder = new Recorder(form, wanted);
    return recorder.finish(recorder.apply(key));
  }

  /** Runs the circuit; returns the literals of its outputs. */
  private int[][] apply(RecordingKey key) {
    Bits[] outputs = key.circuit().apply(new Circuits(this), inputs(key));
    int[][] literals = new int[outputs.length][];
    for (int o = 0; o < outputs.length; o++) {
      Bits bits = outputs[o];
      literals[o] = new int[bits.width()];
      Arrays.setAll(literals[o], i -> literal(bits.wire(i)).number);
    }
    return literals;
  }

  /** The operands as nodes; those of shares are sums of addends. */
  private Bits[] inputs(RecordingKey key) {
    Bits[] bits = new Bits[key.operands().size()];
    List<Runnable> additions = new ArrayList<>();
    Map<Integer, Literal> wires = new HashMap<>();
    wires.put(RecordingKey.ZERO, Literal.ZERO);
    wires.put(RecordingKey.ONE, Literal.ONE);
    for (int o = 0; o < bits.length; o++) {
      RecordingKey.Wires operand = key.operands().get(o);
      if (operand.addendBits() > 0) {
        additions.addAll(additions(o, operand.addendBits()));
        continue;
      }
      Wire[] out = new Wire[operand.numbers().size()];
      for (int i = 0; i < out.length; i++) {
        int number = operand.numbers().get(i);
        if (!wires.containsKey(number)) {
          Kind kind = RecordingKey.Wires.isPublic(number) ? Kind.PUBLIC : Kind.SECRET;
          wires.put(number, input(kind, new Sum(o, 0), i));
        }
        out[i] = wires.get(number);
      }
      bits[o] = Bits.of(out);
    }
    additions.forEach(Runnable::run);
    for (int o = 0; o < bits.length; o++) {
      RecordingKey.Wires operand = key.operands().get(o);
      if (operand.addendBits() > 0) {
        Wire[] out = new Wire[operand.addendBits()];
        Sum sum = new Sum(o, 0);
        Arrays.setAll(out, i -> sumBit(new SumBit(sum, i)));
        bits[o] = Bits.of(out).dropLow(operand.dropped());
      }
    }
    return bits;
  }

  /** The addends of an operand as inputs, and what adds them once all inputs are there. */
  private List<Runnable> additions(int operand, int bits) {
    List<Map.Entry<Sum, BitSet>> sums =
        wanted.entrySet().stream().filter(entry -> entry.getKey().operand == operand).toList();
    if (sums.isEmpty()) {
      return List.of();
    }
    Map<Sum, Bits> ofA = new LinkedHashMap<>();
    List<Runnable> out = new ArrayList<>();
    Wire[] ofB = new Wire[bits];
    for (Map.Entry<Sum, BitSet> sum : sums) {
      Bits a = addendOfA(sum.getKey(), bits, ofA);
      ofA.put(sum.getKey(), a);
      out.add(() -> add(sum.getKey(), sum.getValue(), a, Bits.of(ofB)));
    }
    Arrays.setAll(ofB, i -> input(Kind.OF_B, new Sum(operand, 0), i));
    return out;
  }

  /** Computes the wanted bits of a sum. */
  private void add(Sum sum, BitSet bits, Bits a, Bits b) {
    boolean signAlone = bits.cardinality() == 1 && bits.get(a.width() - 1);
    if (form == CircuitForm.TREES || (form == CircuitForm.SIGNS && signAlone)) {
      Iterator<Wire> out = AddendSum.of(this, a, b, bits).iterator();
      bits.stream().forEach(i -> name(new SumBit(sum, i), literal(out.next())));
    } else {
      Bits out = new Circuits(this).add(a, b);
      bits.stream().forEach(i -> name(new SumBit(sum, i), literal(out.wire(i))));
    }
  }

  private void name(SumBit bit, Literal literal) {
    sumBits.put(bit, literal);
    ofSums.put(literal, bit);
  }

  /** A bit of a sum: computed if it is wanted, else opaque. */
  private Literal sumBit(SumBit bit) {
    Literal known = sumBits.get(bit);
    if (known != null) {
      return known;
    }
    Literal unknown = node(Kind.SECRET, Recording.ZERO, Recording.ZERO, -1);
    opaque.set(unknown.node());
    name(bit, unknown);
    return unknown;
  }

  /** A's addend less a number, which has its lowest bits in common with that less another one. */
  private Bits addendOfA(Sum sum, int bits, Map<Sum, Bits> before) {
    Wire[] out = new Wire[bits];
    for (int i = 0; i < bits; i++) {
      int bit = i;
      out[i] =
          before.entrySet().stream()
              .filter(other -> bit < sum.bitsInCommon(other.getKey()))
              .map(other -> other.getValue().wire(bit))
              .findFirst()
              .orElseGet(() -> input(Kind.OF_A, sum, bit));
    }
    return Bits.of(out);
  }

  private Literal input(Kind kind, Sum operand, int wire) {
    inputs.add(new Recording.Input(kinds.size(), operand.operand, wire, operand.less));
    return node(kind, Recording.ZERO, Recording.ZERO, -1);
  }

  @Override
  public CircuitForm form() {
    return form;
  }

  @Override
  public Optional<Wire> signOfDifference(Bits x, long limit) {
    SumBit lowest = ofSums.get(literal(x.wire(0)));
    if (form != CircuitForm.TREES || lowest == null || lowest.sum.less != 0) {
      return Optional.empty();
    }
    for (int i = 1; i < x.width(); i++) {
      if (!new SumBit(lowest.sum, lowest.bit + i).equals(ofSums.get(literal(x.wire(i))))) {
        return Optional.empty();
      }
    }
    int sign = lowest.bit + x.width() - 1;
    if (sumBits.containsKey(new SumBit(lowest.sum, sign + 1))) {
      return Optional.empty();
    }
    Sum difference = new Sum(lowest.sum.operand, limit << lowest.bit);
    return Optional.of(sumBit(new SumBit(difference, sign)));
  }

  /**
   * What a block of a sum does to a carry; of a single bit, without a table. Sums that have a block
   * in common share its table.
   */
  Carry carry(Bits a, Bits b) {
    if (a.width() == 1) {
      return new Carry(and(a.wire(0), b.wire(0)), xor(a.wire(0), b.wire(0)));
    }
    return tables.computeIfAbsent(List.of(wires(a), wires(b)), _ -> table(a, b));
  }

  private static List<Wire> wires(Bits bits) {
    return IntStream.range(0, bits.width()).mapToObj(bits::wire).toList();
  }

  private Carry table(Bits a, Bits b) {
    Literal generate = node(Kind.LOOKED_UP, Recording.ZERO, Recording.ZERO, -1);
    Literal propagate = node(Kind.LOOKED_UP, Recording.ZERO, Recording.ZERO, -1);
    leaves.add(new Recording.Leaf(generate.node(), propagate.node(), nodes(a), nodes(b)));
    return new Carry(generate, propagate);
  }

  private static int[] nodes(Bits bits) {
    int[] out = new int[bits.width()];
    Arrays.setAll(out, i -> literal(bits.wire(i)).node());
    return out;
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
    return isGate(x, y) ? node(kindOfAnd(x, y), x.number, y.number, -1) : folded(x, y);
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

  private Kind kindOfAnd(Literal a, Literal b) {
    Kind x = kinds.get(a.node());
    Kind y = kinds.get(b.node());
    boolean crosses = (x == Kind.OF_A && y == Kind.OF_B) || (x == Kind.OF_B && y == Kind.OF_A);
    return crosses ? Kind.CROSS_AND : Kind.AND;
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
    if (opaque.stream().anyMatch(n -> needed[n])) {
      throw new IllegalStateException("a circuit that needs other bits the second time");
    }
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
    List<Recording.Leaf> keptLeaves = new ArrayList<>();
    for (Recording.Leaf leaf : leaves) {
      int generate = needed[leaf.generate()] ? renumbered[leaf.generate()] : -1;
      int propagate = needed[leaf.propagate()] ? renumbered[leaf.propagate()] : -1;
      if (generate >= 0 || propagate >= 0) {
        keptLeaves.add(
            new Recording.Leaf(
                generate, propagate, moved(leaf.ofA(), renumbered), moved(leaf.ofB(), renumbered)));
      }
    }
    return new Recording(
        inputs, keptLeaves, keptKinds, keptLeft, keptRight, keptGroup, movedOutputs);
  }

  private static int[] moved(int[] nodes, int[] renumbered) {
    return Arrays.stream(nodes).map(n -> renumbered[n]).toArray();
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
