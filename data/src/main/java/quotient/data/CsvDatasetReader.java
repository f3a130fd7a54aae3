package quotient.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a table from a CSV file (RFC 4180, comma-separated, UTF-8 unless a byte order mark says
 * otherwise), plain or gzip. Blanks around a cell don't count, and neither do empty lines.
 */
public final class CsvDatasetReader {
  /** Far more than any network takes; gene expressions have some 50,000. */
  private static final int MAX_COLUMNS = 1 << 20;

  private static final int FIRST_VALUES = 1 << 16;

  private CsvDatasetReader() {}

  /**
   * Reads the rows of {@code file} that {@code rows} keeps.
   *
   * @param features features that the network takes
   * @param classes classes that the network tells apart
   * @param like the columns that the network was trained with, {@code features} of them: where the
   *     file's header names its columns, they are found by these names whatever their order, unless
   *     {@code spec} names them, which then must name the same; what else the file has is passed
   *     over
   * @return at least one row
   * @throws DataException if the file or a cell of a kept row is not as described, naming the line
   *     (from 1, as an editor shows it) and the column
   */
  public static Dataset read(
      Path file,
      CsvSpec spec,
      RowFilter rows,
      int features,
      int classes,
      Optional<ColumnNames> like) {
    try (Reader in = InputFile.openText(file);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(CsvRecordHandler.of(limits -> limits.maxFields(MAX_COLUMNS)), in)) {
      return read(file, csv.iterator(), spec, rows, features, classes, like);
    } catch (IOException e) {
      throw DataException.whileReading(file, e);
    } catch (UncheckedIOException e) {
      throw DataException.whileReading(
          file, Objects.requireNonNull(e.getCause(), "its constructor asks for one"));
    } catch (CsvParseException e) {
      throw new DataException(
          file + ": not valid CSV: " + e.getMessage() + "; mend the file there", e);
    }
  }

  private static Dataset read(
      Path file,
      Iterator<CsvRecord> records,
      CsvSpec spec,
      RowFilter rows,
      int features,
      int classes,
      Optional<ColumnNames> like) {
    CsvBeginning beginning = new CsvBeginning(file, records, spec.header());
    ColumnChoice choice = new ColumnChoice(beginning, spec, features, like);
    CsvColumns columns = new CsvColumns(file, beginning.names(), choice, spec, classes);

    Table table = new Table(file, columns, features);
    CsvRecord row = beginning.firstRow();
    for (long index = 0; ; index++) {
      columns.requireComplete(row);
      if (rows.keeps(index)) {
        table.add(row);
      }
      if (!records.hasNext()) {
        Dataset dataset = table.toDataset(classes);
        return choice.columnNames().map(dataset::readBy).orElse(dataset);
      }
      row = records.next();
    }
  }

  /**
   * How many rows to make room for where there is room for {@code rows}: half as many again, as far
   * as an array reaches.
   */
  static int moreRows(int rows, int features) {
    return (int) Math.min(1L + rows + (rows >> 1), Dataset.MAX_VALUES / features);
  }

  /** Rows as they come; their number is known at the end only. */
  private static final class Table {
    private final Path file;
    private final CsvColumns columns;
    private final int features;
    private byte[] values;
    private int[] labels;
    private int rows;

    Table(Path file, CsvColumns columns, int features) {
      this.file = file;
      this.columns = columns;
      this.features = features;
      int firstRows = Math.max(1, FIRST_VALUES / features);
      values = new byte[firstRows * features];
      labels = new int[firstRows];
    }

    void add(CsvRecord row) {
      if (rows == labels.length) {
        grow();
      }
      columns.readFeatures(row, values, rows * features);
      if (columns.hasLabel()) {
        labels[rows] = columns.readLabel(row);
      }
      rows++;
    }

    private void grow() {
      int grown = moreRows(rows, features);
      if (grown == rows) {
        throw DataException.in(
            file, "more than " + rows + " rows of " + features + " features; split it");
      }
      values = Arrays.copyOf(values, grown * features);
      labels = Arrays.copyOf(labels, grown);
    }

    Dataset toDataset(int classes) {
      if (rows == 0) {
        throw DataException.in(file, RowFilter.NONE_LEFT);
      }
      byte[] kept = Arrays.copyOf(values, rows * features);
      return columns.hasLabel()
          ? Dataset.of(features, classes, kept, Arrays.copyOf(labels, rows))
          : Dataset.unlabelled(features, classes, kept);
    }
  }
}
