package quotient.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quotient.cli.JobDocument.CsvDocument;
import quotient.cli.JobDocument.IdxDocument;
import quotient.cli.JobDocument.RowsDocument;
import quotient.cli.JobDocument.ScaleDocument;
import quotient.cli.JobDocument.TableDocument;
import quotient.data.CsvSpec;
import quotient.data.RowFilter;
import quotient.data.Scale;

/** Makes the {@link Table} that a part of a job file describes. */
final class TableReader {
  private static final Pattern RESIDUE = Pattern.compile("([0-9]{1,6}) mod ([0-9]{1,6})");

  private final String key;
  private final List<String> defaultFeatures;
  private final String defaultLabel;
  private final Optional<String> trainedLabel;

  private TableReader(
      String key,
      List<String> defaultFeatures,
      String defaultLabel,
      Optional<String> trainedLabel) {
    this.key = key;
    this.defaultFeatures = defaultFeatures;
    this.defaultLabel = defaultLabel;
    this.trainedLabel = trainedLabel;
  }

  /**
   * Makes the table of the rows to learn from: checks a description and fills in its defaults.
   *
   * @param key where it stands in the job
   * @throws IllegalArgumentException or {@link quotient.data.DataException} with a line for the
   *     user, without the file's name
   */
  static Table train(String key, TableDocument document) {
    return new TableReader(key, List.of(), CsvSpec.LAST, Optional.empty()).table(document);
  }

  /** The same for rows to test with: by default the columns are those of {@code train}. */
  static Table test(String key, TableDocument document, Table train) {
    return new TableReader(key, features(train), label(train), Optional.empty()).table(document);
  }

  /** The same for rows to predict, which need not have the label of {@code train}. */
  static Table predict(String key, TableDocument document, Table train) {
    Optional<String> trainedLabel =
        Optional.of(label(train)).filter(label -> !label.equals(CsvSpec.LAST));
    return new TableReader(key, features(train), CsvSpec.AS_TRAINED, trainedLabel).table(document);
  }

  private static List<String> features(Table train) {
    return train instanceof Table.Csv csv ? csv.spec().features() : List.of();
  }

  private static String label(Table train) {
    return train instanceof Table.Csv csv ? csv.spec().label() : CsvSpec.LAST;
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

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(key + "." + what);
  }

  private CsvSpec spec(CsvDocument csv) {
    Map<String, Scale> columnScales = new HashMap<>();
    if (csv.columns() != null) {
      csv.columns().forEach((name, scale) -> columnScales.put(name, scale(scale)));
    }
    return CsvSpec.builder()
        .header(header(csv.header()))
        .features(Objects.requireNonNullElse(csv.features(), defaultFeatures))
        .label(Objects.requireNonNullElse(csv.label(), defaultLabel))
        .trainedLabel(trainedLabel)
        .labels(Objects.requireNonNullElse(csv.labels(), List.of()))
        .scale(csv.scale() == null ? Scale.IDENTITY : scale(csv.scale()))
        .columnScales(columnScales)
        .build();
  }

  private CsvSpec.Header header(@Nullable String header) {
    return switch (header) {
      case null -> CsvSpec.Header.NAMES;
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
