package quotient.data;

import java.util.stream.IntStream;

/**
 * Which data rows of a file belong to a table, so that one file can hold both the rows for training
 * and those for testing: the rows whose index leaves {@code remainder} when divided by {@code
 * modulus}, or if {@code inverted} all the others.
 *
 * <p>The index counts data rows from 0: a header line and empty lines are no data rows.
 *
 * @param modulus at least 1
 * @param remainder 0..modulus-1
 * @param inverted whether the matching rows are left out instead of kept
 */
public record RowFilter(int modulus, int remainder, boolean inverted) {
  /** Keeps every row. */
  public static final RowFilter ALL = new RowFilter(1, 0, false);

  /** What to say of a file that has no row left. */
  static final String NONE_LEFT = "the job's row filter keeps none of its rows; change 'rows'";

  /**
   * Checks the numbers.
   *
   * @throws DataException if modulus and remainder don't fit, or no row could ever be kept
   */
  public RowFilter {
    if (modulus < 1 || remainder < 0 || remainder >= modulus) {
      throw new DataException(
          "rows: no row index leaves %s when divided by %s; the larger stands last, as in 4 mod 5"
              .formatted(remainder, modulus));
    }
    if (modulus == 1 && inverted) {
      throw new DataException("rows: skipping every row leaves none; write 'mod 2' or more");
    }
  }

  /** Keeps the rows whose index leaves {@code remainder}: {@code keep(5, 4)} is every fifth row. */
  public static RowFilter keep(int modulus, int remainder) {
    return new RowFilter(modulus, remainder, false);
  }

  /** Keeps the rows that {@link #keep} with the same arguments leaves out. */
  public static RowFilter skip(int modulus, int remainder) {
    return new RowFilter(modulus, remainder, true);
  }

  /** Whether the data row of this index, counted from 0, is kept. */
  public boolean keeps(long index) {
    return (index % modulus == remainder) != inverted;
  }

  /** The kept rows of a table that holds all rows of its file; the table itself if that is all. */
  Dataset apply(Dataset all) {
    int[] kept = IntStream.range(0, all.rows()).filter(this::keeps).toArray();
    return kept.length == all.rows() ? all : all.select(kept);
  }
}
