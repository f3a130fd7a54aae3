package quotient.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The first lines of a CSV file, which name its columns or show how many there are. Where the file
 * is not as the job says, they tell what it may be instead.
 */
final class CsvBeginning {
  private static final List<Character> OTHER_SEPARATORS = List.of(';', '\t');

  private final Path file;
  private final CsvSpec.Header header;
  private final List<String> firstLine;
  private final CsvRecord firstRow;

  /**
   * Takes the first lines, up to the first row of data.
   *
   * @throws DataException if there is no row, or it does not have as many cells as columns are
   *     named
   */
  CsvBeginning(Path file, Iterator<CsvRecord> records, CsvSpec.Header header) {
    this.file = file;
    this.header = header;
    CsvRecord first = next(records);
    firstLine = first.getFields().stream().map(String::strip).toList();
    if (firstLine.getFirst().toLowerCase(Locale.ROOT).startsWith("@relation")) {
      throw DataException.in(
          file,
          "this is ARFF; quotient reads only CSV and IDX: convert the file as examples/README.md"
              + " says");
    }
    firstRow = header == CsvSpec.Header.NONE ? first : next(records);
    if (header == CsvSpec.Header.NAMES && firstRow.getFieldCount() != firstLine.size()) {
      throw wrong(
          "line "
              + firstRow.getStartingLineNumber()
              + ": "
              + firstRow.getFieldCount()
              + " cells instead of "
              + firstLine.size()
              + "; mend the row, or "
              + ifNoHeader());
    }
  }

  private CsvRecord next(Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      throw DataException.in(file, "holds no row of data; give a file with rows");
    }
    return records.next();
  }

  /** The names of the columns, or where the header gives none their positions from 1. */
  List<String> names() {
    return header == CsvSpec.Header.NAMES
        ? firstLine
        : IntStream.rangeClosed(1, firstRow.getFieldCount()).mapToObj(Integer::toString).toList();
  }

  /** The first row of data. */
  CsvRecord firstRow() {
    return firstRow;
  }

  /** Whether what should name the columns looks more like a row of numbers. */
  boolean looksLikeData() {
    return header == CsvSpec.Header.NAMES
        && firstLine.stream().filter(CsvBeginning::isNumber).count() > firstLine.size() / 2;
  }

  /** What to do if the first line is not the header that the job says it is. */
  String ifNoHeader() {
    return looksLikeData()
        ? "if the first line is data, write header: false in the job"
        : "if the first line does not name the columns, write header: ignored in the job";
  }

  /** Columns that are not as expected, unless the whole file seems to be of another format. */
  DataException wrong(String what) {
    if (firstLine.getFirst().startsWith("%")) {
      return DataException.in(
          file,
          what
              + "; if this is ARFF: quotient reads only CSV and IDX; convert the file as"
              + " examples/README.md says");
    }
    for (char separator : OTHER_SEPARATORS) {
      if (separates(firstLine, separator) || separates(firstRow.getFields(), separator)) {
        return DataException.in(
            file,
            "the columns seem to be separated by "
                + (separator == '\t' ? "tabs" : "'" + separator + "'")
                + "; quotient reads commas: convert the file");
      }
    }
    return DataException.in(file, what);
  }

  private static boolean separates(List<String> cells, char separator) {
    long found =
        cells.stream()
            .flatMapToInt(String::chars)
            .filter(character -> character == separator)
            .count();
    return found > 0 && found >= cells.size() - 1;
  }

  private static boolean isNumber(String cell) {
    try {
      Decimals.parse(cell);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
