package quotient.twoparty;

import java.util.List;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Party;

/**
 * What a {@linkplain ProductScheme plan} for a product P X depends on: public, and equal for all
 * products that are planned alike. Which indices a term has is not part of it.
 *
 * @param p the left operand
 * @param x the right one
 * @param terms in which the parties meet, in the order of {@link CrossTerm#of}
 */
record ProductShape(int rows, int inner, int columns, Operand p, Operand x, List<Term> terms) {

  /**
   * The shape of a product with these terms.
   *
   * @param extension of the OTs by which its operands would be converted
   */
  static ProductShape of(OtExtension extension, Matrix p, Matrix x, List<CrossTerm> terms) {
    return new ProductShape(
        p.rows(),
        p.columns(),
        x.columns(),
        Operand.of(extension, p),
        Operand.of(extension, x),
        terms.stream().map(Term::of).toList());
  }

  /** Whether nobody knows any entry of an operand: each party has its share of all. */
  boolean isShared() {
    return terms.size() == Party.values().length
        && terms.stream().allMatch(term -> term.covers(this));
  }

  /** That of {@code X^T P^T}. */
  ProductShape transpose() {
    return new ProductShape(
        columns, inner, rows, x, p, terms.stream().map(Term::transpose).toList());
  }

  /**
   * A matrix as an operand.
   *
   * @param weights of its bits; none if it has no bits
   * @param bound the largest magnitude of an entry that a party knows, or more
   * @param widestRing bits of the widest ring in which its shares can be had
   * @param conversion what it costs to convert what must be converted before it has shares
   */
  record Operand(List<Long> weights, long bound, int widestRing, Bill conversion) {
    static Operand of(OtExtension extension, Matrix matrix) {
      return new Operand(
          matrix.weights(),
          matrix.bound(),
          matrix.widestRing(),
          conversion(extension, matrix.whole()));
    }

    private static Bill conversion(OtExtension extension, Matrix whole) {
      return whole.hasShares()
          ? Bill.NONE
          : BitsToShares.bill(
              extension, whole.ownership().sharedEntries(), whole.weights(), whole.widestRing());
    }

    boolean hasPlanes() {
      return !weights.isEmpty();
    }

    /** Whether shares in a ring can be had, converted or not. */
    boolean reaches(int width) {
      return width <= widestRing;
    }
  }

  /**
   * A {@link CrossTerm} without its indices.
   *
   * @param left who holds P
   */
  record Term(Party left, int rows, int inner, int columns, boolean leftKnown, boolean rightKnown) {
    private static Term of(CrossTerm term) {
      return new Term(
          term.left(),
          term.rows().length,
          term.inner().length,
          term.columns().length,
          term.leftKnown(),
          term.rightKnown());
    }

    /** Whether it is all of a product of which nobody knows an entry. */
    private boolean covers(ProductShape shape) {
      return rows == shape.rows
          && inner == shape.inner
          && columns == shape.columns
          && !leftKnown
          && !rightKnown;
    }

    /** Whether it takes all that a party holds of X. */
    boolean takesAllOfX(ProductShape shape) {
      return inner == shape.inner && columns == shape.columns;
    }

    Term transpose() {
      return new Term(left.other(), columns, inner, rows, rightKnown, leftKnown);
    }
  }
}
