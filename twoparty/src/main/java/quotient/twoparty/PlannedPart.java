package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import quotient.bits.BitPacking;
import quotient.crypto.Correlations;

/** One party's side of a {@link ProductPart} of which only the amounts are known. */
final class PlannedPart implements Correlations.Direction {
  private final PlannedParties.One party;
  private final boolean sends;
  private final List<Long> weights;
  private final int ring;
  private final int columns;
  private final int otsPerPlane;
  private final int tileOts;
  private int plane;
  private int next;

  private PlannedPart(
      PlannedParties.One party, ProductShape.Term term, int columns, List<Long> weights, int ring) {
    this.party = party;
    this.weights = weights;
    this.ring = ring;
    this.columns = columns;
    sends = term.left() != party.me();
    otsPerPlane = Math.multiplyExact(term.rows(), term.inner());
    tileOts = ProductTiles.tileOts(ProductSums.padBlocks(columns, ring));
  }

  /** What a party does in a {@link BitPlaneProduct} whose left operand gives the planes. */
  static void run(PlannedParties.One party, ProductShape shape, int ring) {
    Deque<Correlations.Direction> senders = new ArrayDeque<>();
    Deque<Correlations.Direction> receivers = new ArrayDeque<>();
    long sent = 0;
    long received = 0;
    int most = ProductTiles.maxColumns(ring);
    List<Long> weights = shape.p().weights();
    for (ProductShape.Term term : shape.terms()) {
      for (int from = 0; from < term.columns(); from += most) {
        int columns = Math.min(most, term.columns() - from);
        PlannedPart part = new PlannedPart(party, term, columns, weights, ring);
        long ots = (long) part.otsPerPlane * weights.size();
        if (part.sends) {
          senders.add(part);
          sent += ots;
        } else {
          receivers.add(part);
          received += ots;
        }
      }
    }
    party.correlations().sender().begin(sent);
    party.correlations().receiver().begin(received);
    party
        .correlations()
        .inTurns(new BitPlaneProduct.Parts(senders), new BitPlaneProduct.Parts(receivers));
  }

  @Override
  public boolean hasMore() {
    return plane < weights.size();
  }

  @Override
  public int ots() {
    return Math.min(tileOts, otsPerPlane - next);
  }

  @Override
  public int bytes() {
    return ots() * BitPacking.bytes(columns, ProductPart.messageBits(weights.get(plane), ring));
  }

  @Override
  public void step() {
    int ots = ots();
    if (sends) {
      party.correlations().sender().next(ots);
      party.main().write(bytes());
    } else {
      party.correlations().receiver().next(ots);
      party.main().read(bytes());
    }
    next += ots;
    if (next == otsPerPlane) {
      next = 0;
      plane++;
    }
  }
}
