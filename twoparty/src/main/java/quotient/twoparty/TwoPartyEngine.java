package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.ProductCall;
import quotient.engine.Recipient;
import quotient.engine.Recordings;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * One party's side of the secure engine. Bits are {@linkplain Gmw XOR shares} or {@linkplain Yao
 * garbled wires}, or {@linkplain MixedGates some of each}; {@link Conversions} makes additive
 * shares of them, {@link Products} multiplies matrices.
 *
 * <h2>Security guarantees</h2>
 *
 * Against one semi-honest party, with at least 110 bits of computational security (Delta has 127;
 * no more than 2^18 hashes share a key, see {@link Session.Domain}): what a party receives is
 * either masked by pseudorandom pads of which it knows one of two or by a triple that is used once,
 * or a garbled gate, or an encryption, or a value that {@link #open} names it a recipient of.
 * Nothing here protects against a party that deviates from the protocol, and nothing hides shapes,
 * sizes or times.
 */
final class TwoPartyEngine implements Engine {
  private final Party me;
  private final Channel main;
  private final Protocols protocols;
  private final BitGates gates;
  private final Conversions conversions;
  private final Products products;

  /** Sets up what the protocols need, together with the other party. */
  TwoPartyEngine(Session session, Protocols protocols) {
    me = session.me();
    main = session.main();
    this.protocols = protocols;
    conversions = new Conversions(session);
    products = new Products(session, conversions, protocols);
    gates =
        switch (protocols.gates()) {
          case GMW -> {
            SchemeChoice choice = new SchemeChoice(protocols.link());
            yield new MixedGates<>(
                new Gmw(session, choice.byGmw()), new Yao(session, choice.byYao()), choice);
          }
          case YAO -> new Yao(session, new Recordings());
        };
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    return gates.lanewise(independent.stream().map(call -> call.rounded(me == Party.A)).toList());
  }

  @Override
  public List<Bits> anyLane(List<Bits> tensors) {
    return AnyLane.isByCounting(protocols, tensors)
        ? new AnyLane(me, this).byCounting(gates.halved(tensors, AnyLane.MOST))
        : gates.halved(tensors, 0);
  }

  @Override
  public Bits gather(List<Bits> sources, int[] lanes) {
    return gates.gatherBits(sources, lanes);
  }

  @Override
  public long[][] xorShare(Bits bits) {
    return gates.xorShare(bits);
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    return gates.fromXorShare(share, lanes);
  }

  @Override
  public Shares shares(Matrix matrix, int width) {
    return conversions.shares(matrix, width);
  }

  @Override
  public List<Shares> products(List<ProductCall> independent) {
    return products.run(independent);
  }

  @Override
  public Shares addPublic(Shares shares, long constant) {
    return plusConstant(shares, constant << shares.guard());
  }

  /** Adds to the value with its guard bits. */
  private Shares plusConstant(Shares shares, long constant) {
    long[] out = shares.values().clone();
    for (int i = 0; i < out.length && me == Party.A; i++) {
      out[i] += constant;
    }
    return Shares.guarded(
        shares.rows(), shares.columns(), shares.width(), shares.guard(), shares.error(), out);
  }

  @Override
  public Optional<long[]> open(Shares shares, Recipient recipient) {
    if (shares.guard() > 0) {
      throw new IllegalArgumentException(shares + " must be turned into bits to be opened");
    }
    long[] sum = shares.values().clone();
    return exchange(sum, recipient)
        .map(theirs -> {
          long mask = Shares.mask(shares.width());
          for (int i = 0; i < sum.length; i++) {
            sum[i] = (sum[i] + theirs[i]) & mask;
          }
          return sum;
        });
  }

  @Override
  public Optional<long[][]> open(Bits bits, Recipient recipient) {
    long[][] share = xorShare(bits);
    BitBatch mine = GateScheme.batch(share, bits.lanes());
    long[] flat = Arrays.copyOf(mine.bits(), BitVectors.words(mine.count()));
    return exchange(flat, recipient)
        .map(theirs -> {
          for (int i = 0; i < share.length; i++) {
            long from = (long) i * bits.lanes();
            long[] other = BitVectors.slice(theirs, from, from + bits.lanes());
            for (int w = 0; w < other.length; w++) {
              share[i][w] ^= other[w];
            }
          }
          return share;
        });
  }

  /**
   * Sends this side's share to the other where it is a recipient; returns the other's share to us.
   */
  private Optional<long[]> exchange(long[] mine, Recipient recipient) {
    long[] sent = recipient.includes(me.other()) ? mine : new long[0];
    boolean receives = recipient.includes(me);
    long[] theirs = Exchange.swap(main, sent, receives ? mine.length : 0);
    return receives ? Optional.of(theirs) : Optional.empty();
  }
}
