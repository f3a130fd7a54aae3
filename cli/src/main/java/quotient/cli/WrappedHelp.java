package quotient.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help as wide as the terminal, within bounds. Its lines are broken between words only: picocli
 * itself breaks also after the dots, hyphens and colons in names. The lines of the footer are
 * examples to copy and stand as they are.
 */
final class WrappedHelp extends Help {
  /** The width that every example fits. */
  static final int NARROWEST = 60;

  /** Longer lines are hard to read. */
  static final int WIDEST = 110;

  private static final int INDENT = 2;

  /** The widest first column; a longer label has a line of its own. */
  private static final int LABEL = 24;

  private static final String STYLE = "\u001b\\[[0-9;]*m";

  private final int width;

  WrappedHelp(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
    width = Math.clamp(spec.usageMessage().width(), NARROWEST, WIDEST);
  }

  /** What a list explains, and how. */
  private record Row(String label, String text) {}

  @Override
  protected String insertSynopsisCommandName(int headingLength, Text arguments) {
    String name = commandSpec().qualifiedName();
    StringBuilder synopsis = new StringBuilder(colorScheme().commandText(name).toString());
    int indent = headingLength + name.length() + 1;
    synopsis.append(' ');
    wrap(arguments.toString().strip(), indent, synopsis);
    return synopsis.toString();
  }

  @Override
  public String description(Object... parameters) {
    StringBuilder text = new StringBuilder();
    for (String paragraph : commandSpec().usageMessage().description()) {
      wrap(paragraph, 0, text);
    }
    return text.toString();
  }

  @Override
  public String parameterList() {
    return rows(parameters(), argumentColumn());
  }

  @Override
  public String optionList() {
    return rows(options(), argumentColumn());
  }

  /** Parameters and options are one list to the eye. */
  private int argumentColumn() {
    return Math.max(column(parameters()), column(options()));
  }

  private List<Row> parameters() {
    return commandSpec().positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .map(parameter ->
            new Row(
                parameterLabelRenderer()
                    .renderParameterLabel(parameter, ansi(), colorScheme().parameterStyles())
                    .toString(),
                String.join(" ", parameter.description())))
        .toList();
  }

  private List<Row> options() {
    return commandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(createDefaultOptionSort())
        .map(option -> new Row(label(option), String.join(" ", option.description())))
        .toList();
  }

  /** The names, with space for the short one if there is none, and the value. */
  private String label(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(colorScheme().optionText(name).toString());
    }
    return (option.shortestName().startsWith("--") ? "    " : "")
        + String.join(", ", names)
        + parameterLabelRenderer()
            .renderParameterLabel(option, ansi(), colorScheme().optionParamStyles());
  }

  @Override
  public String commandList() {
    List<Row> rows = new ArrayList<>();
    subcommands()
        .forEach((name, help) ->
            rows.add(
                new Row(
                    colorScheme().commandText(name).toString(),
                    help.commandSpec().usageMessage().description()[0])));
    return rows(rows, column(rows));
  }

  @Override
  public String exitCodeList() {
    List<Row> rows = new ArrayList<>();
    commandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> rows.add(new Row(code, meaning)));
    return rows(rows, column(rows));
  }

  @Override
  public String footer(Object... parameters) {
    StringBuilder text = new StringBuilder();
    for (String line : commandSpec().usageMessage().footer()) {
      text.append(line).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static int column(List<Row> rows) {
    return rows.stream()
        .mapToInt(row -> length(row.label()))
        .filter(length -> length <= LABEL)
        .max()
        .orElse(0);
  }

  private String rows(List<Row> rows, int column) {
    int indent = INDENT + column + INDENT;
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      int end = INDENT + length(row.label());
      text.append(" ".repeat(INDENT)).append(row.label());
      if (end > INDENT + column) {
        text.append(System.lineSeparator());
        end = 0;
      }
      text.append(" ".repeat(indent - end));
      wrap(row.text(), indent, text);
    }
    return text.toString();
  }

  /** Appends {@code text} and the end of the line, from column {@code indent} on. */
  private void wrap(String text, int indent, StringBuilder to) {
    int column = indent;
    String gap = "";
    for (String word : text.split(" ", -1)) {
      if (!gap.isEmpty() && column + gap.length() + length(word) > width) {
        to.append(System.lineSeparator()).append(" ".repeat(indent));
        column = indent;
        gap = "";
      }
      to.append(gap).append(word);
      column += gap.length() + length(word);
      gap = " ";
    }
    to.append(System.lineSeparator());
  }

  /** How many columns a text takes that may be coloured. */
  private static int length(String text) {
    return text.replaceAll(STYLE, "").length();
  }
}
