package quotient.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which columns of one CSV file are the features and the label, as a {@link CsvSpec} says it. */
final class ColumnChoice {
  private static final int MAX_LISTED = 8;

  private final CsvBeginning file;
  private final List<String> names;
  private final CsvSpec spec;
  private final int width;
  private final Optional<ColumnNames> trained;
  private final Map<String, Integer> positionByName = new HashMap<>();
  private final OptionalInt label;
  private final int[] features;

  /**
   * Finds the columns.
   *
   * @param width features that the network takes
   * @param like the columns of the training rows, {@code width} features
   * @throws DataException if a name stands twice or not at all, or the columns are not {@code
   *     width}, or not those of the training
   */
  ColumnChoice(CsvBeginning file, CsvSpec spec, int width, Optional<ColumnNames> like) {
    this.file = file;
    names = file.names();
    this.spec = spec;
    this.width = width;
    trained = spec.header() == CsvSpec.Header.NAMES ? like : Optional.empty();
    index();
    label = chooseLabel();
    features = chooseFeatures();
    requireFitsNetwork();
    requireAsTrained();
    requireScalesOfFeatures();
  }

  /** Positions of the features, in the order of the network's inputs. */
  int[] features() {
    return features;
  }

  /** Position of the label, if there is one. */
  OptionalInt label() {
    return label;
  }

  /** The names of the chosen columns, where the file's header gave them. */
  Optional<ColumnNames> columnNames() {
    return spec.header() == CsvSpec.Header.NAMES
        ? Optional.of(
            new ColumnNames(
                IntStream.of(features).mapToObj(names::get).toList(),
                label.stream().mapToObj(names::get).findFirst()))
        : Optional.empty();
  }

  /** Some names, of a list that may be long. */
  static String list(List<String> names) {
    String listed = String.join(", ", names.subList(0, Math.min(names.size(), MAX_LISTED)));
    return names.size() > MAX_LISTED ? listed + ", ..." : listed;
  }

  private void index() {
    for (int i = 0; i < names.size(); i++) {
      Integer first = positionByName.putIfAbsent(names.get(i), i);
      if (first != null) {
        throw wrong(
            "two columns are named '%s' (columns %s and %s); rename one, or "
                    .formatted(names.get(i), first + 1, i + 1)
                + file.ifNoHeader());
      }
    }
  }

  private int position(String name) {
    Integer position = positionByName.get(name);
    if (position == null) {
      throw wrong(
          "no column '"
              + name
              + "'; name one of its "
              + names.size()
              + ": "
              + list(names)
              + ifData());
    }
    return position;
  }

  private OptionalInt chooseLabel() {
    return switch (spec.label()) {
      case CsvSpec.NO_LABEL -> OptionalInt.empty();
      case CsvSpec.LAST -> OptionalInt.of(lastAsLabel());
      case CsvSpec.AS_TRAINED -> labelAsTrained();
      default -> OptionalInt.of(position(spec.label()));
    };
  }

  private int lastAsLabel() {
    int last = names.size() - 1;
    trained
        .flatMap(ColumnNames::label)
        .filter(name -> !name.equals(names.get(last)))
        .ifPresent(name -> {
          throw wrong(
              "the label in training was '"
                  + name
                  + "', but the last column, which the job takes as the label, is '"
                  + names.get(last)
                  + "'; name the label's column in the job");
        });
    return last;
  }

  private OptionalInt labelAsTrained() {
    if (trained.isPresent()) {
      return positionIfThere(trained.get().label());
    }
    if (spec.header() == CsvSpec.Header.NAMES && spec.trainedLabel().isPresent()) {
      return positionIfThere(spec.trainedLabel());
    }
    return labelByCount();
  }

  private OptionalInt positionIfThere(Optional<String> name) {
    return name.filter(positionByName::containsKey).stream().mapToInt(this::position).findFirst();
  }

  /** Where no name tells, the number of columns does. */
  private OptionalInt labelByCount() {
    String last = names.getLast();
    if (names.size() == width || spec.features().contains(last)) {
      return OptionalInt.empty();
    }
    if (spec.trainedLabel().isPresent()) {
      return positionIfThere(spec.trainedLabel());
    }
    if (!spec.features().isEmpty() && names.size() > width + 1) {
      throw wrong(
          names.size()
              + " columns, of which the network takes "
              + width
              + ", and nothing says whether the last is the label; write label: last or"
              + " label: none in the job");
    }
    return OptionalInt.of(names.size() - 1);
  }

  private int[] chooseFeatures() {
    IntStream chosen =
        !spec.features().isEmpty()
            ? spec.features().stream().mapToInt(this::position)
            : trained.isPresent()
                ? trained.get().features().stream().mapToInt(this::positionOfTrained)
                : IntStream.range(0, names.size())
                    .filter(i -> label.isEmpty() || i != label.getAsInt());
    int[] positions = chosen.toArray();
    if (label.isPresent() && IntStream.of(positions).anyMatch(i -> i == label.getAsInt())) {
      throw wrong(
          "features: the label, column %s, may not be a feature; remove it"
              .formatted(label.getAsInt() + 1));
    }
    return positions;
  }

  private int positionOfTrained(String name) {
    if (!positionByName.containsKey(name)) {
      throw wrong(
          "no column '"
              + name
              + "', with which the network was trained; give a file that has it (this one has "
              + names.size()
              + ": "
              + list(names)
              + ")"
              + ifData());
    }
    return position(name);
  }

  private void requireFitsNetwork() {
    if (features.length != width) {
      throw wrong(
          "%s feature columns, but the network takes %s; ".formatted(features.length, width)
              + "name the columns in 'features' or change the network's first width");
    }
  }

  private void requireAsTrained() {
    if (trained.isEmpty()) {
      return;
    }
    List<String> expected = trained.get().features();
    for (int i = 0; i < width; i++) {
      String found = names.get(features[i]);
      if (!found.equals(expected.get(i))) {
        throw wrong(
            "the network was trained with column "
                + (i + 1)
                + " '"
                + expected.get(i)
                + "', this table has '"
                + found
                + "' there; name the same columns in 'features', in the same order");
      }
    }
  }

  private void requireScalesOfFeatures() {
    boolean[] isFeature = new boolean[names.size()];
    for (int position : features) {
      isFeature[position] = true;
    }
    for (String name : spec.columnScales().keySet()) {
      if (!isFeature[position(name)]) {
        throw wrong("scale: column '" + name + "' is not a feature; remove its scale");
      }
    }
  }

  private String ifData() {
    return file.looksLikeData() ? "; " + file.ifNoHeader() : "";
  }

  private DataException wrong(String what) {
    return file.wrong(what);
  }
}
