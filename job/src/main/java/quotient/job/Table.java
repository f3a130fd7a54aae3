package quotient.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quotient.data.ColumnNames;
import quotient.data.CsvDatasetReader;
import quotient.data.CsvSpec;
import quotient.data.Dataset;
import quotient.data.IdxDatasetReader;
import quotient.data.RowFilter;
import quotient.data.Scale;
import quotient.training.Shape;

/**
 * A table that a job describes. Where the files lie is each party's own affair; how they become
 * integers is part of the job and the same at both.
 */
public sealed interface Table {
  /**
   * Reads the files.
   *
   * @param directory what relative paths start from
   * @param like the columns that the network was trained with, {@code features} of them, where they
   *     have names
   * @throws quotient.data.DataException if a file is not as described
   */
  Dataset read(Path directory, int features, int classes, Optional<ColumnNames> like);

  /**
   * Checks that what the files hold has the shape of the network's inputs, where both say one.
   *
   * @throws quotient.data.DataException if it has another one
   */
  default void checkImages(Path directory, Shape input) {}

  /** Whether the files exist. */
  boolean isThere(Path directory);

  /** Its files; relative ones are in {@code directory}. */
  List<Path> files(Path directory);

  /** Whether a feature may be negative. */
  boolean signed();

  /** Whether the job says that the files hold the classes of the rows. */
  boolean labelled();

  /** The values of the label, by class; empty where they are numbers. */
  List<String> classNames();

  /** The description without paths, by the keys of the job file. */
  SortedMap<String, String> terms();

  /** Those of the terms that say what the network's inputs and classes mean. */
  default List<String> meaning() {
    SortedMap<String, String> terms = terms();
    return Stream.of("format", "scale", "columns", "labels")
        .map(key -> terms.getOrDefault(key, ""))
        .toList();
  }

  /** Images and labels in the format of the MNIST database. */
  record Idx(Path images, Optional<Path> labels) implements Table {
    @Override
    public Dataset read(Path directory, int features, int classes, Optional<ColumnNames> like) {
      Path file = directory.resolve(images);
      return labels
          .map(path ->
              IdxDatasetReader.read(
                  file, directory.resolve(path), RowFilter.ALL, features, classes))
          .orElseGet(() -> IdxDatasetReader.readUnlabelled(file, RowFilter.ALL, features, classes));
    }

    @Override
    public void checkImages(Path directory, Shape input) {
      if (input.height() > 1 || input.width() > 1) {
        IdxDatasetReader.checkShape(
            directory.resolve(images), input.height(), input.width(), input.channels());
      }
    }

    @Override
    public boolean isThere(Path directory) {
      return Files.exists(directory.resolve(images));
    }

    @Override
    public List<Path> files(Path directory) {
      return Stream.concat(Stream.of(images), labels.stream()).map(directory::resolve).toList();
    }

    @Override
    public boolean signed() {
      return false;
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }

    @Override
    public boolean labelled() {
      return labels.isPresent();
    }

    @Override
    public SortedMap<String, String> terms() {
      return new TreeMap<>(Map.of("format", "idx", "labels", labels.isPresent() ? "yes" : "no"));
    }
  }

  /** A CSV file. */
  record Csv(Path file, CsvSpec spec, RowFilter rows) implements Table {
    @Override
    public Dataset read(Path directory, int features, int classes, Optional<ColumnNames> like) {
      return CsvDatasetReader.read(directory.resolve(file), spec, rows, features, classes, like);
    }

    @Override
    public boolean isThere(Path directory) {
      return Files.exists(directory.resolve(file));
    }

    @Override
    public List<Path> files(Path directory) {
      return List.of(directory.resolve(file));
    }

    @Override
    public List<String> classNames() {
      return spec.labels();
    }

    @Override
    public boolean signed() {
      return spec.scale().min() < 0
          || spec.columnScales().values().stream().anyMatch(scale -> scale.min() < 0);
    }

    @Override
    public boolean labelled() {
      return !spec.label().equals(CsvSpec.NO_LABEL) && !spec.label().equals(CsvSpec.AS_TRAINED);
    }

    @Override
    public SortedMap<String, String> terms() {
      SortedMap<String, String> terms = new TreeMap<>();
      terms.put("format", "csv");
      terms.put(
          "header",
          switch (spec.header()) {
            case NAMES -> "true";
            case NONE -> "false";
            case IGNORED -> "ignored";
          });
      terms.put("features", spec.features().isEmpty() ? "all" : list(spec.features()));
      terms.put("label", spec.label());
      terms.put("labels", spec.labels().isEmpty() ? "numbers" : list(spec.labels()));
      terms.put("scale", describe(spec.scale()));
      terms.put(
          "columns",
          new TreeMap<>(spec.columnScales())
              .entrySet().stream()
                  .map(entry -> escape(entry.getKey()) + ": " + describe(entry.getValue()))
                  .collect(Collectors.joining(", ", "{", "}")));
      terms.put(
          "rows",
          (rows.inverted() ? "skip " : "keep ") + rows.remainder() + " mod " + rows.modulus());
      return terms;
    }

    private static String list(List<String> names) {
      return names.stream().map(Csv::escape).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Two names are not one with a comma in it. */
    private static String escape(String name) {
      return name.replace("\\", "\\\\").replace(",", "\\,");
    }

    /** Without a formatter, which would write digits as the default locale does. */
    private static String describe(Scale scale) {
      return "(v - "
          + scale.offset().stripTrailingZeros().toPlainString()
          + ") * "
          + scale.factor().stripTrailingZeros().toPlainString()
          + " in "
          + scale.min()
          + ".."
          + scale.max();
    }
  }
}
