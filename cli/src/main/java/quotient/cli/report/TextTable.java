package quotient.cli.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Aligned columns. */
public final class TextTable {
  private TextTable() {}

  /**
   * The rows as lines, each with the end of a line.
   *
   * @param rows the header first, all of the same length
   * @param text columns of text, which stand to the left; numbers stand to the right
   */
  public static String of(List<List<String>> rows, Set<Integer> text) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(row -> aligned(row, widths, text) + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String aligned(List<String> row, int[] widths, Set<Integer> text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ")
          .append(String.format("%" + (text.contains(i) ? "-" : "") + widths[i] + "s", row.get(i)));
    }
    return line.toString();
  }
}
