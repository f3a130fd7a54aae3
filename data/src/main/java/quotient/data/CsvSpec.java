package quotient.data;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file becomes a table: which columns are features, which is the label, and how cells
 * become integers. Both parties hold the same description, as a part of the job.
 *
 * <p>Columns are named by the header line, or where that gives no names by their position from 1:
 * "1", "2", and so on.
 *
 * @param header what the first line is
 * @param features the feature columns in the order of the network's inputs; empty for those that
 *     the network was trained with, or where their names are not known for every column but the
 *     label, in the file's order
 * @param label the label's column, {@link #LAST} for the last one, {@link #NO_LABEL} if the file
 *     has none, or {@link #AS_TRAINED}
 * @param trainedLabel what the job calls the label's column of the training rows, for {@link
 *     #AS_TRAINED}
 * @param labels the label's values as the file writes them, in the order of the classes; empty if
 *     the file writes the classes as integers 0..classes-1
 * @param scale how a feature's cell becomes an integer, unless {@code columnScales} has its column
 * @param columnScales by column name
 */
public record CsvSpec(
    Header header,
    List<String> features,
    String label,
    Optional<String> trainedLabel,
    List<String> labels,
    Scale scale,
    Map<String, Scale> columnScales) {

  /** As a label's column: the last one of the file. */
  public static final String LAST = "last";

  /** As a label's column: the rows have no label. */
  public static final String NO_LABEL = "none";

  /**
   * As a label's column: the one that was the label in training, if the file has it; else the rows
   * have no label. Where its name is not known, a file of as many columns as the network takes has
   * no label, and in a file of one more the last is the label.
   */
  public static final String AS_TRAINED = "as in training";

  /** What the first line of the file is. */
  public enum Header {
    /** It names the columns. */
    NAMES,
    /** There is no header line; the first line is data. */
    NONE,
    /** It is something else than data or column names, and is passed over. */
    IGNORED
  }

  /**
   * Checks what can be checked without the file.
   *
   * @throws DataException if a feature or a label's value stands twice, or the label is a feature
   */
  public CsvSpec {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    columnScales = Map.copyOf(columnScales);
    requireDistinct("features: column", features);
    requireDistinct("labels: class", labels);
    if (features.contains(label)) {
      throw new DataException(
          "features: column '" + label + "' is the label, which may not be a feature; remove it");
    }
  }

  private static void requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataException(what + " '" + name + "' stands twice; remove one");
      }
    }
  }

  /**
   * Starts from the defaults: a header with names, the label last, every other column a feature,
   * classes as integers, {@link Scale#IDENTITY}.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets what differs from the defaults. */
  public static final class Builder {
    private Header header = Header.NAMES;
    private List<String> features = List.of();
    private String label = LAST;
    private Optional<String> trainedLabel = Optional.empty();
    private List<String> labels = List.of();
    private Scale scale = Scale.IDENTITY;
    private Map<String, Scale> columnScales = Map.of();

    private Builder() {}

    /** Sets {@link CsvSpec#header()}. */
    public Builder header(Header value) {
      header = value;
      return this;
    }

    /** Sets {@link CsvSpec#features()}. */
    public Builder features(List<String> value) {
      features = value;
      return this;
    }

    /** Sets {@link CsvSpec#label()}. */
    public Builder label(String value) {
      label = value;
      return this;
    }

    /** Sets {@link CsvSpec#trainedLabel()}. */
    public Builder trainedLabel(Optional<String> value) {
      trainedLabel = value;
      return this;
    }

    /** Sets {@link CsvSpec#labels()}. */
    public Builder labels(List<String> value) {
      labels = value;
      return this;
    }

    /** Sets {@link CsvSpec#scale()}. */
    public Builder scale(Scale value) {
      scale = value;
      return this;
    }

    /** Sets {@link CsvSpec#columnScales()}. */
    public Builder columnScales(Map<String, Scale> value) {
      columnScales = value;
      return this;
    }

    /**
     * Makes the description.
     *
     * @throws DataException if its parts contradict each other
     */
    public CsvSpec build() {
      return new CsvSpec(header, features, label, trainedLabel, labels, scale, columnScales);
    }
  }
}
