import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prepares tables for quotient: converts ARFF files, and the files of examples in alternating lines
 * that FANN reads, to CSV; and proposes constants for the key {@code columns} of a job. One file
 * that needs a JDK 25 and nothing else; README.md beside it says how to use it.
 *
 * <p>Exit codes: 0 done, 2 the command line is wrong, 3 a file is; with one line about it.
 */
final class Tables {
  private static final String USAGE =
      """
      usage: java examples/Tables.java arff FILE -o CSV [--class NAME]
                 converts an ARFF file; its class is the last attribute, or NAME
             java examples/Tables.java fann FILE... -o CSV [--names NAME,NAME...]
                 converts files of alternating lines of inputs and outputs into one table
             java examples/Tables.java columns CSV [--header true|false|ignored]
                        [--label NAME|last|none] [--rows 'skip: 4 mod 5']
                 prints constants of the columns, computed from these rows, for a job
      """;

  private Tables() {}

  /** Runs one of the commands. */
  public static void main(String[] args) {
    int exitCode = run(List.of(args), System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Does what the arguments say; returns the exit code. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--help"))) {
      out.print(USAGE);
      return 0;
    }
    try {
      out.print(answer(arguments));
      return 0;
    } catch (Complaint e) {
      err.println(e.getMessage());
      return e.exitCode;
    }
  }

