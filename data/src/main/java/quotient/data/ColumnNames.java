package quotient.data;

import java.util.List;
import java.util.Optional;

/**
 * The names of the columns that a table was read by, as the header of its file gave them. Tables
 * that belong together have the same: what a network learnt from one column it must not be asked of
 * another.
 *
 * @param features in the order of the network's inputs
 * @param label of the column of the classes, if there was one
 */
public record ColumnNames(List<String> features, Optional<String> label) {
  /** Keeps a copy of the list. */
  public ColumnNames {
    features = List.copyOf(features);
  }
}
