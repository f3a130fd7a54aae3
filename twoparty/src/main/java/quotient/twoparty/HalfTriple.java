package quotient.twoparty;

import quotient.engine.LocalProduct;
import quotient.engine.Ring;
import quotient.engine.Shares;

/**
 * For a product P X of which the parties know P, each another part, before there is an X: a random
 * mask v of this party for X, and its share of {@code P_A v_B + P_B v_A}. With it the product takes
 * one message: each party sends its {@code X - v}, and with e for that of the other
 *
 * <pre>
 *   P_A X_B + P_B X_A = P_A e_B + P_B e_A + (P_A v_B + P_B v_A).
 * </pre>
 *
 * @param p this side's part of P, in the ring of v
 * @param v uniform
 * @param guard bits below the result
 * @param error of the cross terms
 * @param crossTerms row-major, as of {@link RlweProduct}
 */
record HalfTriple(Shares p, Shares v, int guard, int error, long[] crossTerms) {
  /**
   * What a view of P is multiplied by.
   *
   * @param columns of X
   */
  record Kind(int columns, Ring ring) {
    /** What a product sends that uses such a triple. */
    Bill opening(int rowsOfX) {
      return Openings.bill((long) rowsOfX * columns, ring.width());
    }
  }

  /** A product that uses this triple, which is of no use afterwards. */
  Masked mask(Shares x) {
    return new Masked(this, x);
  }

  /** An operand and the triple that masks it. */
  record Masked(HalfTriple triple, Shares x) implements MaskedProduct {
    @Override
    public long[] opening() {
      return Openings.packed(x.minus(triple.v).values(), x.width());
    }

    @Override
    public Shares multiply(long[] theirs) {
      Shares e =
          Shares.of(
              x.rows(), x.columns(), x.width(), Openings.unpacked(theirs, x.lanes(), x.width()));
      Shares p = triple.p;
      long[] sum = LocalProduct.of(p.rows(), p.values(), x.plus(e)).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (sum[i] << triple.guard) + triple.crossTerms[i];
      }
      return Shares.guarded(p.rows(), x.columns(), x.width(), triple.guard, triple.error, sum);
    }
  }
}
