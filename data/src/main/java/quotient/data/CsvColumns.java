package quotient.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The chosen columns of one CSV file: reads a row's cells. */
final class CsvColumns {
  private static final int NO_POSITION = -1;

  private final Path file;
  private final List<String> names;
  private final int[] featurePositions;
  private final Scale[] scales;
  private final int labelPosition;
  private final int classes;
  private final List<String> classValues;
  private final Map<String, Integer> classByValue = new HashMap<>();

  /**
   * Takes the chosen columns.
   *
   * @param names the file's columns, in order
   * @throws DataException if the listed labels are not as many as the network tells apart
   */
  CsvColumns(Path file, List<String> names, ColumnChoice choice, CsvSpec spec, int classes) {
    this.file = file;
    this.names = names;
    this.classes = classes;
    featurePositions = choice.features();
    labelPosition = choice.label().orElse(NO_POSITION);
    scales =
        IntStream.of(featurePositions)
            .mapToObj(
                position -> spec.columnScales().getOrDefault(names.get(position), spec.scale()))
            .toArray(Scale[]::new);
    classValues = spec.labels();
    for (int i = 0; i < classValues.size(); i++) {
      classByValue.put(classValues.get(i), i);
    }
    requireFitsNetwork();
  }

  private void requireFitsNetwork() {
    if (!classValues.isEmpty() && classValues.size() != classes) {
      throw DataException.in(
          file,
          "'labels' lists %s classes, but the network tells %s apart; "
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
          "line %s: %s cells instead of %s; mend the row"
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
                .formatted(DataException.quote(cell), ColumnChoice.list(classValues)));
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
          "label %s is no class of 0..%s; ".formatted(DataException.quote(cell), classes - 1)
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
        "line %s, column %s '%s': %s"
            .formatted(row.getStartingLineNumber(), position + 1, names.get(position), problem));
  }
}
