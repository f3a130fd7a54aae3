package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.bits.BitVectors;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;
import quotient.crypto.SecretBlock;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.ProductCall;
import quotient.engine.Recipient;
import quotient.engine.Recordings;
import quotient.engine.Shares;

/**
 * Makes the plans that a {@link TwoPartyEngine} would run, and adds up what they cost: the same
 * recordings, the same levels, the same choice of protocols, without data and without a peer. The
 * bill is that of a session from its start; of a part of it, the difference of two. All that is
 * opened is zero.
 */
public final class PlanningEngine implements Engine {
  private final Protocols protocols;
  private final Account account;
  private final BitGates gates;
  private final PlannedConversions conversions;
  private final PlannedProducts products;

  /** A session that is set up. */
  public PlanningEngine(Protocols protocols) {
    this.protocols = protocols;
    account = new Account(OtExtension.over(protocols.link()));
    account.add(new Bill(0, 0, Correlations.SET_UP_BYTES, Correlations.SET_UP_BYTES));
    account.add(Bill.ofBytes(Party.A, SecretBlock.BYTES));
    if (protocols.makesGatesAhead()) {
      account.add(new Bill(0, 0, Correlations.SET_UP_BYTES, Correlations.SET_UP_BYTES));
    }
    conversions = new PlannedConversions(account, Supply.isAhead(protocols.link()));
    products = new PlannedProducts(account, conversions, protocols);
    gates =
        switch (protocols.gates()) {
          case GMW -> {
            SchemeChoice choice = new SchemeChoice(protocols.link());
            yield new MixedGates<>(
                new PlannedGmw(account, protocols.link(), choice.byGmw()),
                new PlannedYao(account, choice.byYao()),
                choice);
          }
          case YAO -> new PlannedYao(account, new Recordings());
        };
  }

  /** What the session has cost so far. */
  public Bill bill() {
    return account.bill();
  }

  /**
   * Messages of the session so far that wait for one another: the longest chain, as a {@link
   * quotient.transport.MessageChain} measures it.
   */
  public long messages() {
    return account.parties().messages();
  }

  /** All that the session has taken so far. */
  public Work work() {
    return new Work(bill(), messages(), products.ciphertexts(), products.productBytes());
  }

  /**
   * About the most bytes that a party holds at a time for a call of the engine: the wires of
   * circuits, or the operands and the messages of a product.
   */
  public long peakBytes() {
    return account.peak() + conversions.held() + products.held();
  }

  /** Matrices that were converted from bits to shares so far. */
  public int conversions() {
    return conversions.count();
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    return gates.lanewise(independent.stream().map(call -> call.rounded(false)).toList());
  }

  @Override
  public List<Bits> anyLane(List<Bits> tensors) {
    return AnyLane.isByCounting(protocols, tensors)
        ? new AnyLane(Party.A, this).byCounting(gates.halved(tensors, AnyLane.MOST))
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
    conversions.run(List.of(matrix));
    return matrix.shares(width);
  }

  @Override
  public List<Shares> products(List<ProductCall> independent) {
    return products.run(independent);
  }

  @Override
  public Shares addPublic(Shares shares, long constant) {
    return shares;
  }

  @Override
  public Optional<long[]> open(Shares shares, Recipient recipient) {
    return Optional.of(opened(recipient, new long[shares.lanes()]));
  }

  @Override
  public Optional<long[][]> open(Bits bits, Recipient recipient) {
    opened(recipient, new long[BitVectors.words((long) bits.width() * bits.lanes())]);
    return Optional.of(new long[bits.width()][BitVectors.words(bits.lanes())]);
  }

  private long[] opened(Recipient recipient, long[] values) {
    long bytes = (long) Long.BYTES * values.length;
    account.swap(
        new Bill(
            0,
            0,
            recipient.includes(Party.B) ? bytes : 0,
            recipient.includes(Party.A) ? bytes : 0));
    return values;
  }
}
