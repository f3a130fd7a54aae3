package quotient.engine;

import java.util.List;
import java.util.Optional;
import quotient.bits.BitVectors;

/**
 * Carries no data and counts what a two-party run of the same calls would cost: AND gates (32 bytes
 * each by half gates) and correlated OTs, with products by OT. All that is opened is zero.
 */
public final class CountingEngine extends FoldingEngine<CountingEngine.CountedWire> {
  private long ands;
  private long cots;

  /** A counter that stands at zero. */
  public CountingEngine() {
    // Nothing is computed, so the chunk may be as long as it likes.
    super(CountedWire.class, 1 << 30);
  }

  record CountedWire(int lanes) implements Wire {}

  /** AND gates so far, times lanes. */
  public long ands() {
    return ands;
  }

  /**
   * Correlated OTs so far: inputs of party B, conversions to shares, and products by bit planes.
   */
  public long cots() {
    return cots;
  }

  @Override
  protected CountedWire xorSecret(CountedWire a, CountedWire b) {
    return new CountedWire(a.lanes);
  }

  @Override
  protected CountedWire andSecret(CountedWire a, CountedWire b) {
    ands += a.lanes;
    return new CountedWire(a.lanes);
  }

  @Override
  protected CountedWire xorPublic(CountedWire a, PublicWire b) {
    // Not a itself, which with its own negation would then look like one wire.
    return new CountedWire(a.lanes);
  }

  @Override
  protected CountedWire andPublic(CountedWire a, PublicWire b) {
    return new CountedWire(a.lanes);
  }

  @Override
  protected CountedWire secret(PublicWire a) {
    return new CountedWire(a.lanes());
  }

  @Override
  protected CountedWire sliceSecret(CountedWire a, int from, int to) {
    return new CountedWire(to - from);
  }

  @Override
  protected CountedWire repeatSecret(CountedWire a, int lanes) {
    return new CountedWire(lanes);
  }

  @Override
  protected CountedWire concatSecret(List<CountedWire> parts, int lanes) {
    return new CountedWire(lanes);
  }

  @Override
  protected Addends open(List<Shares> shares, int lanes, int chunk) {
    return (from, count) -> {
      Bits[] out = new Bits[shares.size()];
      for (int s = 0; s < out.length; s++) {
        int width = shares.get(s).width();
        ands += (long) count * (width - 1);
        cots += (long) count * width;
        out[s] = wires(width, count);
      }
      return out;
    };
  }

  private static Bits wires(int width, int lanes) {
    Wire[] wires = new Wire[width];
    for (int i = 0; i < width; i++) {
      wires[i] = new CountedWire(lanes);
    }
    return Bits.of(wires);
  }

  @Override
  public long[][] xorShare(Bits bits) {
    return new long[bits.width()][BitVectors.words(bits.lanes())];
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    cots += (long) lanes * share.length;
    return wires(share.length, lanes);
  }

  @Override
  public Shares shares(Matrix matrix, int width) {
    if (!matrix.hasShares()) {
      Matrix base = matrix.untransposed();
      cots += base.ownership().sharedEntries() * base.weights().size();
      matrix.keepShares(Shares.zeros(base.rows(), base.columns(), base.widestRing()));
    }
    return matrix.shares(width);
  }

  @Override
  public Shares product(Matrix p, Matrix x, Ring ring) {
    return Shares.zeros(p.rows(), x.columns(), ring.width());
  }

  @Override
  public Shares addPublic(Shares shares, long constant) {
    return shares;
  }

  @Override
  public Optional<long[]> open(Shares shares, Recipient recipient) {
    return Optional.of(new long[shares.lanes()]);
  }

  @Override
  public Optional<long[][]> open(Bits bits, Recipient recipient) {
    return Optional.of(xorShare(bits));
  }
}
