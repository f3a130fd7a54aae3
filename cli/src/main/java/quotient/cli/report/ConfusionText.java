package quotient.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quotient.run.Confusion;

/** Predictions and labels as a table with a line for each class. */
final class ConfusionText {
  private static final int LEAST_WIDTH = 5;

  /** More would fill the screen. */
  private static final int NAMED = 20;

  private ConfusionText() {}

  static String of(Confusion confusion) {
    List<String> lines = new ArrayList<>();
    confusion.matrix().ifPresent(counts -> addTable(lines, confusion, counts));
    lines.add(
        "%s %% right; always predicting the most frequent class would get %s %%"
            .formatted(
                Format.hundredths(confusion.accuracy()), Format.hundredths(confusion.majority())));
    if (confusion.predictsOneClassOnly()) {
      lines.add(
          "the network predicts one class only, so it is of no use: try another scale or step, more"
              + " epochs, a smaller batch, or optimizer: amsgrad");
    } else if (confusion.neverPredicted().length > 0) {
      lines.add("never predicted, whatever the percentage says: " + neverPredicted(confusion));
    }
    return String.join("\n", lines);
  }

  private static String neverPredicted(Confusion confusion) {
    int[] classes = confusion.neverPredicted();
    String names =
        Arrays.stream(classes)
            .limit(NAMED)
            .mapToObj(c -> name(confusion, c))
            .collect(Collectors.joining(", "));
    return classes.length <= NAMED ? names : names + " and " + (classes.length - NAMED) + " more";
  }

  private static void addTable(List<String> lines, Confusion confusion, int[][] counts) {
    List<String> titles =
        IntStream.range(0, counts.length).mapToObj(c -> name(confusion, c)).toList();
    lines.add(confusion.key() + ": rows by class (down) and predicted class (across)");
    lines.add(line(titles, "", titles));
    for (int i = 0; i < counts.length; i++) {
      List<String> cells = Arrays.stream(counts[i]).mapToObj(Integer::toString).toList();
      lines.add(line(titles, titles.get(i), cells));
    }
  }

  private static String name(Confusion confusion, int c) {
    List<String> names = confusion.classNames();
    return names.isEmpty() ? Integer.toString(c) : names.get(c);
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
