package quotient.twoparty;

import java.util.Arrays;
import quotient.engine.LocalProduct;
import quotient.engine.Shares;

/**
 * Random masks u and v of this party for a product P X of additive shares, and its share of {@code
 * u_A v_B + u_B v_A} (Beaver, "Efficient Multiparty Protocols Using Circuit Randomization", Crypto
 * 1991). With it the product takes one message: each party sends its own {@code P - u} and {@code X
 * - v}; with d and e for those of the other,
 *
 * <pre>
 *   P_A X_B + P_B X_A = (d_B X_A + u_A e_B) + (d_A X_B + u_B e_A) + (u_A v_B + u_B v_A),
 * </pre>
 *
 * where each pair of brackets but the last is computed by one party alone.
 *
 * @param kind what it is good for
 * @param u a mask of P, uniform
 * @param v a mask of X, uniform
 * @param crossTerms row-major, with the guard bits and the error of {@link RlweProduct}
 */
record MatrixTriple(Kind kind, Shares u, Shares v, long[] crossTerms) {
  /** Of the two terms, by ring LWE. */
  static final int ERROR = 2;

  /**
   * A product, as far as its masks depend on it.
   *
   * @param width of the ring
   * @param guard bits of the result below it
   */
  record Kind(int rows, int inner, int columns, int width, int guard) {
    /** Bytes of such a triple. */
    long bytes() {
      return Long.BYTES * (entries() + (long) rows * columns);
    }

    /** What a product sends that uses it. */
    Bill opening() {
      return Openings.bill(entries(), width);
    }

    /** Of both operands. */
    private long entries() {
      return (long) inner * (rows + columns);
    }
  }

  /**
   * Operands of a product that uses this triple, which is of no use afterwards.
   *
   * @param p this side's share of P, in the ring of x
   */
  Masked mask(Shares p, Shares x) {
    return new Masked(this, p, x);
  }

  /** Operands and the triple that masks them; parameters as of {@link #mask}. */
  record Masked(MatrixTriple triple, Shares p, Shares x) implements MaskedProduct {
    @Override
    public long[] opening() {
      long[] all = Arrays.copyOf(p.minus(triple.u).values(), p.lanes() + x.lanes());
      System.arraycopy(x.minus(triple.v).values(), 0, all, p.lanes(), x.lanes());
      return Openings.packed(all, x.width());
    }

    @Override
    public Shares multiply(long[] theirs) {
      int width = x.width();
      long[] opened = Openings.unpacked(theirs, p.lanes() + x.lanes(), width);
      Shares d = part(opened, 0, p);
      Shares e = part(opened, p.lanes(), x);
      long[] sum = LocalProduct.of(p.rows(), p.plus(d).values(), x).values();
      long[] ofMasks = LocalProduct.of(p.rows(), triple.u.values(), e).values();
      int guard = triple.kind.guard;
      for (int i = 0; i < sum.length; i++) {
        sum[i] = ((sum[i] + ofMasks[i]) << guard) + triple.crossTerms[i];
      }
      return Shares.guarded(p.rows(), x.columns(), width, guard, ERROR, sum);
    }

    private static Shares part(long[] opened, int from, Shares like) {
      long[] values = Arrays.copyOfRange(opened, from, from + like.lanes());
      return Shares.of(like.rows(), like.columns(), like.width(), values);
    }
  }
}
