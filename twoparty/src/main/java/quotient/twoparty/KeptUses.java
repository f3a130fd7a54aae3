package quotient.twoparty;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import quotient.engine.Matrix;
import quotient.engine.Ring;

/**
 * Which products of matrices that {@linkplain Matrix#isFixed stay} go by an encryption that is
 * kept, and for how many products one is made. Most of what is done once is never done again, so
 * nothing is kept for the first product of a kind; then for two, four and, from there on, {@link
 * RlweProduct#PRODUCTS_PER_KEY}. So what was sent for products that never come is in proportion to
 * those that came before.
 *
 * <p>It depends on the sequence of products alone, so it is the same at both parties and in a plan.
 * What is kept lies with its matrix, and goes with it.
 *
 * @param <T> an encryption
 */
final class KeptUses<T> {
  private long held;
  private long most;

  /** Of one matrix. */
  private static final class OfMatrix<T> {
    private final Map<Kind, OfKind<T>> kinds = new HashMap<>();
    private long held;
  }

  /** Of one kind of products of a matrix. */
  private static final class OfKind<T> {
    private int count;
    private @Nullable Kept<T> kept;
  }

  private static final class Kept<T> {
    private final T encryption;
    private final KeptPlan plan;
    private int left;

    private Kept(T encryption, KeptPlan plan) {
      this.encryption = encryption;
      this.plan = plan;
      left = plan.uses();
    }
  }

  /** All that a plan depends on but the matrix. */
  private record Kind(ProductShape.Operand p, List<ProductShape.Term> terms, Ring ring) {}

  /**
   * What is kept for the product that comes now, if anything is.
   *
   * @param plan for so many products, if it pays to keep something for them
   * @param make what is kept then
   */
  Optional<T> take(
      Matrix x,
      ProductShape shape,
      Ring ring,
      IntFunction<Optional<KeptPlan>> plan,
      Function<KeptPlan, T> make) {
    OfMatrix<T> ofMatrix = x.form(KeptUses.class, OfMatrix::new);
    OfKind<T> ofKind =
        ofMatrix.kinds.computeIfAbsent(
            new Kind(shape.p(), shape.terms(), ring), _ -> new OfKind<>());
    if (ofKind.kept == null) {
      int uses = Math.min(RlweProduct.PRODUCTS_PER_KEY, Integer.highestOneBit(ofKind.count + 1));
      Optional<KeptPlan> chosen = uses > 1 ? plan.apply(uses) : Optional.empty();
      ofKind.kept =
          chosen
              .filter(one -> ofMatrix.held + one.held() <= Recurring.LARGEST)
              .map(one -> keep(ofMatrix, one, make))
              .orElse(null);
    }
    ofKind.count = Math.min(ofKind.count + 1, RlweProduct.PRODUCTS_PER_KEY);
    return Optional.ofNullable(ofKind.kept).map(kept -> use(ofMatrix, ofKind, kept));
  }

  private Kept<T> keep(OfMatrix<T> ofMatrix, KeptPlan plan, Function<KeptPlan, T> make) {
    Kept<T> kept = new Kept<>(make.apply(plan), plan);
    ofMatrix.held += plan.held();
    held += plan.held();
    most = Math.max(most, held);
    return kept;
  }

  private T use(OfMatrix<T> ofMatrix, OfKind<T> ofKind, Kept<T> kept) {
    kept.left--;
    if (kept.left == 0) {
      ofKind.kept = null;
      ofMatrix.held -= kept.plan.held();
      held -= kept.plan.held();
    }
    return kept.encryption;
  }

  /** The most bytes that were kept at a time, by the party that keeps more. */
  long mostHeld() {
    return most;
  }
}
