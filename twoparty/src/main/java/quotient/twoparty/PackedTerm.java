package quotient.twoparty;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import quotient.engine.CrossTerm;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.lattice.Packing;

/**
 * A cross term of a product and how it is packed for encryption. Either operand can be the
 * encrypted one; where that is P the product is transposed: {@code Z^T = X^T P^T}.
 *
 * @param rows rows of P
 * @param transposed whether P is encrypted
 */
record PackedTerm(CrossTerm term, int rows, boolean transposed, Packing packing) {
  /**
   * The term packed with the fewest bytes, if it can be exact.
   *
   * @param guard guard bits of the product
   */
  static Optional<PackedTerm> of(CrossTerm term, Planes planes, Shares x, int guard) {
    int rows = planes.rows();
    int inner = term.inner().length;
    int columns = term.columns().length;
    return Stream.concat(
            Packing.of(rows, inner, columns, x.width(), guard).stream()
                .map(packing -> new PackedTerm(term, rows, false, packing)),
            Packing.of(columns, inner, rows, x.width(), guard).stream()
                .map(packing -> new PackedTerm(term, rows, true, packing)))
        .min(Comparator.comparingLong(packed -> packed.packing.bytes()));
  }

  Party encryptor() {
    return transposed ? term.left() : term.left().other();
  }

  /**
   * The operand that {@code party} holds, as the packing wants it.
   *
   * @param p the party's share of P
   * @param x the party's share of X
   */
  long[] operand(Party party, Shares p, Shares x) {
    if (party == term.left()) {
      int[] all = new int[rows];
      Arrays.setAll(all, i -> i);
      return part(p, all, term.inner());
    }
    return part(x, term.inner(), term.columns());
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
    return new long[Math.multiplyExact(rows, term.columns().length)];
  }

  /**
   * Adds a share of the term to a share of the whole product.
   *
   * @param sum rows x totalColumns, row-major
   */
  void addTo(long[] sum, int totalColumns, long[] share) {
    int[] columns = term.columns();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns.length; j++) {
        int at = transposed ? j * rows + i : i * columns.length + j;
        sum[i * totalColumns + columns[j]] += share[at];
      }
    }
  }
}
