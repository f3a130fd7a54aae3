package quotient.twoparty;

import java.util.Arrays;
import quotient.bits.BitPacking;
import quotient.engine.LocalProduct;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.Exchange;

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
      long bytes = (entries() * width + 7) / 8;
      return new Bill(0, 0, bytes, bytes);
    }

    /** Of both operands. */
    private long entries() {
      return (long) inner * (rows + columns);
    }
  }

  /**
   * This side's share of the product, with this triple, which is of no use afterwards.
   *
   * @param p this side's share of P, in the ring of x
   */
  Shares multiply(Channel channel, Shares p, Shares x) {
    long[] theirs = swap(channel, p.minus(u), x.minus(v));
    int ofP = p.lanes();
    long[] pd = p.values().clone();
    for (int i = 0; i < ofP; i++) {
      pd[i] += theirs[i];
    }
    Shares e =
        Shares.of(x.rows(), x.columns(), x.width(), Arrays.copyOfRange(theirs, ofP, theirs.length));
    long[] sum = LocalProduct.of(p.rows(), pd, x).values();
    long[] ofMasks = LocalProduct.of(p.rows(), u.values(), e).values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ((sum[i] + ofMasks[i]) << kind.guard) + crossTerms[i];
    }
    return Shares.guarded(p.rows(), x.columns(), x.width(), kind.guard, ERROR, sum);
  }

  /** Sends the entries of both; returns the other party's. */
  private static long[] swap(Channel channel, Shares p, Shares x) {
    int width = x.width();
    long[] all = Arrays.copyOf(p.values(), p.lanes() + x.lanes());
    System.arraycopy(x.values(), 0, all, p.lanes(), x.lanes());
    int bytes = BitPacking.bytes(all.length, width);
    // Packing wants room for a word.
    byte[] packed = new byte[bytes + Long.BYTES];
    BitPacking.pack(all, all.length, width, packed, 0);
    byte[] theirs = Exchange.swap(channel, Arrays.copyOf(packed, bytes), bytes);
    BitPacking.unpack(Arrays.copyOf(theirs, packed.length), 0, all.length, width, all);
    return all;
  }
}
