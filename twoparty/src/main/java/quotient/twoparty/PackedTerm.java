package quotient.twoparty;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import quotient.engine.CrossTerm;
import quotient.engine.Party;
import quotient.engine.Shares;
import quotient.lattice.Packing;

/**
 * A cross term of a product and how it is packed for encryption. Either operand can be the
 * encrypted one; where that is P the product is transposed: {@code Z^T = X^T P^T}.
 *
 * @param transposed whether P is encrypted
 */
record PackedTerm(ProductShape.Term term, boolean transposed, Packing packing) {
  /**
   * The term packed with the fewest bytes, if it can be exact.
   *
   * @param shape of the product
   * @param guard guard bits of the product
   */
  static Optional<PackedTerm> of(ProductShape.Term term, ProductShape shape, int width, int guard) {
    int rows = term.rows();
    int inner = term.inner();
    int columns = term.columns();
    long boundOfP = term.leftKnown() ? shape.p().bound() : Long.MAX_VALUE;
    long boundOfX = term.rightKnown() ? shape.x().bound() : Long.MAX_VALUE;
    return Stream.concat(
            Packing.of(rows, inner, columns, width, guard, boundOfP).stream()
                .map(packing -> new PackedTerm(term, false, packing)),
            Packing.of(columns, inner, rows, width, guard, boundOfX).stream()
                .map(packing -> new PackedTerm(term, true, packing)))
        .min(Comparator.comparingLong(packed -> packed.packing.bytes()));
  }

  /**
   * The term with X encrypted, packed with the fewest bytes for so many products with the same X.
   *
   * @param uses products, of which only the first sends the encryption
   */
  static Optional<PackedTerm> ofFixed(
      ProductShape.Term term, ProductShape shape, int width, int guard, int uses) {
    long bound = term.leftKnown() ? shape.p().bound() : Long.MAX_VALUE;
    return Packing.of(term.rows(), term.inner(), term.columns(), width, guard, bound, uses)
        .map(packing -> new PackedTerm(term, false, packing));
  }

  Party encryptor() {
    return transposed ? term.left() : term.left().other();
  }

  /** Bytes of all messages. */
  Bill bill() {
    return queries().plus(replies());
  }

  /** Bytes of the encryption. */
  Bill queries() {
    return Bill.ofBytes(encryptor(), (long) packing.columnBlocks() * packing.queryBytes());
  }

  /** Bytes of the answers. */
  Bill replies() {
    return Bill.ofBytes(encryptor().other(), (long) packing.columnBlocks() * packing.replyBytes());
  }

  /**
   * The operand that {@code party} holds, as the packing wants it.
   *
   * @param at where the term lies in the product
   * @param p the party's share of P
   * @param x the party's share of X
   */
  long[] operand(Party party, CrossTerm at, Shares p, Shares x) {
    return party == term.left() ? left(at, p) : right(at, x);
  }

  /** That of the party that holds P. */
  long[] left(CrossTerm at, Shares p) {
    return part(p, at.rows(), at.inner());
  }

  /** That of the party that holds X. */
  long[] right(CrossTerm at, Shares x) {
    return part(x, at.inner(), at.columns());
  }

  private long[] part(Shares matrix, int[] rows, int[] columns) {
    long[] out = new long[Math.multiplyExact(rows.length, columns.length)];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        long value = matrix.values()[rows[i] * matrix.columns() + columns[j]];
        out[transposed ? j * rows.length + i : i * columns.length + j] = value;
      }
    }
    return out;
  }

  /** An empty share of the term, as the packing gives it. */
  long[] newShare() {
    return new long[Math.multiplyExact(term.rows(), term.columns())];
  }

  /**
   * Adds a share of the term to a share of the whole product.
   *
   * @param at where the term lies in the product
   * @param sum of {@code totalColumns} columns, row-major
   */
  void addTo(CrossTerm at, long[] sum, int totalColumns, long[] share) {
    int[] rows = at.rows();
    int[] columns = at.columns();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        int from = transposed ? j * rows.length + i : i * columns.length + j;
        sum[rows[i] * totalColumns + columns[j]] += share[from];
      }
    }
  }
}
