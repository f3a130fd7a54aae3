package quotient.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.job.ColumnsText;
import quotient.job.Digests;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.twoparty.DisagreementException;

/**
 * This party's rows of a table, and how the parties tell each other how many they have and by which
 * columns they read them.
 *
 * @param key where the job describes the table: names it in what is told and in messages
 * @param table the description of the table
 * @param rows own rows, possibly none
 */
record OwnRows(String key, Table table, Dataset rows) {
  /** Checks the number of rows; the message of a failure is for the user. */
  OwnRows {
    if (rows.rows() > Examples.MAX_ROWS) {
      throw UserException.file(
          "%s: %d rows, but both parties together may have at most %d; select some by an option"
              .formatted(key, rows.rows(), Examples.MAX_ROWS));
    }
  }

  /** Characters of names that are told; of longer ones only their SHA-256. */
  private static final int MAX_NAMES = 1000;

  /** Adds what the other party must know. */
  void tell(Map<String, String> facts) {
    facts.put(rowsFact(), Integer.toString(rows.rows()));
    rows.columns()
        .ifPresent(names -> {
          facts.put(featuresFact(), ColumnsText.digest(names));
          facts.put(labelFact(), Digests.sha256(names.label().stream().toList()));
          String text = ColumnsText.of(names);
          if (text.length() <= MAX_NAMES) {
            facts.put(columnsFact(), text);
          }
        });
  }

  private String rowsFact() {
    return key + " rows";
  }

  private String featuresFact() {
    return key + " features";
  }

  private String labelFact() {
    return key + " label";
  }

  private String columnsFact() {
    return key + " columns";
  }

  /**
   * The rows of both parties, of which this one knows its own.
   *
   * @throws DisagreementException if the other party's are more than there can be, or have other
   *     columns
   */
  Examples withOthers(Party me, Map<String, String> theirs) {
    requireSameColumns(theirs);
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
    String told = theirs.getOrDefault(rowsFact(), "nothing");
    try {
      int count = Integer.parseInt(told);
      if (count >= 0 && count <= Examples.MAX_ROWS - rows.rows()) {
        return count;
      }
    } catch (NumberFormatException _) {
      // The same line for everything that is no number of rows.
    }
    throw new DisagreementException(
        "the other party tells '%s' as its number of rows of %s; both together may have at most %d"
            .formatted(told, key, Examples.MAX_ROWS));
  }

  /** The names by which this table was read, here or else at the other party, if they are short. */
  Optional<ColumnNames> columns(Map<String, String> theirs) {
    return rows.columns().or(() -> othersColumns(theirs));
  }

  /** The SHA-256 of the features' names, here or else at the other party. */
  Optional<String> featuresDigest(Map<String, String> theirs) {
    return rows.columns()
        .map(ColumnsText::digest)
        .or(() -> Optional.ofNullable(theirs.get(featuresFact())));
  }

  /**
   * Makes sure that these rows have the columns of those to learn from, whichever party knows the
   * one and the other.
   *
   * @throws DisagreementException at both parties, if not
   */
  void requireColumnsOf(OwnRows train, Map<String, String> theirs) {
    Optional<String> trained = train.featuresDigest(theirs);
    Optional<String> these = featuresDigest(theirs);
    if (trained.isPresent() && these.isPresent() && !trained.equals(these)) {
      throw new DisagreementException(
          "the tables of %s and %s do not have the same columns in the same order; list them under"
                  .formatted(train.key, key)
              + " 'features' in the job, so that both are found by name");
    }
  }

  private Optional<ColumnNames> othersColumns(Map<String, String> theirs) {
    return Optional.ofNullable(theirs.get(columnsFact()))
        .flatMap(ColumnsText::parse)
        .filter(names -> names.features().size() == rows.features());
  }

  private void requireSameColumns(Map<String, String> theirs) {
    Map<String, String> mine = new TreeMap<>();
    tell(mine);
    boolean bothKnow = mine.containsKey(featuresFact()) && theirs.containsKey(featuresFact());
    boolean same =
        Objects.equals(mine.get(featuresFact()), theirs.get(featuresFact()))
            && Objects.equals(mine.get(labelFact()), theirs.get(labelFact()));
    if (bothKnow && !same) {
      throw new DisagreementException(
          "the two parties' tables of "
              + key
              + " do not have the same columns in the same order"
              + othersColumns(theirs)
                  .map(names -> ": " + difference(rows.columns().orElseThrow(), names))
                  .orElse("")
              + "; list them under 'features' in the job, and the label under 'label', so that both"
              + " find them by name");
    }
  }

  private static String difference(ColumnNames mine, ColumnNames theirs) {
    List<String> here = mine.features();
    List<String> there = theirs.features();
    return IntStream.range(0, Math.min(here.size(), there.size()))
        .filter(i -> !here.get(i).equals(there.get(i)))
        .mapToObj(i ->
            "feature %d is '%s' here and '%s' there".formatted(i + 1, here.get(i), there.get(i)))
        .findFirst()
        .orElse(
            "the label is '%s' here and '%s' there"
                .formatted(mine.label().orElse("none"), theirs.label().orElse("none")));
  }
}
