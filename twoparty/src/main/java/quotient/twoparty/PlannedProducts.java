package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ring;
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
  PlannedProducts(
      Account account, PlannedConversions conversions, ProductProtocol protocol, boolean ahead) {
    this.account = account;
    this.conversions = conversions;
    this.ahead = new Recurring<>(ahead);
    plans = new ProductPlans(protocol, account.extension());
    if (protocol != ProductProtocol.OT) {
      account.swap(RlweProduct.setUpBill());
    }
  }

  /**
   * Zeros as a product.
   *
   * @throws UnsupportedProductException if no scheme computes it exactly
   */
  Shares product(Matrix p, Matrix x, Ring ring) {
    List<CrossTerm> terms = CrossTerm.of(p, x);
    ProductShape shape = ProductShape.of(account.extension(), p, x, terms);
    ProductScheme.Plan plan =
        plans.plan(shape, ring).orElseThrow(() -> new UnsupportedProductException(p, x, ring));
    account.hold(held(shape) + Math.min(plan.bill().bytes(), RlweProduct.BYTES_PER_ROUND));
    plan.converted(p, x).forEach(conversions::run);
    if (plan instanceof RingLwe.Plan byRingLwe && !terms.isEmpty()) {
      run(byRingLwe, shape);
    } else {
      run(plan, shape);
    }
    return plans.withGuard(plan.zeros(shape), shape, ring);
  }

  private void run(RingLwe.Plan plan, ProductShape shape) {
    Optional<MatrixTriple.Kind> triple =
        plan.triple().flatMap(kind -> ahead.take(kind, kind.bytes(), () -> order(kind, plan)));
    if (triple.isPresent()) {
      account.swap(triple.get().opening());
    } else {
      account.swap(RlweProduct.keyBill(productsUnderKeys++));
      run((ProductScheme.Plan) plan, shape);
    }
  }

  private void run(ProductScheme.Plan plan, ProductShape shape) {
    add(plan);
    plan.run(account.parties(), shape);
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
