package quotient.cli;

import java.util.ArrayList;
import java.util.List;
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
record Accuracy(Opening open, int minRows, boolean majority) {
  /** After each epoch, at 20 rows or more, and nothing else. */
  static final Accuracy DEFAULT = new Accuracy(Opening.EPOCH, 20, false);

  /** When the number of right predictions is opened. */
  enum Opening {
    /** After each epoch. */
    EPOCH,
    /** After the last epoch. */
    END,
    /** Never. */
    NONE;

    boolean at(int epoch, int epochs) {
      return this == EPOCH || (this == END && epoch == epochs);
    }
  }

  /** Checks the numbers; the message of a failure is for the user. */
  Accuracy {
    if (minRows < 1) {
      throw new IllegalArgumentException("accuracy.min-rows must be at least 1, but is " + minRows);
    }
  }

  /** Whether a party may bring so many test rows. */
  boolean allows(int rows) {
    return rows == 0 || rows >= minRows;
  }

  /** What is opened, and how often, for the parties to know before it happens. */
  List<String> opened(int rows, int epochs) {
    List<String> out = new ArrayList<>();
    if (open != Opening.NONE) {
      out.add(
          "how many of %d test rows are predicted right, %s"
              .formatted(
                  rows,
                  open == Opening.EPOCH ? "after each of " + epochs + " epochs" : "at the end"));
      if (majority) {
        out.add("how many of them have the most frequent class, once");
      }
    }
    return out;
  }

  void addTerms(SortedMap<String, String> terms) {
    terms.put("accuracy.open", open.name().toLowerCase(Locale.ROOT));
    terms.put("accuracy.min-rows", Integer.toString(minRows));
    terms.put("accuracy.majority", Boolean.toString(majority));
  }
}
