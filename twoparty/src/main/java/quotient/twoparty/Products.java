package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ring;
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
  Products(Session session, Conversions conversions, ProductProtocol protocol) {
    this.conversions = conversions;
    extension = session.correlations().extension();
    plans = new ProductPlans(protocol, extension);
    bitPlanes = new BitPlaneProduct(session);
    triples = new MatrixTriples(session);
    channel = session.main();
    ringLwe =
        protocol == ProductProtocol.OT
            ? Optional.empty()
            : Optional.of(
                new RlweProduct(
                    session.me(), session.main(), session.random(), RlweProduct.BYTES_PER_ROUND));
  }

  /**
   * This side's share of P X.
   *
   * @throws UnsupportedProductException if no scheme computes it exactly
   */
  Shares product(Matrix p, Matrix x, Ring ring) {
    List<CrossTerm> terms = CrossTerm.of(p, x);
    ProductShape shape = ProductShape.of(extension, p, x, terms);
    ProductScheme.Plan plan =
        plans.plan(shape, ring).orElseThrow(() -> new UnsupportedProductException(p, x, ring));
    return plans.withGuard(plan.run(this, p, x, terms), shape, ring);
  }

  Conversions conversions() {
    return conversions;
  }

  BitPlaneProduct bitPlanes() {
    return bitPlanes;
  }

  /** The channel of the computation. */
  Channel channel() {
    return channel;
  }

  MatrixTriples triples() {
    return triples;
  }

  RlweProduct ringLwe() {
    return ringLwe.orElseThrow();
  }
}
