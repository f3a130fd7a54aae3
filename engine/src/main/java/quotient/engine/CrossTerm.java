package quotient.engine;

import java.util.Arrays;

/**
 * One of the two terms of a product {@code (P_A + P_B)(X_A + X_B)} in which the parties meet: what
 * {@code left} holds of P times what the other party holds of X, without what has an owner and is
 * therefore zero there.
 *
 * @param left who holds P
 * @param inner the columns of P, and rows of X, that take part
 * @param columns the columns of X that take part
 */
public record CrossTerm(Party left, int[] inner, int[] columns) {
  /** The term in which {@code left} holds P. */
  public static CrossTerm of(Planes planes, Shares x, Party left) {
    Party right = left.other();
    int[] ofP = planes.columnOwners().heldBy(left, planes.columns());
    int[] ofX = x.rowOwners().heldBy(right, x.rows());
    int[] inner = Arrays.stream(ofP).filter(j -> Arrays.binarySearch(ofX, j) >= 0).toArray();
    return new CrossTerm(left, inner, x.columnOwners().heldBy(right, x.columns()));
  }

  /** Whether one of the parties has nothing to contribute. */
  public boolean isEmpty() {
    return inner.length == 0 || columns.length == 0;
  }
}
