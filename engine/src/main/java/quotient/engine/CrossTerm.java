package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.engine.Ownership.Holder;

/**
 * A part of a product {@code (P_A + P_B)(X_A + X_B)} in which the parties meet: what {@code left}
 * holds of P in some rows and columns times what the other party holds of X in some rows and
 * columns. What the other knows is zero at a party, so it takes no part. The terms of a product
 * cover once each {@code (i, j, c)} of which both parties hold a factor of {@code p_ij x_jc}.
 *
 * @param left who holds P
 * @param rows the rows of P, and of the product, that take part; ascending, as all indices
 * @param inner the columns of P, and rows of X, that take part
 * @param columns the columns of X, and of the product, that take part
 * @param leftKnown whether {@code left} knows its operand in the clear
 * @param rightKnown whether the other party knows its operand in the clear
 */
public record CrossTerm(
    Party left, int[] rows, int[] inner, int[] columns, boolean leftKnown, boolean rightKnown) {

  /**
   * The terms of a product; neighbours that form a block are one term.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static List<CrossTerm> of(Matrix p, Matrix x) {
    p.checkTimes(x);
    List<CrossTerm> terms = new ArrayList<>();
    for (Party left : Party.values()) {
      terms.addAll(merged(of(p.ownership(), x.ownership(), left)));
    }
    return terms;
  }

  private static List<CrossTerm> of(Ownership p, Ownership x, Party left) {
    List<CrossTerm> terms = new ArrayList<>();
    for (Ownership.Block ofP : p.blocks()) {
      for (Ownership.Block ofX : x.blocks()) {
        int[] inner = intersection(ofP.columns(), ofX.rows());
        boolean isEmpty = ofP.rows().length == 0 || inner.length == 0 || ofX.columns().length == 0;
        if (!isEmpty && ofP.holder().includes(left) && ofX.holder().includes(left.other())) {
          boolean leftKnown = ofP.holder() != Holder.BOTH;
          boolean rightKnown = ofX.holder() != Holder.BOTH;
          terms.add(new CrossTerm(left, ofP.rows(), inner, ofX.columns(), leftKnown, rightKnown));
        }
      }
    }
    return terms;
  }

  private static int[] intersection(int[] a, int[] b) {
    if (Arrays.equals(a, b)) {
      return a;
    }
    return Arrays.stream(a).filter(i -> Arrays.binarySearch(b, i) >= 0).toArray();
  }

  private static List<CrossTerm> merged(List<CrossTerm> terms) {
    List<CrossTerm> out = new ArrayList<>();
    terms.forEach(term -> add(term, out));
    return out;
  }

  /** Adds a term; where it forms a block with another the block is added, for it may form more. */
  private static void add(CrossTerm term, List<CrossTerm> terms) {
    for (int i = 0; i < terms.size(); i++) {
      Optional<CrossTerm> both = terms.get(i).joined(term);
      if (both.isPresent()) {
        terms.remove(i);
        add(both.get(), terms);
        return;
      }
    }
    terms.add(term);
  }

  /** One term for both, if they form a block. No two have an (i, j, c) in common. */
  private Optional<CrossTerm> joined(CrossTerm other) {
    boolean sameRows = Arrays.equals(rows, other.rows);
    boolean sameInner = Arrays.equals(inner, other.inner);
    boolean sameColumns = Arrays.equals(columns, other.columns);
    if (!(sameRows ? sameInner || sameColumns : sameInner && sameColumns)) {
      return Optional.empty();
    }
    return Optional.of(
        new CrossTerm(
            left,
            sameRows ? rows : union(rows, other.rows),
            sameInner ? inner : union(inner, other.inner),
            sameColumns ? columns : union(columns, other.columns),
            leftKnown && other.leftKnown,
            rightKnown && other.rightKnown));
  }

  private static int[] union(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).sorted().toArray();
  }

  /** The same in parts of at most so many columns. */
  public List<CrossTerm> inColumns(int most) {
    List<CrossTerm> parts = new ArrayList<>();
    for (int from = 0; from < columns.length; from += most) {
      int[] some = Arrays.copyOfRange(columns, from, Math.min(columns.length, from + most));
      parts.add(new CrossTerm(left, rows, inner, some, leftKnown, rightKnown));
    }
    return parts;
  }

  /** The same part of {@code X^T P^T}, in which the other party is the left one. */
  public CrossTerm transpose() {
    return new CrossTerm(left.other(), columns, inner, rows, rightKnown, leftKnown);
  }
}
