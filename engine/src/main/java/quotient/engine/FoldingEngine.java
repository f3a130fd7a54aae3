package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import quotient.bits.BitVectors;

/**
 * What all engines share: gates with public wires are folded before they reach the engine's own
 * gates, and {@link #lanewise} cuts its operands into chunks.
 *
 * @param <W> the engine's own wires
 */
public abstract class FoldingEngine<W extends Wire> implements Engine, Gates {
  private final Class<W> wireType;
  private final int chunkLanes;

  /**
   * For subclasses.
   *
   * @param wireType the engine's own wires
   * @param chunkLanes lanes per chunk of {@link #lanewise}, a multiple of 64
   */
  protected FoldingEngine(Class<W> wireType, int chunkLanes) {
    this.wireType = wireType;
    this.chunkLanes = chunkLanes;
  }

  /** a xor b, both secret. */
  protected abstract W xorSecret(W a, W b);

  /** a and b, both secret. */
  protected abstract W andSecret(W a, W b);

  /** {@link #andSecret(Wire, Wire)} of each pair; an engine may do them together. */
  protected List<W> andSecret(List<W> a, List<W> b) {
    List<W> out = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      out.add(andSecret(a.get(i), b.get(i)));
    }
    return out;
  }

  /**
   * {@link #andSecret(Wire, Wire)} of each wire with the same one; an engine may do it for less.
   */
  protected List<W> andSecret(List<W> a, W keep) {
    return andSecret(a, Collections.nCopies(a.size(), keep));
  }

  /** a xor b with public b. */
  protected abstract W xorPublic(W a, PublicWire b);

  /** a and b with public b. */
  protected abstract W andPublic(W a, PublicWire b);

  /** A secret wire with the public bits {@code a}. */
  protected abstract W secret(PublicWire a);

  /** Some lanes of a secret wire. */
  protected abstract W sliceSecret(W a, int from, int to);

  /** A single secret lane, repeated. */
  protected abstract W repeatSecret(W a, int lanes);

  /** One wire of all the lanes of {@code parts}, {@code lanes} in sum. */
  protected abstract W concatSecret(List<W> parts, int lanes);

  /**
   * Announces a {@link #lanewise} call over the shares among its operands, before the first chunk.
   *
   * @return the source of each chunk's addends
   */
  protected abstract Addends open(List<Shares> shares, int lanes, int chunk);

  /** Turns shares into bits, one chunk after the other. */
  protected interface Addends {
    /**
     * The next chunk, which has {@code count} lanes.
     *
     * @return for each matrix its bits in this chunk
     */
    Bits[] next(int from, int count);
  }

  /** The wire as this engine's own, public wires made secret. */
  protected final W own(Wire wire) {
    return wire instanceof PublicWire p ? secret(p) : wireType.cast(wire);
  }

  @Override
  public final Wire xor(Wire a, Wire b) {
    checkLanes(a, b);
    if (isSame(a, b)) {
      return PublicWire.zeros(a.lanes());
    }
    if (a instanceof PublicWire p) {
      return xorWithPublic(b, p);
    }
    if (b instanceof PublicWire p) {
      return xorWithPublic(a, p);
    }
    return xorSecret(wireType.cast(a), wireType.cast(b));
  }

  private Wire xorWithPublic(Wire a, PublicWire b) {
    if (b.isZeros()) {
      return a;
    }
    if (a instanceof PublicWire p) {
      return p.isZeros()
          ? b
          : b.isOnes() ? p.not() : PublicWire.of(BitVectors.xor(p.bits(), b.bits()), p.lanes());
    }
    return xorPublic(wireType.cast(a), b);
  }

  @Override
  public final Wire and(Wire a, Wire b) {
    return isSecretGate(a, b) ? andSecret(wireType.cast(a), wireType.cast(b)) : folded(a, b);
  }

  @Override
  public final Bits and(Bits a, Bits b) {
    List<W> left = new ArrayList<>();
    List<W> right = new ArrayList<>();
    for (int i = 0; i < a.width(); i++) {
      if (isSecretGate(a.wire(i), b.wire(i))) {
        left.add(wireType.cast(a.wire(i)));
        right.add(wireType.cast(b.wire(i)));
      }
    }
    return withFolded(a, b::wire, andSecret(left, right));
  }

  @Override
  public final Bits and(Bits x, Wire keep) {
    List<W> left = new ArrayList<>();
    for (int i = 0; i < x.width(); i++) {
      if (isSecretGate(x.wire(i), keep)) {
        left.add(wireType.cast(x.wire(i)));
      }
    }
    List<W> results = left.isEmpty() ? left : andSecret(left, wireType.cast(keep));
    return withFolded(x, i -> keep, results);
  }

  /** The results of the secret gates of a and b in their places, and the others'. */
  private Bits withFolded(Bits a, IntFunction<Wire> b, List<W> secret) {
    Iterator<W> results = secret.iterator();
    Wire[] out = new Wire[a.width()];
    for (int i = 0; i < out.length; i++) {
      Wire other = b.apply(i);
      out[i] = isSecretGate(a.wire(i), other) ? results.next() : folded(a.wire(i), other);
    }
    return Bits.of(out);
  }

  private static boolean isSecretGate(Wire a, Wire b) {
    checkLanes(a, b);
    return !isSame(a, b) && !(a instanceof PublicWire) && !(b instanceof PublicWire);
  }

  /** a and b where that takes no gate. */
  private Wire folded(Wire a, Wire b) {
    if (isSame(a, b)) {
      return a;
    }
    return a instanceof PublicWire p ? andWithPublic(b, p) : andWithPublic(a, (PublicWire) b);
  }

  private Wire andWithPublic(Wire a, PublicWire b) {
    if (b.isZeros()) {
      return b;
    }
    if (b.isOnes()) {
      return a;
    }
    if (a instanceof PublicWire p) {
      return PublicWire.of(BitVectors.and(p.bits(), b.bits()), p.lanes());
    }
    return andPublic(wireType.cast(a), b);
  }

  @Override
  public final Wire not(Wire a) {
    return xor(a, PublicWire.ones(a.lanes()));
  }

  private Wire slice(Wire a, int from, int to) {
    if (from == 0 && to == a.lanes()) {
      return a;
    }
    return a instanceof PublicWire p ? p.slice(from, to) : sliceSecret(wireType.cast(a), from, to);
  }

  private Bits slice(Bits x, int from, int to) {
    Wire[] out = new Wire[x.width()];
    Arrays.setAll(out, i -> slice(x.wire(i), from, to));
    return Bits.of(out);
  }

  private Wire repeat(Wire a, int lanes) {
    return a instanceof PublicWire p ? p.repeat(lanes) : repeatSecret(wireType.cast(a), lanes);
  }

  @Override
  public final List<Bits> anyLane(List<Bits> tensors) {
    return tensors.stream().map(this::anyLane).toList();
  }

  private Bits anyLane(Bits x) {
    Circuits circuits = new Circuits(this);
    Bits none = circuits.not(x);
    while (none.lanes() > 1) {
      // Of an odd number of lanes the middle one is on both sides, which does not matter to AND.
      int half = (none.lanes() + 1) / 2;
      none = and(slice(none, 0, half), slice(none, none.lanes() - half, none.lanes()));
    }
    return circuits.not(none);
  }

  @Override
  public final Bits gather(Bits bits, int[] lanes) {
    Wire[] out = new Wire[bits.width()];
    for (int i = 0; i < out.length; i++) {
      List<W> parts = new ArrayList<>();
      W wire = own(bits.wire(i));
      for (int lane : lanes) {
        parts.add(sliceSecret(wire, lane, lane + 1));
      }
      out[i] = concatSecret(parts, lanes.length);
    }
    return Bits.of(out);
  }

  @Override
  public final List<Bits[]> lanewise(List<LaneCall> independent) {
    return independent.stream().map(this::lanewise).toList();
  }

  private Bits[] lanewise(LaneCall call) {
    int lanes = call.lanes();
    Operand[] inputs = call.inputs().toArray(Operand[]::new);
    List<Shares> shares = new ArrayList<>();
    for (Operand input : inputs) {
      if (input instanceof Shares s) {
        shares.add(s);
      }
    }
    Circuits circuits = new Circuits(this);
    Addends addends = open(shares, lanes, chunkLanes);
    List<Bits[]> outputs = new ArrayList<>();
    int count;
    for (int from = 0; from < lanes; from += count) {
      count = Math.min(chunkLanes, lanes - from);
      Bits[] converted = addends.next(from, count);
      Bits[] chunk = new Bits[inputs.length];
      int next = 0;
      for (int i = 0; i < inputs.length; i++) {
        chunk[i] = inputs[i] instanceof Bits b ? cut(b, from, count) : converted[next++];
      }
      outputs.add(call.circuit().apply(circuits, chunk));
    }
    return join(outputs, lanes);
  }

  private Bits cut(Bits bits, int from, int count) {
    Wire[] wires = new Wire[bits.width()];
    for (int i = 0; i < wires.length; i++) {
      Wire wire = bits.wire(i);
      wires[i] = wire.lanes() == 1 ? repeat(wire, count) : slice(wire, from, from + count);
    }
    return Bits.of(wires);
  }

  private Bits[] join(List<Bits[]> chunks, int lanes) {
    if (chunks.size() == 1) {
      return chunks.getFirst();
    }
    Bits[] out = new Bits[chunks.getFirst().length];
    for (int o = 0; o < out.length; o++) {
      Wire[] wires = new Wire[chunks.getFirst()[o].width()];
      for (int i = 0; i < wires.length; i++) {
        List<W> parts = new ArrayList<>(chunks.size());
        for (Bits[] chunk : chunks) {
          parts.add(own(chunk[o].wire(i)));
        }
        wires[i] = concatSecret(parts, lanes);
      }
      out[o] = Bits.of(wires);
    }
    return out;
  }

  /** Whether both are the very same wire; two wires of equal content are not known to be. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Wire a, Wire b) {
    return a == b;
  }

  private static void checkLanes(Wire a, Wire b) {
    if (a.lanes() != b.lanes()) {
      throw new IllegalArgumentException("wires of " + a.lanes() + " and " + b.lanes() + " lanes");
    }
  }
}
