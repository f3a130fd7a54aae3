package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.CrossTerm;
import quotient.engine.ProductCall;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

/** What {@link Products} cost. */
final class PlannedProducts {
  private final Account account;
  private final PlannedConversions conversions;
  private final ProductPlans plans;
  private final Recurring<MatrixTriple.Kind, MatrixTriple.Kind> ahead;
  private long productsUnderKeys;
  private long triplesUnderKeys;
  private long ciphertexts;
  private long productBytes;

  /** With keys, if any product may go by ring LWE; what is made ahead depends on the link. */
  PlannedProducts(Account account, PlannedConversions conversions, Protocols protocols) {
    this.account = account;
    this.conversions = conversions;
    ahead = new Recurring<>(Supply.otsAhead(protocols.link()) > 0);
    plans = new ProductPlans(protocols);
    if (protocols.products() != ProductProtocol.OT) {
      account.swap(RlweProduct.setUpBill());
    }
  }

  /** A product that is planned, of operands that have what the plan takes. */
  private record Planned(ProductCall call, ProductShape shape, ProductScheme.Plan plan) {}

  /**
   * Zeros as products.
   *
   * @throws UnsupportedProductException if no scheme computes one of them exactly
   */
  List<Shares> run(List<ProductCall> calls) {
    List<Planned> others = new ArrayList<>();
    List<Shares> out = new ArrayList<>();
    Bill opened = Bill.NONE;
    for (ProductCall call : calls) {
      Planned one = plan(call);
      Optional<MatrixTriple.Kind> triple = take(one.plan);
      if (triple.isPresent()) {
        opened = opened.plus(triple.get().opening());
      } else {
        others.add(one);
      }
      out.add(plans.withGuard(one.plan.zeros(one.shape), one.shape, call.ring()));
    }
    account.swap(opened);
    others.forEach(this::run);
    return out;
  }

  private Planned plan(ProductCall call) {
    List<CrossTerm> terms = CrossTerm.of(call.p(), call.x());
    ProductShape shape = ProductShape.of(account.extension(), call.p(), call.x(), terms);
    ProductScheme.Plan plan =
        plans
            .plan(shape, call.ring())
            .orElseThrow(() -> new UnsupportedProductException(call.p(), call.x(), call.ring()));
    account.hold(held(shape) + Math.min(plan.bill().bytes(), RlweProduct.BYTES_PER_ROUND));
    conversions.run(plan.converted(call.p(), call.x()));
    return new Planned(call, shape, plan);
  }

  private Optional<MatrixTriple.Kind> take(ProductScheme.Plan plan) {
    return plan instanceof RingLwe.Plan byRingLwe
        ? byRingLwe
            .triple()
            .flatMap(kind -> ahead.take(kind, kind.bytes(), () -> order(kind, byRingLwe)))
        : Optional.empty();
  }

  private void run(Planned one) {
    if (one.plan instanceof RingLwe.Plan && !one.shape.terms().isEmpty()) {
      account.swap(RlweProduct.keyBill(productsUnderKeys++));
    }
    add(one.plan);
    one.plan.run(account.parties(), one.shape);
  }

  private MatrixTriple.Kind order(MatrixTriple.Kind kind, RingLwe.Plan plan) {
    account.add(
        triplesUnderKeys == 0 ? RlweProduct.setUpBill() : RlweProduct.keyBill(triplesUnderKeys));
    triplesUnderKeys++;
    add(plan);
    return kind;
  }

  private void add(ProductScheme.Plan plan) {
    account.add(plan.bill());
    ciphertexts += plan.ciphertexts();
    productBytes += plan.productBytes();
  }

  /** Operands and result as numbers of 64 bits, twice: as they come and as they are multiplied. */
  private static long held(ProductShape shape) {
    long operands = (long) shape.inner() * (shape.rows() + shape.columns());
    return 2L * Long.BYTES * (operands + (long) shape.rows() * shape.columns());
  }

  /** Ciphertexts of ring LWE so far, those of both parties. */
  long ciphertexts() {
    return ciphertexts;
  }

  /** Bytes of messages of products by OT so far, those of both parties. */
  long productBytes() {
    return productBytes;
  }

  /** Bytes of what is made ahead. */
  long held() {
    return ahead.held();
  }
}
