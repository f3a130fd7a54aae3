package quotient.engine;

import java.util.Arrays;
import java.util.Random;
import quotient.bits.BitVectors;

/** Runs recordings on clear bits, in recorded order and level by level. */
final class RecordingInterpreter {
  private final Recording circuit;
  private final int lanes;
  private final long[][] bits;
  private final long[][] publicBits;

  private RecordingInterpreter(Recording circuit, LaneCall call) {
    this.circuit = circuit;
    lanes = call.lanes();
    bits = new long[circuit.nodes()][];
    publicBits = circuit.publicBits(call, 0, lanes);
    for (Recording.Input input : circuit.inputs()) {
      Operand operand = call.inputs().get(input.operand());
      switch (circuit.kind(input.node())) {
        case SECRET -> {
          Wire wire = ((Bits) operand).wire(input.wire());
          bits[input.node()] = ClearWire.of(wire).cut(0, lanes).bits();
        }
        case OF_A -> bits[input.node()] = addend((Shares) operand, input, true);
        case OF_B -> bits[input.node()] = addend((Shares) operand, input, false);
        default -> {
          // Public bits are there already.
        }
      }
    }
  }

  /** A bit of an addend; what B holds is random, but the same for all bits of an operand. */
  private static long[] addend(Shares x, Recording.Input input, boolean ofA) {
    long[] values = x.values().clone();
    Random random = new Random(input.operand());
    for (int i = 0; i < values.length; i++) {
      long ofB = random.nextLong();
      values[i] = ofA ? values[i] - ofB - input.less() : ofB;
    }
    return BitVectors.split(values, 0, values.length, x.width() + x.guard())[input.wire()];
  }

  static Bits[] inRecordedOrder(Recording circuit, LaneCall call) {
    RecordingInterpreter run = new RecordingInterpreter(circuit, call);
    run.lookUp();
    for (int n = circuit.inputs().size(); n < circuit.nodes(); n++) {
      run.compute(n);
    }
    return run.outputs();
  }

  static Bits[] levelByLevel(Recording circuit, LaneCall call) {
    RecordingInterpreter run = new RecordingInterpreter(circuit, call);
    run.lookUp();
    for (Recording.Level level : circuit.levels()) {
      for (int n : level.free()) {
        run.compute(n);
      }
      for (int n : level.singles()) {
        run.compute(n);
      }
      for (int n : level.crosses()) {
        run.compute(n);
      }
      for (int[] group : level.groups()) {
        for (int n : group) {
          run.compute(n);
          if (circuit.right(n) != circuit.right(group[0])) {
            throw new AssertionError("a group without a common input");
          }
        }
      }
      for (int n : level.released()) {
        run.bits[n] = new long[0];
      }
    }
    return run.outputs();
  }

  private void lookUp() {
    for (Recording.Leaf leaf : circuit.leaves()) {
      long[] carry = new long[BitVectors.words(lanes)];
      long[] passes = BitVectors.ones(lanes);
      for (int i = 0; i < leaf.bits(); i++) {
        long[] a = bits[leaf.ofA()[i]];
        long[] b = bits[leaf.ofB()[i]];
        carry = BitVectors.xor(BitVectors.and(a, b), BitVectors.and(BitVectors.xor(a, b), carry));
        passes = BitVectors.and(passes, BitVectors.xor(a, b));
      }
      if (leaf.generate() >= 0) {
        bits[leaf.generate()] = carry;
      }
      if (leaf.propagate() >= 0) {
        bits[leaf.propagate()] = passes;
      }
    }
  }

  private void compute(int n) {
    if (circuit.kind(n).isPublic() || circuit.kind(n) == Recording.Kind.LOOKED_UP) {
      return;
    }
    int right = circuit.right(n);
    bits[n] =
        switch (circuit.kind(n)) {
          case XOR -> BitVectors.xor(literal(circuit.left(n)), literal(right));
          case XOR_PUBLIC ->
              BitVectors.xor(literal(circuit.left(n)), publicBits[Recording.node(right)]);
          case AND_PUBLIC ->
              BitVectors.and(
                  literal(circuit.left(n)), Recording.publicBits(publicBits, right, lanes));
          case AND, CROSS_AND -> BitVectors.and(literal(circuit.left(n)), literal(right));
          default -> throw new AssertionError(circuit.kind(n));
        };
  }

  private long[] literal(int literal) {
    return Recording.publicBits(bits, literal, lanes);
  }

  private Bits[] outputs() {
    Bits[] out = new Bits[circuit.outputs()];
    for (int o = 0; o < out.length; o++) {
      int output = o;
      Wire[] wires = new Wire[circuit.width(o)];
      Arrays.setAll(wires, i -> output(output, i));
      out[o] = Bits.of(wires);
    }
    return out;
  }

  private Wire output(int o, int i) {
    if (circuit.isConstant(o, i)) {
      return PublicWire.constant(circuit.constant(o, i), lanes);
    }
    int literal = circuit.output(o, i);
    return circuit.kind(Recording.node(literal)).isPublic()
        ? PublicWire.of(Recording.publicBits(publicBits, literal, lanes), lanes)
        : new ClearWire(literal(literal), lanes);
  }
}
