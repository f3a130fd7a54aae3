package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.crypto.Correlations;
import quotient.crypto.TweakableHash;
import quotient.engine.CrossTerm;
import quotient.engine.LocalProduct;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.transport.Channel;

/**
 * The product {@code Y = P X} of XOR-shared bit planes and additive shares by correlated OT: the
 * ternary product of QUOTIENT (Agrawal et al., CCS 2019, section 4.2), for any planes.
 *
 * <p>For one bit {@code w = w_A xor w_B} and a row {@code x = x_A + x_B} of X,
 *
 * <pre>
 *   w x = w x_A + w x_B,     w x_A = w_A x_A + w_B (1 - 2 w_A) x_A.
 * </pre>
 *
 * The last term is a correlated OT in which B chooses with w_B and A's correlation is the row
 * {@code (1 - 2 w_A) x_A}; A keeps the negated mask. The same with A and B exchanged gives {@code w
 * x_B}. One OT serves a whole row of X. A plane with weight 2^k only matters modulo 2^(l - k), so
 * its messages have l - k bits an entry.
 *
 * <p>Where a party knows P or X, the other one's share is zero there and one of the two OTs falls
 * away: OTs run over the {@linkplain CrossTerm terms} in which both contribute, {@link ProductPart}
 * by part.
 *
 * <p>The first term of the second line is {@link LocalProduct}. Both directions run at the same
 * time, in turns ({@link Correlations#inTurns}).
 */
final class BitPlaneProduct {
  private final Party me;
  private final Channel channel;
  private final Correlations correlations;
  private final TweakableHash sending;
  private final TweakableHash receiving;

  BitPlaneProduct(Session session) {
    me = session.me();
    channel = session.main();
    correlations = session.correlations();
    sending = session.hash(Session.Domain.PRODUCTS, me);
    receiving = session.hash(Session.Domain.PRODUCTS, me.other());
  }

  /**
   * This side's share of the product, with the width of {@code x}.
   *
   * @param terms those of the product, in the same order at both parties
   */
  Shares multiply(Planes planes, Shares x, List<CrossTerm> terms) {
    ProductSums sums =
        ProductSums.of(LocalProduct.of(planes.rows(), planes.values(), x), x.width());
    Deque<Correlations.Direction> senders = new ArrayDeque<>();
    Deque<Correlations.Direction> receivers = new ArrayDeque<>();
    BitBatch choices = new BitBatch();
    long sent = 0;
    for (CrossTerm term : inParts(terms, x.width())) {
      ProductPart part = new ProductPart(term, planes, x.width());
      if (term.left() == me) {
        part.addBitsTo(choices);
        receivers.add(new ProductReceiver(channel, correlations.receiver(), receiving, part, sums));
      } else {
        sent += part.ots();
        senders.add(new ProductSender(channel, correlations.sender(), sending, part, x, sums));
      }
    }
    correlations.sender().begin(sent);
    correlations.receiver().begin(choices.bits(), choices.count());
    correlations.inTurns(channel, new Parts(senders), new Parts(receivers));
    return Shares.of(planes.rows(), x.columns(), x.width(), sums.values());
  }

  /** Terms of rows that are not too long for the hashes of an OT. */
  private static List<CrossTerm> inParts(List<CrossTerm> terms, int width) {
    int most = ProductTiles.maxColumns(width);
    return terms.stream().flatMap(term -> term.inColumns(most).stream()).toList();
  }

  /** The parts of one direction, one after the other. */
  record Parts(Deque<Correlations.Direction> parts) implements Correlations.Direction {
    @Override
    public boolean hasMore() {
      return !parts.isEmpty();
    }

    @Override
    public int ots() {
      return parts.getFirst().ots();
    }

    @Override
    public int bytes() {
      return parts.getFirst().bytes();
    }

    @Override
    public void step() {
      parts.getFirst().step();
      if (!parts.getFirst().hasMore()) {
        parts.removeFirst();
      }
    }
  }
}
