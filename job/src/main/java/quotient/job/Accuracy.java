package quotient.job;

import java.util.Locale;
import java.util.SortedMap;

/**
 * What a training opens of the test rows, to both parties.
 *
 * @param open when the number of right predictions is opened
 * @param minRows the fewest test rows that a party may bring if it brings any: of fewer the count
 *     would tell too much of each
 * @param majority whether the number of rows of the most frequent class is opened, too
 */
public record Accuracy(Opening open, int minRows, boolean majority) {
  /** After each epoch, at 20 rows or more, and nothing else. */
  public static final Accuracy DEFAULT = new Accuracy(Opening.EPOCH, 20, false);

  /** When the number of right predictions is opened. */
  public enum Opening {
    /** After each epoch. */
    EPOCH,
    /** After the last epoch. */
    END,
    /** Never. */
    NONE;

    /** Whether it is opened after {@code epoch} of {@code epochs}. */
    public boolean at(int epoch, int epochs) {
      return this == EPOCH || (this == END && epoch == epochs);
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws JobException without the name of the file
   */
  public Accuracy {
    if (minRows < 1) {
      throw new JobException("accuracy.min-rows must be at least 1, but is " + minRows);
    }
  }

  /** Whether a party may bring so many test rows. */
  public boolean allows(int rows) {
    return rows == 0 || rows >= minRows;
  }

  void addTerms(SortedMap<String, String> terms) {
    terms.put("accuracy.open", open.name().toLowerCase(Locale.ROOT));
    terms.put("accuracy.min-rows", Integer.toString(minRows));
    terms.put("accuracy.majority", Boolean.toString(majority));
  }
}
