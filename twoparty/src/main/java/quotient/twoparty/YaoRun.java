package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Operand;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.engine.Recording;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** One call by Yao: chunk after chunk in recorded order, with labels in buffers that are reused. */
final class YaoRun {
  private static final int CHUNK_LANES = HalfGates.VECTOR;
  private static final byte[] NONE = {};

  private final Party me;
  private final Recording circuit;
  private final LaneCall call;
  private final HalfGates gates;
  private final YaoInputs inputs;
  private final YaoLabels delta;
  private final int[] lastReaders;
  private final long[][] publicBits;
  private final byte[][] labels;
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private final byte[][] inverted = new byte[2][16 * CHUNK_LANES];
  private final byte[][][] outputs;

  YaoRun(
      Party me,
      Recording circuit,
      LaneCall call,
      HalfGates gates,
      YaoInputs inputs,
      YaoLabels delta) {
    this.me = me;
    this.circuit = circuit;
    this.call = call;
    this.gates = gates;
    this.inputs = inputs;
    this.delta = delta;
    lastReaders = circuit.lastReaders();
    publicBits = circuit.publicBits(call, 0, call.lanes());
    labels = new byte[circuit.nodes()][];
    Arrays.fill(labels, NONE);
    outputs = new byte[circuit.outputs()][][];
    for (int o = 0; o < outputs.length; o++) {
      outputs[o] = new byte[circuit.width(o)][];
      Arrays.fill(outputs[o], NONE);
    }
  }

  /** Runs the call, once the inputs of {@link #addInputs} have been announced. */
  Bits[] run() {
    for (int from = 0; from < call.lanes(); from += CHUNK_LANES) {
      int count = Math.min(CHUNK_LANES, call.lanes() - from);
      takeInputs(from, count);
      for (int n = circuit.inputs().size(); n < labels.length; n++) {
        if (!circuit.kind(n).isPublic()) {
          labels[n] = spare.isEmpty() ? new byte[16 * CHUNK_LANES] : spare.pop();
          compute(n, from, count);
          release(circuit.left(n), n);
          release(circuit.right(n), n);
        }
      }
      putOutputs(from, count);
      for (int n = 0; n < labels.length; n++) {
        takeBack(n);
      }
    }
    return wires();
  }

  /** Adds this party's bits of its addends, chunk by chunk as they are taken. */
  void addInputs(BitBatch mine) {
    List<Shares> shares =
        call.inputs().stream().filter(Shares.class::isInstance).map(Shares.class::cast).toList();
    for (int from = 0; from < call.lanes() && !shares.isEmpty(); from += CHUNK_LANES) {
      int to = Math.min(from + CHUNK_LANES, call.lanes());
      for (Shares x : shares) {
        for (long[] bits : BitVectors.split(x.values(), from, to, x.width() + x.guard())) {
          mine.add(bits, to - from);
        }
      }
    }
  }

  private void takeInputs(int from, int count) {
    // A matrix's bits of A come before those of B, but they are made in pairs.
    ArrayDeque<YaoWire> ofB = new ArrayDeque<>();
    for (Recording.Input input : circuit.inputs()) {
      Operand operand = call.inputs().get(input.operand());
      switch (circuit.kind(input.node())) {
        case SECRET ->
            labels[input.node()] = lanes(((Bits) operand).wire(input.wire()), from, count);
        case OF_A -> {
          YaoInputs.Pair pair = inputs.next(count);
          labels[input.node()] = pair.ofA().labels();
          ofB.add(pair.ofB());
        }
        case OF_B -> labels[input.node()] = ofB.remove().labels();
        default -> {
          // Public bits are there already.
        }
      }
    }
  }

  private static byte[] lanes(Wire wire, int from, int count) {
    byte[] all = ((YaoWire) wire).labels();
    if (wire.lanes() > 1) {
      return Arrays.copyOfRange(all, 16 * from, 16 * (from + count));
    }
    byte[] out = new byte[16 * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(all, 0, out, 16 * i, 16);
    }
    return out;
  }

  private void compute(int n, int from, int count) {
    byte[] out = labels[n];
    byte[] x = labels[Recording.node(circuit.left(n))];
    int right = circuit.right(n);
    switch (circuit.kind(n)) {
      case XOR -> Words.xor(x, labels[Recording.node(right)], 16 * count, out);
      case XOR_PUBLIC -> {
        System.arraycopy(x, 0, out, 0, 16 * count);
        delta.flip(out, publicBits[Recording.node(right)], from, count);
      }
      case AND_PUBLIC -> {
        System.arraycopy(x, 0, out, 0, 16 * count);
        long[] kept = publicBits[Recording.node(right)];
        YaoLabels.keep(out, kept, Recording.isInverted(right), from, count);
      }
      case AND, CROSS_AND ->
          gates.and(literal(circuit.left(n), 0, count), literal(right, 1, count), count, out);
      default -> throw new IllegalStateException(circuit.kind(n) + " is no gate");
    }
  }

  /** The labels of an input of an AND; in a buffer where this party must invert them. */
  private byte[] literal(int literal, int buffer, int count) {
    byte[] x = labels[Recording.node(literal)];
    if (!Recording.isInverted(literal) || me == Party.B) {
      return x;
    }
    System.arraycopy(x, 0, inverted[buffer], 0, 16 * count);
    delta.flip(inverted[buffer], count);
    return inverted[buffer];
  }

  /** Takes back the buffer of a node that {@code reader} is the last to read. */
  private void release(int literal, int reader) {
    int n = Recording.node(literal);
    if (lastReaders[n] == reader) {
      takeBack(n);
    }
  }

  private void takeBack(int n) {
    byte[] buffer = labels[n];
    if (buffer.length == 16 * CHUNK_LANES) {
      spare.push(buffer);
    }
    labels[n] = NONE;
  }

  private void putOutputs(int from, int count) {
    for (int o = 0; o < outputs.length; o++) {
      for (int i = 0; i < outputs[o].length; i++) {
        if (isSecret(o, i)) {
          if (from == 0) {
            outputs[o][i] = new byte[16 * call.lanes()];
          }
          byte[] part = literal(circuit.output(o, i), 0, count);
          System.arraycopy(part, 0, outputs[o][i], 16 * from, 16 * count);
        }
      }
    }
  }

  private boolean isSecret(int o, int i) {
    return !circuit.isConstant(o, i)
        && !circuit.kind(Recording.node(circuit.output(o, i))).isPublic();
  }

  private Bits[] wires() {
    Bits[] out = new Bits[outputs.length];
    for (int o = 0; o < out.length; o++) {
      Wire[] wires = new Wire[outputs[o].length];
      for (int i = 0; i < wires.length; i++) {
        wires[i] = wire(o, i);
      }
      out[o] = Bits.of(wires);
    }
    return out;
  }

  private Wire wire(int o, int i) {
    if (isSecret(o, i)) {
      return new YaoWire(outputs[o][i]);
    }
    if (circuit.isConstant(o, i)) {
      return PublicWire.constant(circuit.constant(o, i), call.lanes());
    }
    long[] bits = Recording.publicBits(publicBits, circuit.output(o, i), call.lanes());
    return PublicWire.of(bits, call.lanes());
  }
}
