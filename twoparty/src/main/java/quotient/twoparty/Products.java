package quotient.twoparty;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
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
  private final Channel channel;
  // Absent where all products go by OT.
  private final Optional<RlweProduct> ringLwe;

  /** Exchanges keys with the other party if any product may go by ring LWE. */
  Products(Session session, Conversions conversions, Protocols protocols) {
    this.conversions = conversions;
    extension = session.correlations().extension();
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

  /** A product that is planned, of operands that have what the plan takes. */
  private record Planned(
      ProductCall call, ProductShape shape, List<CrossTerm> terms, ProductScheme.Plan plan) {}

  /**
   * This side's shares of products: of those that recur all in one message, then of the others.
   *
   * @throws UnsupportedProductException if no scheme computes one of them exactly
   */
  List<Shares> run(List<ProductCall> calls) {
    List<Planned> planned = calls.stream().map(this::plan).toList();
    List<Optional<MatrixTriple.Masked>> masked = planned.stream().map(this::masked).toList();
    List<MatrixTriple.Masked> recurring = masked.stream().flatMap(Optional::stream).toList();
    Iterator<long[]> opened =
        Openings.swap(channel, recurring.stream().map(MatrixTriple.Masked::opening).toList())
            .iterator();
    List<Shares> out = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      Planned one = planned.get(i);
      Shares product =
          masked
              .get(i)
              .map(operands -> operands.multiply(opened.next()))
              .orElseGet(() -> one.plan.run(this, one.call.p(), one.call.x(), one.terms));
      out.add(plans.withGuard(product, one.shape, one.call.ring()));
    }
    return out;
  }

  private Planned plan(ProductCall call) {
    List<CrossTerm> terms = CrossTerm.of(call.p(), call.x());
    ProductShape shape = ProductShape.of(extension, call.p(), call.x(), terms);
    ProductScheme.Plan plan =
        plans
            .plan(shape, call.ring())
            .orElseThrow(() -> new UnsupportedProductException(call.p(), call.x(), call.ring()));
    conversions.run(plan.converted(call.p(), call.x()));
    return new Planned(call, shape, terms, plan);
  }

  /** The operands of a product for which masks were made ahead. */
  private Optional<MatrixTriple.Masked> masked(Planned one) {
    if (!(one.plan instanceof RingLwe.Plan plan)) {
      return Optional.empty();
    }
    return plan.triple()
        .flatMap(kind -> triples.take(kind, plan.terms()))
        .map(triple ->
            triple.mask(
                conversions.shares(one.call.p(), plan.width()),
                conversions.shares(one.call.x(), plan.width())));
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
