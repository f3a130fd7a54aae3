package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.lattice.Packing;

/** Products by ring LWE ({@link RlweProduct}), where they are exact. */
final class RingLwe implements ProductScheme {
  /** Cross terms of a product of two matrices that are shared as a whole: most have no more. */
  private static final int USUAL_TERMS = 2;

  private final ProductPrice price;

  RingLwe(ProductPrice price) {
    this.price = price;
  }

  /**
   * Guard bits with which sums of such products are exact. Each cross term has an error of at most
   * one unit.
   */
  static int guard(ProductShape shape, Ring ring) {
    return Packing.guardBits((long) Math.max(USUAL_TERMS, shape.terms().size()) * ring.terms());
  }

  @Override
  public Optional<ProductScheme.Plan> plan(ProductShape shape, Ring ring) {
    if (!shape.p().reaches(ring.width()) || !shape.x().reaches(ring.width())) {
      return Optional.empty();
    }
    int guard = guard(shape, ring);
    List<PackedTerm> terms = new ArrayList<>();
    for (ProductShape.Term term : shape.terms()) {
      Optional<PackedTerm> packed = PackedTerm.of(term, shape, ring.width(), guard);
      if (packed.isEmpty()) {
        return Optional.empty();
      }
      terms.add(packed.get());
    }
    Bill bill = terms.stream().map(PackedTerm::bill).reduce(Bill.NONE, Bill::plus);
    Optional<MatrixTriple.Kind> triple = triple(shape, ring.width(), guard);
    double byRingLwe = price.byRingLwe(bill, triple.isPresent(), List.of(shape.p(), shape.x()));
    return Optional.of(new Plan(terms, ring.width(), guard, bill, triple, byRingLwe));
  }

  /**
   * How to compute so many products of the same X that are shaped alike, if they are exact and what
   * is kept for them is not too large.
   */
  Optional<KeptPlan> kept(ProductShape shape, Ring ring, int uses) {
    boolean isPossible =
        shape.p().reaches(ring.width())
            && shape.x().reaches(ring.width())
            && !shape.terms().isEmpty()
            && shape.terms().stream().allMatch(term -> term.takesAllOfX(shape));
    if (!isPossible) {
      return Optional.empty();
    }
    int guard = guard(shape, ring);
    List<PackedTerm> terms = new ArrayList<>();
    for (ProductShape.Term term : shape.terms()) {
      PackedTerm.ofFixed(term, shape, ring.width(), guard, uses).ifPresent(terms::add);
    }
    KeptPlan plan = new KeptPlan(terms, ring.width(), guard, uses);
    return terms.size() == shape.terms().size() && plan.isBounded()
        ? Optional.of(plan)
        : Optional.empty();
  }

  /** What a product of such a plan costs, with its share of what is sent once. */
  double price(KeptPlan plan, ProductShape shape) {
    return price.byKept(plan.once(), plan.each(), plan.uses(), shape.p(), shape.x());
  }

  /**
   * What can be made ahead, if nobody knows an entry of an operand. What a party knows differs from
   * batch to batch in its rows, so such products hardly ever recur.
   */
  private static Optional<MatrixTriple.Kind> triple(ProductShape shape, int width, int guard) {
    return shape.isShared()
        ? Optional.of(
            new MatrixTriple.Kind(shape.rows(), shape.inner(), shape.columns(), width, guard))
        : Optional.empty();
  }

  /**
   * How to multiply.
   *
   * @param bill without the keys, which are {@linkplain RlweProduct#keyBill renewed} now and then
   * @param triple with which the product takes one message
   */
  record Plan(
      List<PackedTerm> terms,
      int width,
      int guard,
      Bill bill,
      Optional<MatrixTriple.Kind> triple,
      double price)
      implements ProductScheme.Plan {
    @Override
    public long ciphertexts() {
      return terms.stream().mapToLong(term -> term.packing().ciphertexts()).sum();
    }

    @Override
    public long productBytes() {
      return 0;
    }

    @Override
    public List<Matrix> converted(Matrix p, Matrix x) {
      return List.of(p, x);
    }

    @Override
    public Shares zeros(ProductShape shape) {
      long[] zeros = new long[Math.multiplyExact(shape.rows(), shape.columns())];
      return Shares.guarded(shape.rows(), shape.columns(), width, guard, terms.size(), zeros);
    }

    @Override
    public void run(PlannedParties parties, ProductShape shape) {
      RlweProduct.plan(parties, terms);
    }

    @Override
    public Shares run(Products tools, Matrix p, Matrix x, List<CrossTerm> at) {
      Shares ofP = tools.conversions().shares(p, width);
      Shares ofX = tools.conversions().shares(x, width);
      return tools.ringLwe().multiply(this, at, ofP, ofX);
    }
  }
}
