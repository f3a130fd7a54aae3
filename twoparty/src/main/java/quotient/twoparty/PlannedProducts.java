package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.ProductCall;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

/** What {@link Products} cost. */
final class PlannedProducts {
  private final Account account;
  private final PlannedConversions conversions;
  private final ProductPlans plans;
  private final boolean isAhead;
  private final Recurring<MatrixTriple.Kind, MatrixTriple.Kind> ahead;
  private final KeptUses<KeptPlan> kept = new KeptUses<>();
  private long productsUnderKeys;
  private long triplesUnderKeys;
  private long ciphertexts;
  private long productBytes;

  /** With keys, if any product may go by ring LWE; what is made ahead depends on the link. */
  PlannedProducts(Account account, PlannedConversions conversions, Protocols protocols) {
    this.account = account;
    this.conversions = conversions;
    isAhead = Supply.isAhead(protocols.link());
    ahead = new Recurring<>(isAhead);
    plans = new ProductPlans(protocols);
    if (protocols.products() != ProductProtocol.OT) {
      account.swap(RlweProduct.setUpBill());
    }
  }

  /**
   * A product that is planned, of operands that have what the plan takes.
   *
   * @param opening of its operands, where it takes but one message, which all of these share
   * @param alone what it costs by messages of its own
   */
  private record Planned(Shares product, Optional<Bill> opening, Runnable alone) {}

  /**
   * Zeros as products.
   *
   * @throws UnsupportedProductException if no scheme computes one of them exactly
   */
  List<Shares> run(List<ProductCall> calls) {
    List<Planned> planned = calls.stream().map(this::plan).toList();
    account.swap(
        planned.stream().flatMap(one -> one.opening.stream()).reduce(Bill.NONE, Bill::plus));
    List<Shares> out = new ArrayList<>();
    for (Planned one : planned) {
      if (one.opening.isEmpty()) {
        one.alone.run();
      }
      out.add(one.product);
    }
    return out;
  }

  private Planned plan(ProductCall call) {
    Matrix p = call.p();
    Matrix x = call.x();
    List<CrossTerm> terms = CrossTerm.of(p, x);
    ProductShape shape = ProductShape.of(account.extension(), p, x, terms);
    Optional<KeptPlan> queries = x.isFixed() ? queries(call, shape) : Optional.empty();
    return queries.isPresent() ? byQueries(call, shape, queries.get()) : plan(call, shape);
  }

  private Optional<KeptPlan> queries(ProductCall call, ProductShape shape) {
    return kept.take(
        call.x(),
        shape,
        call.ring(),
        uses -> plans.kept(shape, call.ring(), uses),
        plan -> {
          conversions.run(List.of(call.p(), call.x()));
          account.swap(plan.once());
          ciphertexts += plan.ciphertextsOnce();
          return plan;
        });
  }

  private Planned byQueries(ProductCall call, ProductShape shape, KeptPlan plan) {
    account.hold(held(shape) + plan.each().bytes());
    conversions.run(List.of(call.p(), call.x()));
    Shares zeros = plan.zeros(shape.rows(), shape.columns());
    return new Planned(
        plans.withGuard(zeros, shape, call.ring()),
        Optional.empty(),
        () -> {
          account.swap(plan.each());
          ciphertexts += plan.ciphertextsEach();
        });
  }

  private Planned plan(ProductCall call, ProductShape shape) {
    Matrix p = call.p();
    Matrix x = call.x();
    Optional<HalfTriple.Kind> half = p.take(NextProduct.kind(call));
    ProductScheme.Plan plan =
        plans
            .plan(shape, call.ring())
            .orElseThrow(() -> new UnsupportedProductException(p, x, call.ring()));
    account.hold(held(shape) + Math.min(plan.bill().bytes(), RlweProduct.BYTES_PER_ROUND));
    conversions.run(half.isPresent() ? List.of(x) : plan.converted(p, x));
    if (isAhead) {
      NextProduct.after(call, plans, account.extension()).ifPresent(this::order);
    }
    Optional<Bill> opening =
        half.isPresent()
            ? half.map(kind -> kind.opening(x.rows()))
            : triple(plan).map(MatrixTriple.Kind::opening);
    return new Planned(
        plans.withGuard(plan.zeros(shape), shape, call.ring()), opening, () -> run(shape, plan));
  }

  private Optional<MatrixTriple.Kind> triple(ProductScheme.Plan plan) {
    return plan instanceof RingLwe.Plan byRingLwe
        ? byRingLwe
            .triple()
            .flatMap(kind -> ahead.take(kind, kind.bytes(), () -> order(kind, byRingLwe)))
        : Optional.empty();
  }

  private void order(NextProduct next) {
    next.p()
        .form(
            next.kind(),
            () -> {
              addTriple(next.plan());
              return next.kind();
            });
  }

  private void run(ProductShape shape, ProductScheme.Plan plan) {
    if (plan instanceof RingLwe.Plan && !shape.terms().isEmpty()) {
      account.swap(RlweProduct.keyBill(productsUnderKeys++));
    }
    add(plan);
    plan.run(account.parties(), shape);
  }

  private MatrixTriple.Kind order(MatrixTriple.Kind kind, RingLwe.Plan plan) {
    addTriple(plan);
    return kind;
  }

  private void addTriple(RingLwe.Plan plan) {
    account.add(
        triplesUnderKeys == 0 ? RlweProduct.setUpBill() : RlweProduct.keyBill(triplesUnderKeys));
    triplesUnderKeys++;
    add(plan);
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

  /** Bytes of what is made ahead, and the most that was kept of matrices that stay. */
  long held() {
    return ahead.held() + kept.mostHeld();
  }
}
