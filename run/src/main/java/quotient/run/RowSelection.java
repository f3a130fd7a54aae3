package quotient.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import quotient.data.Dataset;

/**
 * Which rows of a table are this party's own, as the user says it: {@code all}, {@code none}, or
 * rows counted from 0 such as {@code 0-29999} and {@code 0-9,20-29}.
 */
public final class RowSelection {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  private final String text;
  private final Optional<List<Range>> ranges;

  /** From first to last, both included. */
  private record Range(int first, int last) {}

  private RowSelection(String text, Optional<List<Range>> ranges) {
    this.text = text;
    this.ranges = ranges;
  }

  /**
   * Reads a selection.
   *
   * @throws UserException if the text is none
   */
  public static RowSelection parse(String text) {
    return switch (text) {
      case "all" -> new RowSelection(text, Optional.empty());
      case "none" -> new RowSelection(text, Optional.of(List.of()));
      default -> new RowSelection(text, Optional.of(ranges(text)));
    };
  }

  private static List<Range> ranges(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        throw UserException.request(
            "'" + text + "' are no rows; write all, none, or for instance 0-999,2000-2999");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first) {
        throw UserException.request("'" + part + "' ends before it begins");
      }
      ranges.add(new Range(first, last));
    }
    requireDistinct(text, ranges);
    return ranges;
  }

  private static void requireDistinct(String text, List<Range> ranges) {
    List<Range> sorted = ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).first <= sorted.get(i - 1).last) {
        throw UserException.request(
            "'" + text + "': row " + sorted.get(i).first + " stands twice; name each row once");
      }
    }
  }

  /** Whether no row is selected, so that there is nothing to read. */
  boolean isNone() {
    return ranges.isPresent() && ranges.get().isEmpty();
  }

  /**
   * The selected rows.
   *
   * @param option the option that selects, for a message
   * @throws UserException if the table is shorter than the selection says
   */
  Dataset of(Dataset table, String option) {
    if (ranges.isEmpty()) {
      return table;
    }
    for (Range range : ranges.get()) {
      if (range.last >= table.rows()) {
        throw UserException.request(
            option + " " + text + ": the table has only the rows 0-" + (table.rows() - 1));
      }
    }
    return table.select(
        ranges.get().stream()
            .flatMapToInt(range -> IntStream.rangeClosed(range.first, range.last))
            .toArray());
  }
}
