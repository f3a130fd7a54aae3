package quotient.engine;

import java.util.Arrays;
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
      if (circuit.kind(input.node()) == Recording.Kind.SECRET) {
        Bits operand = (Bits) call.inputs().get(input.operand());
        bits[input.node()] = ClearWire.of(operand.wire(input.wire())).cut(0, lanes).bits();
      }
    }
  }

  static Bits[] inRecordedOrder(Recording circuit, LaneCall call) {
    RecordingInterpreter run = new RecordingInterpreter(circuit, call);
    for (int n = circuit.inputs().size(); n < circuit.nodes(); n++) {
      run.compute(n);
    }
    return run.outputs();
  }

  static Bits[] levelByLevel(Recording circuit, LaneCall call) {
    RecordingInterpreter run = new RecordingInterpreter(circuit, call);
    for (Recording.Level level : circuit.levels()) {
      for (int n : level.free()) {
        run.compute(n);
      }
      for (int n : level.singles()) {
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

  private void compute(int n) {
    if (circuit.kind(n).isPublic()) {
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
          case AND -> BitVectors.and(literal(circuit.left(n)), literal(right));
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
