package quotient.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import quotient.data.Dataset;
import quotient.engine.Recipient;
import quotient.training.Examples;
import quotient.training.Inference;

/**
 * How a network's predictions compare with the labels, where both are known.
 *
 * @param counts rows by class, and among them by predicted class
 */
record Confusion(int[][] counts) {
  /** More classes fill no screen. */
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
    int[][] counts = new int[rows.classes()][rows.classes()];
    for (int i = 0; i < predicted.length; i++) {
      counts[rows.labels()[i]][predicted[i]]++;
    }
    return new Confusion(counts);
  }

  /** Whether all predictions are of one class: then nothing was learned that helps anybody. */
  boolean predictsOneClassOnly() {
    return IntStream.range(0, counts.length)
            .filter(j -> Arrays.stream(counts).anyMatch(row -> row[j] > 0))
            .count()
        == 1;
  }

  private int rows() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  private double accuracy() {
    return 100.0 * IntStream.range(0, counts.length).map(i -> counts[i][i]).sum() / rows();
  }

  /** The accuracy of always predicting the most frequent class, in percent. */
  double majority() {
    int largest = Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).max().orElse(0);
    return 100.0 * largest / rows();
  }

  /**
   * A table with a line for each class.
   *
   * @param key where the job describes the rows
   * @param names of the classes, or none where they are numbers
   */
  String text(String key, List<String> names) {
    List<String> lines = new ArrayList<>();
    if (counts.length <= SHOWN_CLASSES) {
      List<String> classes =
          IntStream.range(0, counts.length)
              .mapToObj(i -> names.isEmpty() ? Integer.toString(i) : names.get(i))
              .toList();
      lines.add(key + ": rows by class (down) and predicted class (across)");
      lines.add(line(classes, "", classes));
      for (int i = 0; i < counts.length; i++) {
        lines.add(
            line(
                classes,
                classes.get(i),
                Arrays.stream(counts[i]).mapToObj(Integer::toString).toList()));
      }
    }
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