  /** Returns what to print. */
  private static String answer(List<String> arguments) {
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "arff" -> {
        CommandLine line = CommandLine.parse(rest, "-o", "--class");
        yield convert(line, new Arff(line.onlyFile(), line.option("--class")).read());
      }
      case "fann" -> {
        CommandLine line = CommandLine.parse(rest, "-o", "--names");
        yield convert(line, Fann.read(line.files, line.option("--names")));
      }
      case "columns" -> {
        CommandLine line = CommandLine.parse(rest, "--header", "--label", "--rows");
        yield Constants.of(
            line.onlyFile(),
            line.option("--header").orElse("true"),
            line.option("--label").orElse("last"),
            line.option("--rows"));
      }
      default -> throw Complaint.ofCommandLine("name what to do: arff, fann or columns");
    };
  }

  private static String convert(CommandLine line, Table table) {
    Path out = line.out();
    try {
      Files.writeString(out, table.csv());
    } catch (IOException e) {
      throw new Complaint(3, out + ": cannot be written (" + reason(e) + "); choose another path");
    }
    return out + ": " + table.summary() + "\n";
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw new Complaint(3, file + ": no such file; check the path");
    } catch (CharacterCodingException _) {
      throw new Complaint(3, file + ": not text in UTF-8; convert it");
    } catch (IOException e) {
      throw new Complaint(3, file + ": cannot be read (" + reason(e) + "); check the path");
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** The number that a cell writes, as quotient reads numbers. */
  private static Optional<BigDecimal> number(String cell) {
    try {
      return Optional.of(new BigDecimal(cell));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** What the user can mend, in one line, and with what the program ends. */
  private static final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int exitCode;

    Complaint(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    static Complaint ofCommandLine(String message) {
      return new Complaint(2, message + "; java examples/Tables.java --help shows how");
    }

    static Complaint at(Path file, int line, String problem) {
      return new Complaint(3, file + ": line " + line + ": " + problem);
    }
  }

  /** Files, and options with their values. */
  private record CommandLine(List<Path> files, Map<String, String> options) {
    static CommandLine parse(List<String> arguments, String... known) {
      List<Path> files = new ArrayList<>();
      Map<String, String> options = new HashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        if (!argument.startsWith("-")) {
          files.add(Path.of(argument));
        } else if (!List.of(known).contains(argument)) {
          throw Complaint.ofCommandLine("unknown option " + argument);
        } else if (++i == arguments.size()) {
          throw Complaint.ofCommandLine(argument + " needs a value");
        } else if (options.put(argument, arguments.get(i)) != null) {
          throw Complaint.ofCommandLine(argument + " stands twice");
        }
      }
      if (files.isEmpty()) {
        throw Complaint.ofCommandLine("name the file to read");
      }
      return new CommandLine(files, options);
    }

    Optional<String> option(String name) {
      return Optional.ofNullable(options.get(name));
    }

    Path onlyFile() {
      if (files.size() > 1) {
        throw Complaint.ofCommandLine("name one file to read, not " + files.size());
      }
      return files.getFirst();
    }

    Path out() {
      Path out =
          option("-o")
              .map(Path::of)
              .orElseThrow(() -> Complaint.ofCommandLine("name the file to write: -o FILE"));
      if (files.stream().map(Path::toAbsolutePath).anyMatch(out.toAbsolutePath()::equals)) {
        throw Complaint.ofCommandLine("-o " + out + " is a file to read; name another");
      }
      return out;
    }
  }

  /**
   * What a conversion gives.
   *
   * @param names of the columns; the last is the class
   * @param rows a cell for each column
   * @param classes how many there are, if that is known
   * @param labels the values of the class in their order, unless they are integers from 0
   */
  private record Table(
      List<String> names, List<List<String>> rows, Optional<Integer> classes, List<String> labels) {
    /** In CSV, with a line of names. */
    String csv() {
      StringBuilder csv = new StringBuilder(csvLine(names));
      rows.forEach(row -> csv.append(csvLine(row)));
      return csv.toString();
    }

    private static String csvLine(List<String> cells) {
      return cells.stream().map(Table::csvCell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String csvCell(String cell) {
      return cell.contains(",") || cell.contains("\"")
          ? "\"" + cell.replace("\"", "\"\"") + "\""
          : cell;
    }

    /** The shape, and what of it goes into a job. */
    String summary() {
      int features = names.size() - 1;
      return rows.size()
          + " rows of "
          + features
          + " features and a class; in the job: network: ["
          + features
          + ", ..., "
          + classes.map(String::valueOf).orElse("CLASSES")
          + "]"
          + (labels.isEmpty()
              ? ""
              : labels.stream()
                  .map(Yaml::scalar)
                  .collect(Collectors.joining(", ", ", labels: [", "]")));
    }
  }

  /** Names and other words in YAML. */
  private static final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> WORDS =
        Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private Yaml() {}

    /** Quoted where YAML might read it as anything but this text. */
    static String scalar(String text) {
      return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
          ? text
          : "'" + text.replace("'", "''") + "'";
    }
  }

  /** Reads values, quoted or not, from one line of an ARFF file. */
  private static final class Scanner {
    private final Path file;
    private final int number;
    private final String line;
    private int at;

    /** A value, and whether it stood in quotes. */
    record Value(String text, boolean quoted) {
      boolean missing() {
        return !quoted && text.equals("?");
      }
    }

    Scanner(Path file, int number, String line) {
      this.file = file;
      this.number = number;
      this.line = line;
    }

    Complaint wrong(String problem) {
      return Complaint.at(file, number, problem);
    }

    /** Whether nothing but blanks and a comment is left. */
    boolean atEnd() {
      skipBlanks();
      return at == line.length() || line.charAt(at) == '%';
    }

    /** Passes over this character, if it is the next one. */
    boolean take(char character) {
      if (atEnd() || line.charAt(at) != character) {
        return false;
      }
      at++;
      return true;
    }

    /** The next value; without quotes it ends at one of these characters or at a comment. */
    Value value(String stops) {
      skipBlanks();
      if (at < line.length() && (line.charAt(at) == '\'' || line.charAt(at) == '"')) {
        return new Value(quoted(), true);
      }
      int from = at;
      while (at < line.length() && line.charAt(at) != '%' && stops.indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return new Value(line.substring(from, at).strip(), false);
    }

    private String quoted() {
      int from = at;
      char quote = line.charAt(at++);
      StringBuilder text = new StringBuilder();
      while (at < line.length() && line.charAt(at) != quote) {
        if (line.charAt(at) == '\\' && at + 1 < line.length()) {
          at++;
        }
        text.append(line.charAt(at++));
      }
      if (at == line.length()) {
        throw wrong("the quote that begins at character " + (from + 1) + " has no end; close it");
      }
      at++;
      return text.toString().strip();
    }

    private void skipBlanks() {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
    }
  }

  /**
   * An ARFF file, as Weka reads it, with numeric and nominal attributes and no missing value. A
   * numeric attribute is a column; a nominal one of two values a column that is 1 for the second; a
   * nominal one of more values a column for each value in the order in which they are declared, 1
   * where the row has it.
   */
  private static final class Arff {
    private static final Set<String> NUMERIC = Set.of("numeric", "real", "integer");

    private final Path file;
    private final Optional<String> className;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private int classIndex;
    private boolean inData;

    /** One attribute; a numeric one has no values. */
    record Attribute(String name, List<String> values) {
      boolean numeric() {
        return values.isEmpty();
      }

      List<String> columns() {
        return numeric()
            ? List.of(name)
            : shown().stream().map(value -> name + "=" + value).toList();
      }

      List<String> cells(String value) {
        return numeric()
            ? List.of(value)
            : shown().stream().map(shown -> shown.equals(value) ? "1" : "0").toList();
      }

      private List<String> shown() {
        return values.size() == 2 ? values.subList(1, 2) : values;
      }
    }

    Arff(Path file, Optional<String> className) {
      this.file = file;
      this.className = className;
    }

    Table read() {
      int number = 0;
      for (String line : Tables.read(file).lines().toList()) {
        Scanner scanner = new Scanner(file, ++number, line);
        if (scanner.atEnd()) {
          continue;
        }
        if (inData) {
          rows.add(row(scanner));
        } else {
          declare(scanner);
        }
      }
      if (rows.isEmpty()) {
        throw new Complaint(3, file + ": no row after @data; give an ARFF file with rows");
      }
      List<String> names = new ArrayList<>();
      features().forEach(attribute -> names.addAll(attribute.columns()));
      Attribute target = attributes.get(classIndex);
      names.add(target.name);
      requireDistinct(names);
      return new Table(
          names,
          rows,
          target.numeric() ? Optional.empty() : Optional.of(target.values.size()),
          target.values);
    }

    private List<Attribute> features() {
      List<Attribute> features = new ArrayList<>(attributes);
      features.remove(classIndex);
      return features;
    }

    private void requireDistinct(List<String> names) {
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!seen.add(name)) {
          throw new Complaint(
              3, file + ": two columns would be named '" + name + "'; rename an attribute");
        }
      }
    }

    private void declare(Scanner scanner) {
      String keyword = scanner.value(" \t").text.toLowerCase(Locale.ROOT);
      switch (keyword) {
        case "@relation" -> {}
        case "@attribute" -> attributes.add(attribute(scanner));
        case "@data" -> {
          classIndex = classIndex(scanner);
          inData = true;
        }
        default ->
            throw scanner.wrong(
                "'" + keyword + "' is not @relation, @attribute or @data; is this ARFF?");
      }
    }

    private int classIndex(Scanner scanner) {
      if (attributes.size() < 2) {
        throw scanner.wrong("a table needs an @attribute and a class before @data");
      }
      String name = className.orElse(attributes.getLast().name);
      return IntStream.range(0, attributes.size())
          .filter(i -> attributes.get(i).name.equals(name))
          .findFirst()
          .orElseThrow(
              () -> Complaint.ofCommandLine("--class " + name + ": no attribute has this name"));
    }

    private Attribute attribute(Scanner scanner) {
      String name = scanner.value(" \t{").text;
      if (name.isEmpty() || scanner.atEnd()) {
        throw scanner.wrong("an attribute needs a name and a type; write @attribute NAME numeric");
      }
      if (attributes.stream().anyMatch(other -> other.name.equals(name))) {
        throw scanner.wrong("a second attribute '" + name + "'; rename one");
      }
      if (scanner.take('{')) {
        return new Attribute(name, nominalValues(scanner));
      }
      String type = scanner.value(" \t").text;
      if (!NUMERIC.contains(type.toLowerCase(Locale.ROOT))) {
        throw scanner.wrong(
            name + " is of type " + type + ", neither numeric nor nominal; remove or recode it");
      }
      return new Attribute(name, List.of());
    }

    private static List<String> nominalValues(Scanner scanner) {
      List<String> values = new ArrayList<>();
      do {
        Scanner.Value value = scanner.value(",}");
        if (value.text.isEmpty() && !value.quoted) {
          throw scanner.wrong("an empty value among { and }; write the values of the attribute");
        }
        if (values.contains(value.text)) {
          throw scanner.wrong("the value '" + value.text + "' stands twice; remove one");
        }
        values.add(value.text);
      } while (scanner.take(','));
      if (!scanner.take('}')) {
        throw scanner.wrong("the values of the attribute have no end; close them with }");
      }
      return values;
    }

    private List<String> row(Scanner scanner) {
      if (scanner.take('{')) {
        throw scanner.wrong("a sparse row, which is not supported; write all of its values");
      }
      List<Scanner.Value> values = new ArrayList<>();
      do {
        values.add(scanner.value(","));
      } while (scanner.take(','));
      if (!scanner.atEnd()) {
        throw scanner.wrong("something follows a quoted value; put a comma between values");
      }
      if (values.size() != attributes.size()) {
        throw scanner.wrong(
            values.size() + " values instead of " + attributes.size() + "; mend the row");
      }
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        requireValid(scanner, attributes.get(i), values.get(i));
        if (i != classIndex) {
          cells.addAll(attributes.get(i).cells(values.get(i).text));
        }
      }
      cells.add(values.get(classIndex).text);
      return cells;
    }

    private static void requireValid(Scanner scanner, Attribute attribute, Scanner.Value value) {
      if (value.missing()) {
        throw scanner.wrong(attribute.name + " is missing (?); fill it or remove the row");
      }
      if (attribute.numeric() && number(value.text).isEmpty()) {
        throw scanner.wrong(attribute.name + ": '" + value.text + "' is not a number; mend it");
      }
      if (!attribute.numeric() && !attribute.values.contains(value.text)) {
        throw scanner.wrong(
            attribute.name
                + ": '"
                + value.text
                + "' is not one of its declared values "
                + attribute.values
                + "; mend it");
      }
    }
  }

  /**
   * Files of examples for neural networks, as the library FANN reads them: a line "rows inputs
   * outputs", then for each row a line of its inputs and a line of its outputs, of which one is 1
   * and the others are 0.
   */
  private static final class Fann {
    private static final Pattern HEADER = Pattern.compile("(\\d{1,9}) +(\\d{1,6}) +(\\d{1,6})");

    private Fann() {}

    /** A line of numbers. */
    private record Line(Path file, int number, List<String> cells) {
      Complaint wrong(String problem) {
        return Complaint.at(file, number, problem);
      }

      void requireNumbers(int expected, String what) {
        if (cells.size() != expected) {
          throw wrong(cells.size() + " " + what + " instead of " + expected + "; mend the line");
        }
        for (String cell : cells) {
          if (Tables.number(cell).isEmpty()) {
            throw wrong("'" + cell + "' is not a number; mend it");
          }
        }
      }
    }

    /** What the first line says. */
    private record Header(int rows, int inputs, int outputs) {
      static Header of(Line line) {
        Matcher matcher = HEADER.matcher(String.join(" ", line.cells));
        if (!matcher.matches()) {
          throw line.wrong("not the numbers of rows, inputs and outputs; is this such a file?");
        }
        return new Header(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
      }
    }

    /** The rows of all files, one after the other. */
    static Table read(List<Path> files, Optional<String> names) {
      List<List<String>> rows = new ArrayList<>();
      Map<Path, Header> headers = new LinkedHashMap<>();
      for (Path file : files) {
        List<Line> lines = lines(file);
        Header header = Header.of(lines.getFirst());
        headers.put(file, header);
        if (lines.size() != 1L + 2L * header.rows) {
          throw new Complaint(
              3,
              file
                  + ": "
                  + (lines.size() - 1)
                  + " lines instead of 2 for each of its "
                  + header.rows
                  + " rows; mend the file");
        }
        for (int i = 1; i < lines.size(); i += 2) {
          lines.get(i).requireNumbers(header.inputs, "inputs");
          List<String> row = new ArrayList<>(lines.get(i).cells);
          row.add(Integer.toString(hot(lines.get(i + 1), header.outputs)));
          rows.add(row);
        }
      }
      Header first = headers.get(files.getFirst());
      headers.forEach((file, header) -> {
        if (header.inputs != first.inputs || header.outputs != first.outputs) {
          throw new Complaint(
              3, file + ": not as many inputs and outputs as " + files.getFirst() + " has");
        }
      });
      return new Table(names(names, first.inputs), rows, Optional.of(first.outputs), List.of());
    }

    private static List<Line> lines(Path file) {
      List<Line> lines = new ArrayList<>();
      int number = 0;
      for (String text : Tables.read(file).lines().toList()) {
        number++;
        if (!text.isBlank()) {
          lines.add(new Line(file, number, List.of(text.strip().split("\\s+"))));
        }
      }
      if (lines.isEmpty()) {
        throw new Complaint(3, file + ": empty; give a file with rows");
      }
      return lines;
    }

    private static int hot(Line line, int outputs) {
      line.requireNumbers(outputs, "outputs");
      int hot = -1;
      for (int i = 0; i < outputs; i++) {
        BigDecimal output = new BigDecimal(line.cells.get(i));
        boolean one = output.compareTo(BigDecimal.ONE) == 0;
        if ((one && hot >= 0) || (!one && output.signum() != 0)) {
          throw line.wrong("outputs must be one 1 and else 0; mend the line");
        }
        hot = one ? i : hot;
      }
      if (hot < 0) {
        throw line.wrong("no output is 1, so the row has no class; mend the line");
      }
      return hot;
    }

    private static List<String> names(Optional<String> listed, int inputs) {
      List<String> names =
          new ArrayList<>(
              listed
                  .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
                  .orElseGet(
                      () -> IntStream.rangeClosed(1, inputs).mapToObj(i -> "x" + i).toList()));
      if (names.size() != inputs) {
        throw Complaint.ofCommandLine(
            "--names has " + names.size() + " names, but there are " + inputs + " inputs");
      }
      names.add("class");
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (name.isEmpty() || !seen.add(name)) {
          throw Complaint.ofCommandLine(
              "--names: '" + name + "' is empty or stands twice, or is the name of the class");
        }
      }
      return names;
    }
  }

  /** A CSV file as quotient reads it: commas, quotes doubled within quotes, no empty lines. */
  private static final class Csv {
    private final Path file;
    private final String text;
    private int at;
    private int line = 1;

    private Csv(Path file, String text) {
      this.file = file;
      this.text = text;
    }

    /** A row, and the line in which it begins. */
    record Row(int line, List<String> cells) {}

    static List<Row> read(Path file) {
      Csv csv = new Csv(file, Tables.read(file));
      List<Row> rows = new ArrayList<>();
      while (csv.at < csv.text.length()) {
        if (!csv.takeLineEnd()) {
          rows.add(csv.row());
        }
      }
      return rows;
    }

    private Row row() {
      int first = line;
      List<String> cells = new ArrayList<>();
      cells.add(cell());
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        cells.add(cell());
      }
      if (at < text.length() && !takeLineEnd()) {
        throw Complaint.at(file, line, "something follows a quoted cell; mend the line");
      }
      return new Row(first, cells);
    }

    private boolean takeLineEnd() {
      if (text.startsWith("\r\n", at)) {
        at += 2;
      } else if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        at++;
      } else {
        return false;
      }
      line++;
      return true;
    }

    private String cell() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at).strip();
    }

    private String quoted() {
      int first = line;
      StringBuilder cell = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char character = text.charAt(at);
        if (character == '"') {
          if (!text.startsWith("\"\"", at)) {
            at++;
            return cell.toString().strip();
          }
          at++;
        } else if (character == '\n') {
          line++;
        }
        cell.append(character);
      }
      throw Complaint.at(file, first, "a quote has no end; close it");
    }
  }

  /** Which rows count, as a job says it. */
  private record Rows(boolean skip, int remainder, int modulus) {
    private static final Pattern TEXT =
        Pattern.compile("\\{?(keep|skip):? ([0-9]{1,6}) mod ([0-9]{1,6})\\}?");

    static Rows parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw Complaint.ofCommandLine(
            "--rows is written as in 'skip: 4 mod 5', not '" + text + "'");
      }
      int remainder = Integer.parseInt(matcher.group(2));
      int modulus = Integer.parseInt(matcher.group(3));
      if (remainder >= modulus) {
        throw Complaint.ofCommandLine("--rows: the larger number stands last, as in 4 mod 5");
      }
      return new Rows(matcher.group(1).equals("skip"), remainder, modulus);
    }

    boolean keeps(int index) {
      return (index % modulus == remainder) != skip;
    }
  }

  /**
   * How the cells of a column become integers, {@code (v - offset) * factor}: a column of 0 and 1
   * becomes 0 and 64; of any other column the median becomes 0, and a robust standard deviation 32,
   * so that 127 is four of them. Four significant digits.
   */
  private record Constants(BigDecimal offset, BigDecimal factor) {
    private static final Constants OF_BITS = new Constants(BigDecimal.ZERO, BigDecimal.valueOf(64));
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    /** From the 10 % to the 90 % quantile a normal distribution has 2.56 standard deviations. */
    private static final double DEVIATIONS = 2.56;

    /** The constants of all columns but the label, as the key {@code columns} of a job. */
    static String of(Path file, String header, String label, Optional<String> kept) {
      if (!List.of("true", "false", "ignored").contains(header)) {
        throw Complaint.ofCommandLine("--header must be true, false or ignored, not " + header);
      }
      Optional<Rows> filter = kept.map(Rows::parse);
      List<Csv.Row> all = Csv.read(file);
      List<Csv.Row> data =
          all.subList(Math.min(all.size(), header.equals("false") ? 0 : 1), all.size());
      List<Csv.Row> rows =
          IntStream.range(0, data.size())
              .filter(i -> filter.isEmpty() || filter.get().keeps(i))
              .mapToObj(data::get)
              .toList();
      if (rows.isEmpty()) {
        throw new Complaint(3, file + ": no such row of data; give a file with rows");
      }
      List<String> names =
          header.equals("true")
              ? all.getFirst().cells
              : IntStream.rangeClosed(1, rows.getFirst().cells.size())
                  .mapToObj(String::valueOf)
                  .toList();
      int labelAt = labelPosition(names, label);
      StringBuilder yaml = new StringBuilder("columns:\n");
      for (int i = 0; i < names.size(); i++) {
        if (i != labelAt) {
          Constants constants = of(column(file, rows, names, i));
          yaml.append("  " + Yaml.scalar(names.get(i)) + ": " + constants.yaml() + "\n");
        }
      }
      return yaml.toString();
    }

    private static int labelPosition(List<String> names, String label) {
      return switch (label) {
        case "none" -> -1;
        case "last" -> names.size() - 1;
        default -> {
          if (!names.contains(label)) {
            throw Complaint.ofCommandLine("--label " + label + ": no column has this name");
          }
          yield names.indexOf(label);
        }
      };
    }

    private static double[] column(
        Path file, List<Csv.Row> rows, List<String> names, int position) {
      double[] column = new double[rows.size()];
      for (int i = 0; i < column.length; i++) {
        Csv.Row row = rows.get(i);
        if (row.cells.size() != names.size()) {
          throw Complaint.at(
              file,
              row.line,
              row.cells.size() + " cells instead of " + names.size() + "; mend the row");
        }
        String cell = row.cells.get(position);
        column[i] = number(cell).map(BigDecimal::doubleValue).orElse(Double.NaN);
        if (!Double.isFinite(column[i])) {
          throw Complaint.at(
              file,
              row.line,
              "column '" + names.get(position) + "': '" + cell + "' is not a number; mend it");
        }
      }
      return column;
    }

    private static Constants of(double[] column) {
      if (Arrays.stream(column).allMatch(v -> v == 0 || v == 1)) {
        return OF_BITS;
      }
      double[] sorted = column.clone();
      Arrays.sort(sorted);
      double deviation = (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / DEVIATIONS;
      if (deviation == 0) {
        deviation = standardDeviation(column);
      }
      return new Constants(
          rounded(quantile(sorted, 0.5)), rounded(32 / (deviation == 0 ? 1 : deviation)));
    }

    /** With linear interpolation between the two values on both sides. */
    private static double quantile(double[] sorted, double q) {
      double place = (sorted.length - 1) * q;
      int below = (int) place;
      double low = sorted[below];
      double high = sorted[Math.min(below + 1, sorted.length - 1)];
      double t = place - below;
      return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
    }

    private static double standardDeviation(double[] column) {
      double mean = Arrays.stream(column).average().orElseThrow();
      return Math.sqrt(
          Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    private static BigDecimal rounded(double value) {
      return new BigDecimal(value).round(DIGITS);
    }

    private String yaml() {
      return "{offset: " + plain(offset) + ", factor: " + plain(factor) + "}";
    }

    private static String plain(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
  }
}
