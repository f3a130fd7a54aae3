package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.bits.BitVectors;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;
import quotient.crypto.SecretBlock;
import quotient.engine.Bits;
import quotient.engine.CrossTerm;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

/**
 * Makes the plans that a {@link TwoPartyEngine} would run, and adds up what they cost: the same
 * recordings, the same levels, the same choice of protocols, without data and without a peer. The
 * bill is that of a session from its start; of a part of it, the difference of two. All that is
 * opened is zero.
 */
public final class PlanningEngine implements Engine {
  private final Account account;
  private final PlannedGates gates;
  private final ProductPlans plans;
  private long productsByRingLwe;
  private int conversions;

  /** A session that is set up. */
  public PlanningEngine(Protocols protocols) {
    account = new Account(OtExtension.over(protocols.link()));
    account.add(new Bill(0, 0, Correlations.SET_UP_BYTES, Correlations.SET_UP_BYTES));
    account.add(Bill.ofBytes(Party.A, SecretBlock.BYTES));
    if (Session.isAhead(protocols.link())) {
      account.add(new Bill(0, 0, Correlations.SET_UP_BYTES, Correlations.SET_UP_BYTES));
    }
    plans = new ProductPlans(protocols.products(), account.extension());
    if (protocols.products() != ProductProtocol.OT) {
      account.add(RlweProduct.setUpBill());
    }
    if (protocols.gates() == GateProtocol.YAO) {
      // The seed of the garbler's inputs.
      account.add(Bill.ofBytes(Party.A, SecretBlock.BYTES));
      gates = new PlannedYao(account);
    } else {
      gates = new PlannedGmw(account, protocols.link());
    }
  }

  /** What the session has cost so far. */
  public Bill bill() {
    return account.bill();
  }

  /** Matrices that were converted from bits to shares so far. */
  public int conversions() {
    return conversions;
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    return gates.lanewise(independent.stream().map(call -> call.rounded(false)).toList());
  }

  @Override
  public List<Bits> anyLane(List<Bits> tensors) {
    return gates.anyLane(tensors);
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
    if (!matrix.hasShares()) {
      account.add(ProductShape.Operand.of(account.extension(), matrix).conversion());
      convert(matrix);
    }
    return matrix.shares(width);
  }

  private void convert(Matrix matrix) {
    conversions++;
    Matrix base = matrix.whole();
    matrix.keepShares(Shares.zeros(base.rows(), base.columns(), base.widestRing()));
  }

  @Override
  public Shares product(Matrix p, Matrix x, Ring ring) {
    List<CrossTerm> terms = CrossTerm.of(p, x);
    ProductShape shape = ProductShape.of(account.extension(), p, x, terms);
    ProductScheme.Plan plan =
        plans.plan(shape, ring).orElseThrow(() -> new UnsupportedProductException(p, x, ring));
    if (plan instanceof RingLwe.Plan && !terms.isEmpty()) {
      account.add(RlweProduct.keyBill(productsByRingLwe++));
    }
    account.add(plan.bill());
    plan.converted(p, x).stream().filter(m -> !m.hasShares()).forEach(this::convert);
    return plans.withGuard(plan.zeros(shape), shape, ring);
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
    for (Party party : Party.values()) {
      if (recipient.includes(party.other())) {
        account.add(Bill.ofBytes(party, 8L * values.length));
      }
    }
    return values;
  }
}
