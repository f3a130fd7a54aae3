package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.ProductCall;

/**
 * A product that is still to come: of the matrix that {@linkplain Matrix#next follows} the left
 * operand of one that is computed now.
 *
 * @param p the left operand, which the parties know
 * @param kind under which what is made ahead is kept with it
 * @param rowsOfX rows of the right operand
 * @param at where the plan's terms lie in the product
 * @param plan by ring LWE
 */
record NextProduct(
    Matrix p, HalfTriple.Kind kind, int rowsOfX, List<CrossTerm> at, RingLwe.Plan plan) {
  /** The product that will follow, if something can be made ahead for it. */
  static Optional<NextProduct> after(ProductCall call, ProductPlans plans, OtExtension extension) {
    return call.p()
        .next()
        .filter(p -> fits(p, call))
        .flatMap(p -> {
          List<CrossTerm> terms = CrossTerm.of(p, call.x());
          return plans
              .plan(ProductShape.of(extension, p, call.x(), terms), call.ring())
              .filter(plan -> plan instanceof RingLwe.Plan && !terms.isEmpty())
              .map(plan ->
                  new NextProduct(p, kind(call), call.x().rows(), terms, (RingLwe.Plan) plan));
        });
  }

  /** Under which what was made for a product is kept with its left operand. */
  static HalfTriple.Kind kind(ProductCall call) {
    return new HalfTriple.Kind(call.x().columns(), call.ring());
  }

  private static boolean fits(Matrix p, ProductCall call) {
    long rows = p.rows();
    long inner = p.columns();
    long columns = call.x().columns();
    long entries = rows * inner + inner * columns + rows * columns;
    return p.rows() == call.p().rows()
        && p.columns() == call.p().columns()
        && p.ownership().isKnown()
        && call.x().ownership().isShared()
        && Long.BYTES * entries <= Recurring.LARGEST;
  }
}
