package quotient.twoparty;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.ProductCall;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;
import quotient.transport.Channel;

/** Products of matrices at one party: the plans, and what they need of the session. */
final class Products {
  private final OtExtension extension;
  private final ProductPlans plans;
  private final Conversions conversions;
  private final BitPlaneProduct bitPlanes;
  private final MatrixTriples triples;
  private final Session session;
  private final KeptUses<KeptQueries> kept = new KeptUses<>();
  private final Channel channel;
  // Absent where all products go by OT.
  private final Optional<RlweProduct> ringLwe;

  /** Exchanges keys with the other party if any product may go by ring LWE. */
  Products(Session session, Conversions conversions, Protocols protocols) {
    this.session = session;
    this.conversions = conversions;
    extension = session.extension();
    plans = new ProductPlans(protocols);
    bitPlanes = new BitPlaneProduct(session);
    triples = new MatrixTriples(session);
    channel = session.main();
    ringLwe =
        protocols.products() == ProductProtocol.OT
            ? Optional.empty()
            : Optional.of(
                new RlweProduct(
                    session.me(), session.main(), session.random(), RlweProduct.BYTES_PER_ROUND));
  }

  /**
   * A product that can be computed now.
   *
   * @param masked its operands, where it takes but one message, which all of these share
   * @param alone computes it by messages of its own
   */
  private record Ready(
      ProductCall call,
      ProductShape shape,
      Optional<? extends MaskedProduct> masked,
      Supplier<Shares> alone) {}

  /**
   * This side's shares of products: of those for which masks were made ahead, all in one message,
   * then of the others. What is kept of matrices that stay is sent before.
   *
   * @throws UnsupportedProductException if no scheme computes one of them exactly
   */
  List<Shares> run(List<ProductCall> calls) {
    List<Ready> ready = calls.stream().map(this::prepare).toList();
    Iterator<long[]> opened =
        Openings.swap(
                channel,
                ready.stream()
                    .flatMap(one -> one.masked.stream())
                    .map(MaskedProduct::opening)
                    .toList())
            .iterator();
    List<Shares> out = new ArrayList<>();
    for (Ready one : ready) {
      Shares product =
          one.masked.isPresent() ? one.masked.get().multiply(opened.next()) : one.alone.get();
      out.add(plans.withGuard(product, one.shape, one.call.ring()));
    }
    return out;
  }

  private Ready prepare(ProductCall call) {
    Matrix p = call.p();
    Matrix x = call.x();
    List<CrossTerm> terms = CrossTerm.of(p, x);
    ProductShape shape = ProductShape.of(extension, p, x, terms);
    Optional<KeptQueries> queries = x.isFixed() ? queries(call, shape, terms) : Optional.empty();
    return queries.isPresent()
        ? byQueries(call, shape, terms, queries.get())
        : prepare(call, shape, terms);
  }

  /** What is kept for the product, if anything is. */
  private Optional<KeptQueries> queries(
      ProductCall call, ProductShape shape, List<CrossTerm> terms) {
    return kept.take(
        call.x(),
        shape,
        call.ring(),
        uses -> plans.kept(shape, call.ring(), uses),
        plan -> {
          conversions.run(List.of(call.p(), call.x()));
          return new KeptQueries(session, plan, terms, call.x().shares(plan.width()));
        });
  }

  private Ready byQueries(
      ProductCall call, ProductShape shape, List<CrossTerm> terms, KeptQueries queries) {
    int width = call.ring().width();
    conversions.run(List.of(call.p(), call.x()));
    return new Ready(
        call,
        shape,
        Optional.empty(),
        () -> queries.multiply(terms, call.p().shares(width), call.x().shares(width)));
  }

  private Ready prepare(ProductCall call, ProductShape shape, List<CrossTerm> terms) {
    Matrix p = call.p();
    Matrix x = call.x();
    Optional<HalfTriple> half = triples.takeHalf(call);
    ProductScheme.Plan plan =
        plans
            .plan(shape, call.ring())
            .orElseThrow(() -> new UnsupportedProductException(p, x, call.ring()));
    conversions.run(half.isPresent() ? List.of(x) : plan.converted(p, x));
    if (triples.areAhead()) {
      NextProduct.after(call, plans, extension).ifPresent(triples::order);
    }
    Optional<? extends MaskedProduct> masked =
        half.isPresent()
            ? half.map(triple -> triple.mask(x.shares(call.ring().width())))
            : triple(plan)
                .map(triple ->
                    triple.mask(p.shares(call.ring().width()), x.shares(call.ring().width())));
    return new Ready(call, shape, masked, () -> plan.run(this, p, x, terms));
  }

  private Optional<MatrixTriple> triple(ProductScheme.Plan plan) {
    return plan instanceof RingLwe.Plan byRingLwe
        ? byRingLwe.triple().flatMap(kind -> triples.take(kind, byRingLwe.terms()))
        : Optional.empty();
  }

  Conversions conversions() {
    return conversions;
  }

  BitPlaneProduct bitPlanes() {
    return bitPlanes;
  }

  RlweProduct ringLwe() {
    return ringLwe.orElseThrow();
  }
}
