package quotient.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.data.Dataset;
import quotient.engine.Recipient;
import quotient.training.Examples;
import quotient.training.Inference;

/**
 * How a network's predictions compare with the labels, where both are known.
 *
 * @param classes how many there are
 * @param labels the class of each row
 * @param predicted the predicted class of each row
 */
record Confusion(int classes, int[] labels, int[] predicted) {
  /** More classes fill no screen, and their matrix would fill the memory. */
  private static final int SHOWN_CLASSES = 20;

  private static final int LEAST_WIDTH = 5;
  private static final int BATCH = 500;

  /** Predicts all rows, in the clear. */
  static Confusion of(Inference inference, Dataset rows, Table table) {
    int[] predicted = new int[rows.rows()];
    Examples examples = Simulation.all(rows, table);
    for (int from = 0; from < predicted.length; from += BATCH) {
      int[] batch = IntStream.range(from, Math.min(predicted.length, from + BATCH)).toArray();
      int[] classes = inference.openClasses(examples, batch, Recipient.BOTH).orElseThrow();
      System.arraycopy(classes, 0, predicted, from, classes.length);
    }
    return new Confusion(rows.classes(), rows.labels(), predicted);
  }

  /** Whether all predictions are of one class: then nothing was learned that helps anybody. */
  boolean predictsOneClassOnly() {
    return Arrays.stream(predicted).distinct().count() == 1;
  }

  private double accuracy() {
    long right = IntStream.range(0, labels.length).filter(i -> labels[i] == predicted[i]).count();
    return 100.0 * right / labels.length;
  }

  /** The accuracy of always predicting the most frequent class, in percent. */
  double majority() {
    int[] rows = new int[classes];
    for (int label : labels) {
      rows[label]++;
    }
    return 100.0 * Arrays.stream(rows).max().orElse(0) / labels.length;
  }

  /** Rows by class, and among them by predicted class, unless there are many classes. */
  Optional<int[][]> matrix() {
    if (classes > SHOWN_CLASSES) {
      return Optional.empty();
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predicted[i]]++;
    }
    return Optional.of(counts);
  }

  /**
   * A table with a line for each class.
   *
   * @param key where the job describes the rows
   * @param names of the classes, or none where they are numbers
   */
  String text(String key, List<String> names) {
    List<String> lines = new ArrayList<>();
    matrix().ifPresent(counts -> addTable(lines, key, counts, names));
    lines.add(
        "%s %% right; always predicting the most frequent class would get %s %%"
            .formatted(Format.hundredths(accuracy()), Format.hundredths(majority())));
    if (predictsOneClassOnly()) {
      lines.add(
          "the network predicts one class only, so it is of no use: try another scale or step, more"
              + " epochs, or a smaller batch");
    }
    return String.join("\n", lines);
  }

  private static void addTable(List<String> lines, String key, int[][] counts, List<String> names) {
    List<String> titles =
        IntStream.range(0, counts.length)
            .mapToObj(i -> names.isEmpty() ? Integer.toString(i) : names.get(i))
            .toList();
    lines.add(key + ": rows by class (down) and predicted class (across)");
    lines.add(line(titles, "", titles));
    for (int i = 0; i < counts.length; i++) {
      List<String> cells = Arrays.stream(counts[i]).mapToObj(Integer::toString).toList();
      lines.add(line(titles, titles.get(i), cells));
    }
  }

  private static String line(List<String> classes, String name, List<String> cells) {
    int width = classes.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder line = new StringBuilder(padded(name, width));
    cells.forEach(cell -> line.append(padded(cell, Math.max(width, LEAST_WIDTH) + 1)));
    return line.toString();
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
