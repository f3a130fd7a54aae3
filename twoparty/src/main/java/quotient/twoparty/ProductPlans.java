package quotient.twoparty;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import quotient.crypto.OtExtension;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.lattice.Packing;

/**
 * Chooses among the schemes for products, by price where the {@link ProductProtocol} leaves the
 * choice. Needs neither data nor a peer. A choice is made once for each shape and ring.
 */
final class ProductPlans {
  private final ProductProtocol protocol;
  private final ProductScheme bitPlanes;
  private final RingLwe ringLwe;
  private final Map<Key, Optional<ProductScheme.Plan>> plans = new HashMap<>();
  private final Map<KeptKey, Optional<KeptPlan>> kept = new HashMap<>();

  /** For products over the link of the protocols. */
  ProductPlans(Protocols protocols) {
    protocol = protocols.products();
    ProductPrice price = new ProductPrice(protocols.link());
    bitPlanes = new BitPlanes(OtExtension.over(protocols.link()), price);
    ringLwe = new RingLwe(price);
  }

  private record Key(ProductShape shape, Ring ring) {}

  private record KeptKey(ProductShape shape, Ring ring, int uses) {}

  /** How to compute such products, if any scheme can. */
  Optional<ProductScheme.Plan> plan(ProductShape shape, Ring ring) {
    return plans.computeIfAbsent(new Key(shape, ring), this::choose);
  }

  private Optional<ProductScheme.Plan> choose(Key key) {
    Optional<ProductScheme.Plan> byOt = bitPlanes.plan(key.shape, key.ring);
    if (protocol == ProductProtocol.OT) {
      return byOt;
    }
    Optional<ProductScheme.Plan> byRlwe = ringLwe.plan(key.shape, key.ring);
    return protocol == ProductProtocol.RLWE
        ? byRlwe.or(() -> byOt)
        : Stream.concat(byOt.stream(), byRlwe.stream())
            .min(Comparator.comparingDouble(ProductScheme.Plan::price));
  }

  /**
   * How to compute so many such products of the same X with one encryption of it, if that is
   * cheaper than each for itself.
   */
  Optional<KeptPlan> kept(ProductShape shape, Ring ring, int uses) {
    return protocol == ProductProtocol.OT
        ? Optional.empty()
        : kept.computeIfAbsent(new KeptKey(shape, ring, uses), this::choose);
  }

  private Optional<KeptPlan> choose(KeptKey key) {
    double alone =
        plan(key.shape, key.ring).map(ProductScheme.Plan::price).orElse(Double.POSITIVE_INFINITY);
    return ringLwe
        .kept(key.shape, key.ring, key.uses)
        .filter(plan -> ringLwe.price(plan, key.shape) < alone);
  }

  /**
   * A product with the guard bits that all products of its kind have, whichever way they go: those
   * of one sum may differ in their terms. None in rings in which nothing goes by ring LWE.
   */
  Shares withGuard(Shares product, ProductShape shape, Ring ring) {
    int guard = RingLwe.guard(shape, ring);
    return protocol == ProductProtocol.OT || !Packing.reaches(ring.width(), guard)
        ? product
        : product.withGuard(guard);
  }
}
