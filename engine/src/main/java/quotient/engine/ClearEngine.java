package quotient.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;

/**
 * Computes on plain values: one process knows everything. It is the clear trainer, and the oracle
 * that the two-party engine is held to. Bits are bit-sliced, 64 lanes a word; products are integer
 * loops spread over the machine's cores.
 */
public final class ClearEngine extends FoldingEngine<ClearEngine.ClearWire> {
  // Large enough that the cost of a call vanishes, small enough that the wires of a circuit stay in
  // L2.
  private static final int CHUNK_LANES = 1 << 14;

  /** A clear engine. */
  public ClearEngine() {
    super(ClearWire.class, CHUNK_LANES);
  }

  record ClearWire(long[] bits, int lanes) implements Wire {}

  @Override
  protected ClearWire xorSecret(ClearWire a, ClearWire b) {
    return new ClearWire(BitVectors.xor(a.bits, b.bits), a.lanes);
  }

  @Override
  protected ClearWire andSecret(ClearWire a, ClearWire b) {
    return new ClearWire(BitVectors.and(a.bits, b.bits), a.lanes);
  }

  @Override
  protected ClearWire xorPublic(ClearWire a, PublicWire b) {
    return xorSecret(a, secret(b));
  }

  @Override
  protected ClearWire andPublic(ClearWire a, PublicWire b) {
    return andSecret(a, secret(b));
  }

  @Override
  protected ClearWire secret(PublicWire a) {
    return new ClearWire(a.bits(), a.lanes());
  }

  @Override
  protected ClearWire sliceSecret(ClearWire a, int from, int to) {
    return new ClearWire(BitVectors.slice(a.bits, from, to), to - from);
  }

  @Override
  protected ClearWire repeatSecret(ClearWire a, int lanes) {
    return new ClearWire(
        a.bits[0] == 0 ? new long[BitVectors.words(lanes)] : BitVectors.ones(lanes), lanes);
  }

  @Override
  protected ClearWire concatSecret(List<ClearWire> parts, int lanes) {
    long[] bits = new long[BitVectors.words(lanes)];
    int at = 0;
    for (ClearWire part : parts) {
      BitVectors.put(part.bits, part.lanes, bits, at);
      at += part.lanes;
    }
    return new ClearWire(bits, lanes);
  }

  @Override
  protected Addends open(List<Shares> shares, int lanes, int chunk) {
    return (from, count) -> {
      Bits[] out = new Bits[shares.size()];
      for (int s = 0; s < out.length; s++) {
        Shares x = shares.get(s);
        out[s] = wires(BitVectors.split(x.values(), from, from + count, x.width()), count);
      }
      return out;
    };
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
      out[i] = own(bits.wire(i)).bits;
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
      Planes planes = matrix.untransposed().planes().orElseThrow();
      matrix.keepShares(
          Shares.of(planes.rows(), planes.columns(), matrix.widestRing(), planes.values()));
    }
    return matrix.shares(width);
  }

  @Override
  public Shares product(Matrix p, Matrix x, Ring ring) {
    p.checkTimes(x);
    Shares right = shares(x, ring.width());
    LocalProduct product = LocalProduct.of(p.rows(), shares(p, ring.width()).values(), right);
    long[] out = new long[Math.multiplyExact(p.rows(), x.columns())];
    IntStream.range(0, p.rows()).parallel().forEach(i -> product.row(i, out));
    return Shares.of(p.rows(), x.columns(), ring.width(), out);
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
