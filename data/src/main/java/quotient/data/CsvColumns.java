package quotient.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The columns of one CSV file, found by the names of a {@link CsvSpec}: reads a row's cells. */
final class CsvColumns {
  private static final int MAX_LISTED = 8;
  private static final int NO_POSITION = -1;

  private final Path file;
  private final List<String> names;
  private final Map<String, Integer> positionByName;
  private final int[] featurePositions;
  private final Scale[] scales;
  private final int labelPosition;
  private final int classes;
  private final List<String> classValues;
  private final Map<String, Integer> classByValue;

  /**
   * Finds the columns.
   *
   * @param names the file's columns, in order
   * @throws DataException if a name stands twice or not at all, or a number doesn't fit the network
   */
  CsvColumns(Path file, List<String> names, CsvSpec spec, int features, int classes) {
    this.file = file;
    this.names = names;
    this.classes = classes;
    classValues = spec.labels();
    classByValue = indexByName(classValues);
    positionByName = indexByName(names);
    requireDistinctNames();
    labelPosition =
        switch (spec.label()) {
          case CsvSpec.LAST -> names.size() - 1;
          case CsvSpec.NO_LABEL -> NO_POSITION;
          default -> requirePosition(spec.label());
        };
    List<Integer> chosen = chooseFeatures(spec);
    featurePositions = chosen.stream().mapToInt(Integer::intValue).toArray();
    scales =
        chosen.stream()
            .map(position -> spec.columnScales().getOrDefault(names.get(position), spec.scale()))
            .toArray(Scale[]::new);
    requireFitsNetwork(features);
  }

  private static Map<String, Integer> indexByName(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      index.putIfAbsent(names.get(i), i);
    }
    return index;
  }

  private void requireDistinctNames() {
    for (int i = 0; i < names.size(); i++) {
      int first = requirePosition(names.get(i));
      if (first != i) {
        throw DataException.in(
            file,
            "two columns are named '%s' (columns %d and %d); rename one"
                .formatted(names.get(i), first + 1, i + 1));
      }
    }
  }

  private int requirePosition(String name) {
    Integer position = positionByName.get(name);
    if (position == null) {
      throw DataException.in(
          file, "no column '" + name + "'; name one of its " + names.size() + ": " + list(names));
    }
    return position;
  }

  private List<Integer> chooseFeatures(CsvSpec spec) {
    List<Integer> chosen =
        spec.features().isEmpty()
            ? IntStream.range(0, names.size()).filter(i -> i != labelPosition).boxed().toList()
            : spec.features().stream().map(this::requirePosition).toList();
    if (chosen.contains(labelPosition)) {
      throw DataException.in(
          file,
          "features: the label, column %d, may not be a feature; remove it"
              .formatted(labelPosition + 1));
    }
    for (String name : spec.columnScales().keySet()) {
      if (!chosen.contains(requirePosition(name))) {
        throw DataException.in(
            file, "scale: column '" + name + "' is not a feature; remove its scale");
      }
    }
    return chosen;
  }

  private void requireFitsNetwork(int features) {
    if (featurePositions.length != features) {
      throw DataException.in(
          file,
          "%d feature columns, but the network takes %d; "
                  .formatted(featurePositions.length, features)
              + "name the columns in 'features' or change the network's first width");
    }
    if (!classValues.isEmpty() && classValues.size() != classes) {
      throw DataException.in(
          file,
          "'labels' lists %d classes, but the network tells %d apart; "
                  .formatted(classValues.size(), classes)
              + "change the list or the network's last width");
    }
  }

  /**
   * @throws DataException if the row has more or fewer cells than there are columns
   */
  void requireComplete(CsvRecord row) {
    if (row.getFieldCount() != names.size()) {
      throw DataException.in(
          file,
          "line %d: %d cells instead of %d; mend the row, or the file's header in the job"
              .formatted(row.getStartingLineNumber(), row.getFieldCount(), names.size()));
    }
  }

  /** Writes the row's features to {@code values[at..]}. */
  void readFeatures(CsvRecord row, byte[] values, int at) {
    for (int i = 0; i < featurePositions.length; i++) {
      int position = featurePositions[i];
      values[at + i] = (byte) scales[i].apply(number(row, position));
    }
  }

  /** Whether there is a column of labels. */
  boolean hasLabel() {
    return labelPosition != NO_POSITION;
  }

  /** The row's class, 0..classes-1; there must be {@linkplain #hasLabel a label}. */
  int readLabel(CsvRecord row) {
    String cell = row.getField(labelPosition).strip();
    if (!classValues.isEmpty()) {
      Integer listed = classByValue.get(cell);
      if (listed == null) {
        throw bad(
            row,
            labelPosition,
            "label %s is not one of %s; mend the cell or add it to 'labels'"
                .formatted(DataException.quote(cell), list(classValues)));
      }
      return listed;
    }
    BigDecimal number = number(row, labelPosition);
    if (number.signum() < 0
        || number.compareTo(BigDecimal.valueOf(classes)) >= 0
        || number.stripTrailingZeros().scale() > 0) {
      throw bad(
          row,
          labelPosition,
          "label %s is no class of 0..%d; ".formatted(DataException.quote(cell), classes - 1)
              + "mend the cell, list the values in 'labels', or change the network's last width");
    }
    return number.intValueExact();
  }

  private BigDecimal number(CsvRecord row, int position) {
    try {
      return Decimals.parse(row.getField(position).strip());
    } catch (NumberFormatException e) {
      throw bad(row, position, String.valueOf(e.getMessage()));
    }
  }

  private DataException bad(CsvRecord row, int position, String problem) {
    return DataException.in(
        file,
        "line %d, column %d '%s': %s"
            .formatted(row.getStartingLineNumber(), position + 1, names.get(position), problem));
  }

  private static String list(List<String> names) {
    String listed = String.join(", ", names.subList(0, Math.min(names.size(), MAX_LISTED)));
    return names.size() > MAX_LISTED ? listed + ", ..." : listed;
  }
}
