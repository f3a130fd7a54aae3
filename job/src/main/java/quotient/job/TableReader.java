package quotient.job;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quotient.data.CsvSpec;
import quotient.data.DataException;
import quotient.data.RowFilter;
import quotient.data.Scale;
import quotient.job.JobDocument.CsvDocument;
import quotient.job.JobDocument.IdxDocument;
import quotient.job.JobDocument.RowsDocument;
import quotient.job.JobDocument.ScaleDocument;
import quotient.job.JobDocument.TableDocument;

/** Makes the {@link Table} that a part of a job file describes. */
final class TableReader {
  private static final Pattern RESIDUE = Pattern.compile("([0-9]{1,6}) mod ([0-9]{1,6})");

  private final String key;

  /** What holds where the job says nothing. */
  private final CsvSpec defaults;

  private TableReader(String key, CsvSpec defaults) {
    this.key = key;
    this.defaults = defaults;
  }

  /**
   * Makes the table of the rows to learn from: checks a description and fills in its defaults.
   *
   * @param key where it stands in the job
   * @throws JobException or {@link quotient.data.DataException} with a line for the user, without
   *     the file's name
   */
  static Table train(String key, TableDocument document) {
    return new TableReader(key, CsvSpec.builder().build()).table(document);
  }

  /** The same for rows to test with: what is not said of them is as for {@code train}. */
  static Table test(String key, TableDocument document, Table train) {
    return new TableReader(key, spec(train)).table(document);
  }

  /** The same for rows to predict, which need not have the label of {@code train}. */
  static Table predict(String key, TableDocument document, Table train) {
    CsvSpec trained = spec(train);
    CsvSpec defaults =
        CsvSpec.builder()
            .header(trained.header())
            .features(trained.features())
            .label(CsvSpec.AS_TRAINED)
            .trainedLabel(Optional.of(trained.label()).filter(label -> !label.equals(CsvSpec.LAST)))
            .labels(trained.labels())
            .scale(trained.scale())
            .columnScales(trained.columnScales())
            .build();
    return new TableReader(key, defaults).table(document);
  }

  private static CsvSpec spec(Table train) {
    return train instanceof Table.Csv csv ? csv.spec() : CsvSpec.builder().build();
  }

  private Table table(TableDocument document) {
    return switch (document) {
      case IdxDocument idx ->
          new Table.Idx(
              path("images", idx.images()),
              Optional.ofNullable(idx.labels()).map(text -> path("labels", text)));
      case CsvDocument csv -> new Table.Csv(path("file", csv.file()), spec(csv), rows(csv));
    };
  }

  private Path path(String name, @Nullable String text) {
    if (text == null) {
      throw wrong(name + " is missing; name the file");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw wrong(name + " cannot be the path of a file: '" + text + "'; name the file");
    }
  }

  private JobException wrong(String what) {
    return new JobException(key + "." + what);
  }

  private CsvSpec spec(CsvDocument csv) {
    return CsvSpec.builder()
        .header(header(csv.header()))
        .features(Objects.requireNonNullElse(csv.features(), defaults.features()))
        .label(Objects.requireNonNullElse(csv.label(), defaults.label()))
        .trainedLabel(defaults.trainedLabel())
        .labels(Objects.requireNonNullElse(csv.labels(), defaults.labels()))
        .scale(csv.scale() == null ? defaults.scale() : scale(csv.scale()))
        .columnScales(columnScales(csv))
        .build();
  }

  private Map<String, Scale> columnScales(CsvDocument csv) {
    if (csv.columns() == null) {
      return defaults.columnScales();
    }
    Map<String, Scale> scales = new HashMap<>();
    csv.columns().forEach((name, scale) -> scales.put(name, columnScale(name, scale)));
    return scales;
  }

  private Scale columnScale(String column, ScaleDocument scale) {
    try {
      return scale(scale);
    } catch (DataException e) {
      throw wrong("columns." + column + ": " + e.getMessage());
    }
  }

  private CsvSpec.Header header(@Nullable String header) {
    return switch (header) {
      case null -> defaults.header();
      case "true" -> CsvSpec.Header.NAMES;
      case "false" -> CsvSpec.Header.NONE;
      case "ignored" -> CsvSpec.Header.IGNORED;
      default -> throw wrong("header must be true, false or ignored, but is " + header);
    };
  }

  private static Scale scale(ScaleDocument scale) {
    return new Scale(
        Objects.requireNonNullElse(scale.offset(), BigDecimal.ZERO),
        Objects.requireNonNullElse(scale.factor(), BigDecimal.ONE),
        Objects.requireNonNullElse(scale.min(), Scale.IDENTITY.min()),
        Objects.requireNonNullElse(scale.max(), Scale.IDENTITY.max()));
  }

  private RowFilter rows(CsvDocument csv) {
    RowsDocument rows = csv.rows();
    if (rows == null) {
      return RowFilter.ALL;
    }
    boolean inverted = rows.skip() != null;
    String residue = inverted ? rows.skip() : rows.keep();
    if (residue == null || (inverted && rows.keep() != null)) {
      throw wrong("rows needs either keep or skip, as in {skip: 4 mod 5}");
    }
    Matcher matcher = RESIDUE.matcher(residue);
    if (!matcher.matches()) {
      throw wrong("rows must be written as in {skip: 4 mod 5}, but is '" + residue + "'");
    }
    return new RowFilter(
        Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)), inverted);
  }
}
