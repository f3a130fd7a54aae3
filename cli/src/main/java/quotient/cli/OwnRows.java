package quotient.cli;

import java.util.Map;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.twoparty.DisagreementException;

/**
 * This party's rows of a table, and how the parties tell each other how many they have.
 *
 * @param fact the name under which the number of rows is told
 * @param table the description of the table
 * @param rows own rows, possibly none
 */
record OwnRows(String fact, Table table, Dataset rows) {
  /** More rows than any machine can hold, so that sums cannot overflow. */
  private static final int MOST = 1 << 29;

  /** Adds what the other party must know. */
  void tell(Map<String, String> facts) {
    facts.put(fact, Integer.toString(rows.rows()));
  }

  /** The rows of both parties, of which this one knows its own. */
  Examples withOthers(Party me, Map<String, String> theirs) {
    return Examples.own(
        me,
        othersRows(theirs),
        rows.features(),
        table.signed(),
        rows.values(),
        rows.hasLabels() ? rows.labels() : new int[rows.rows()]);
  }

  /** How many the other party has. */
  int othersRows(Map<String, String> theirs) {
    String told = theirs.getOrDefault(fact, "nothing");
    try {
      int count = Integer.parseInt(told);
      if (count >= 0 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException _) {
      // The same line for everything that is no number of rows.
    }
    throw new DisagreementException(
        "the other party tells '" + told + "' as its " + fact + ", which is no number of rows");
  }
}
