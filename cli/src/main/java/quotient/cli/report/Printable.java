package quotient.cli.report;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text as a terminal may get it. Names of files and columns, keys of a job and whatever the other
 * party sends may hold characters that steer a terminal or turn round what is read there: control
 * characters (C0 and C1), marks of direction, characters without width. They are shown as escapes,
 * so that two texts that differ never look the same because of them.
 */
public final class Printable {
  /** A longer line is cut: nobody reads it. */
  private static final int MAX_LINE = 4000;

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** As one line. */
  public static String line(String text) {
    String line =
        text.lines().map(String::strip).filter(part -> !part.isEmpty()).collect(joining(" "));
    String shown = escaped(line.replaceAll("[\\u2028\\u2029\\u0085]", " "));
    return shown.length() <= MAX_LINE ? shown : shown.substring(0, MAX_LINE) + "...";
  }

  /** With its line breaks. */
  static String lines(String text) {
    StringBuilder out = new StringBuilder();
    for (String part : text.split("(?<=\n)", -1)) {
      boolean broken = part.endsWith("\n");
      out.append(escaped(broken ? part.substring(0, part.length() - 1) : part));
      out.append(broken ? System.lineSeparator() : "");
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return NOT_PRINTABLE
        .matcher(text)
        .replaceAll(found -> {
          int character = found.group().codePointAt(0);
          return "\\\\u" + String.format(Locale.ROOT, "%04x", character);
        });
  }
}
