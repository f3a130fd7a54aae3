package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;

/**
 * Computes on plain values: one process knows everything. It is the clear trainer, and the oracle
 * that the two-party engine is held to. Bits are bit-sliced, 64 lanes a word; products are integer
 * loops spread over the machine's cores.
 */
public final class ClearEngine implements Engine {
  // Large enough that the cost of a call vanishes, small enough that the wires of a circuit stay in
  // L2.
  private static final int CHUNK_LANES = 1 << 14;

  private final Circuits circuits = new Circuits(new ClearGates());

  /** A clear engine. */
  public ClearEngine() {}

  /** Runs the circuits themselves, never a recording: an oracle must not share its faults. */
  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    return independent.stream().map(this::run).toList();
  }

  private Bits[] run(LaneCall call) {
    int lanes = call.lanes();
    List<Bits[]> chunks = new ArrayList<>();
    int count;
    for (int from = 0; from < lanes; from += count) {
      count = Math.min(CHUNK_LANES, lanes - from);
      int start = from;
      int end = from + count;
      Bits[] in = call.inputs().stream().map(x -> cut(x, start, end)).toArray(Bits[]::new);
      chunks.add(call.circuit().apply(circuits, in));
    }
    return chunks.size() == 1 ? chunks.getFirst() : joined(chunks, lanes);
  }

  private static Bits cut(Operand operand, int from, int to) {
    return switch (operand) {
      case Shares x -> wires(BitVectors.split(x.values(), from, to, x.width()), to - from);
      case Bits bits -> {
        Wire[] wires = new Wire[bits.width()];
        Arrays.setAll(
            wires,
            i ->
                bits.wire(i) instanceof PublicWire p && p.isConstant()
                    ? PublicWire.constant(p.constant(), to - from)
                    : ClearWire.of(bits.wire(i)).cut(from, to));
        yield Bits.of(wires);
      }
    };
  }

  private static Bits[] joined(List<Bits[]> chunks, int lanes) {
    Bits[] out = new Bits[chunks.getFirst().length];
    for (int o = 0; o < out.length; o++) {
      Wire[] wires = new Wire[chunks.getFirst()[o].width()];
      for (int i = 0; i < wires.length; i++) {
        long[] bits = new long[BitVectors.words(lanes)];
        int at = 0;
        for (Bits[] chunk : chunks) {
          ClearWire part = ClearWire.of(chunk[o].wire(i));
          BitVectors.put(part.bits(), part.lanes(), bits, at);
          at += part.lanes();
        }
        wires[i] = new ClearWire(bits, lanes);
      }
      out[o] = Bits.of(wires);
    }
    return out;
  }

  @Override
  public List<Bits> anyLane(List<Bits> tensors) {
    return tensors.stream()
        .map(tensor -> {
          Wire[] out = new Wire[tensor.width()];
          Arrays.setAll(
              out,
              i -> {
                long any =
                    Arrays.stream(ClearWire.of(tensor.wire(i)).bits()).reduce(0, (a, b) -> a | b);
                return new ClearWire(new long[] {any == 0 ? 0 : 1}, 1);
              });
          return Bits.of(out);
        })
        .toList();
  }

  @Override
  public Bits gather(List<Bits> sources, int[] lanes) {
    Wire[] out = new Wire[sources.getFirst().width()];
    Arrays.setAll(
        out,
        i -> {
          List<ClearWire> wires = sources.stream().map(x -> ClearWire.of(x.wire(i))).toList();
          return new ClearWire(BitVectors.gather(end(wires), lanes), lanes.length);
        });
    return Bits.of(out);
  }

  /** The bits of all wires, one wire after the other. */
  private static long[] end(List<ClearWire> wires) {
    BitBatch all = new BitBatch();
    wires.forEach(wire -> all.add(wire.bits(), wire.lanes()));
    return all.bits();
  }

  private static Bits wires(long[][] bits, int lanes) {
    Wire[] wires = new Wire[bits.length];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = new ClearWire(bits[i], lanes);
    }
    return Bits.of(wires);
  }

  @Override
  public long[][] xorShare(Bits bits) {
    long[][] out = new long[bits.width()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = ClearWire.of(bits.wire(i)).bits();
    }
    return out;
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    return wires(share, lanes);
  }

  @Override
  public Shares shares(Matrix matrix, int width) {
    if (!matrix.hasShares()) {
      Planes planes = matrix.whole().planes().orElseThrow();
      matrix.keepShares(
          Shares.of(planes.rows(), planes.columns(), matrix.widestRing(), planes.values()));
    }
    return matrix.shares(width);
  }

  @Override
  public List<Shares> products(List<ProductCall> independent) {
    return independent.stream().map(this::product).toList();
  }

  private Shares product(ProductCall call) {
    Matrix p = call.p();
    Matrix x = call.x();
    int width = call.ring().width();
    p.checkTimes(x);
    LocalProduct product = LocalProduct.of(p.rows(), shares(p, width).values(), shares(x, width));
    long[] out = new long[Math.multiplyExact(p.rows(), x.columns())];
    IntStream.range(0, p.rows()).parallel().forEach(i -> product.row(i, out));
    return Shares.of(p.rows(), x.columns(), width, out);
  }

  @Override
  public Shares addPublic(Shares shares, long constant) {
    long[] out = shares.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += constant;
    }
    return Shares.of(shares.rows(), shares.columns(), shares.width(), out);
  }

  @Override
  public Optional<long[]> open(Shares shares, Recipient recipient) {
    return Optional.of(shares.values().clone());
  }

  @Override
  public Optional<long[][]> open(Bits bits, Recipient recipient) {
    return Optional.of(xorShare(bits));
  }
}
