package quotient.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.data.Dataset;
import quotient.job.Job;
import quotient.job.JobReader;

/**
 * The example jobs and the program that makes their tables, up to the integers that the networks
 * get.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
  private static final Path PROGRAM = EXAMPLES.resolve("Tables.java");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private static final String THYROID_NAMES =
      "age,sex,on_thyroxine,query_on_thyroxine,on_antithyroid_medication,sick,pregnant,"
          + "thyroid_surgery,I131_treatment,query_hypothyroid,query_hyperthyroid,lithium,goitre,"
          + "tumor,hypopituitary,psych,TSH,T3,TT4,T4U,FTI";

  private static final String ARFF =
      """
      % It's a comment.
      @RELATION 'made up'

      @attribute 'a, b' REAL
      @ATTRIBUTE colour {red, 'light blue', "green, dark"}
      @attribute smoker { no, yes } % the second is 1
      @attribute "it's" integer
      @attribute class {good, 'very bad'}
      @data
      1e-3, red, yes, -4, good
      '2.5','light blue',no,+7,'very bad' % a comment

      -0.125,"green, dark",yes,0,good
      """;

  private static final Pattern FILE = Pattern.compile(".+\\.(arff|csv|train|test)");

  @TempDir private static Path classes;

  private static URLClassLoader loader;

  /** What {@code main} of the program calls. */
  private static Method program;

  @TempDir private Path directory;

  private Path data;

  @BeforeAll
  static void compile() throws IOException, ReflectiveOperationException {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int exitCode =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-Xlint:all",
                "-Werror",
                "-cp",
                classes.toString(),
                "-d",
                classes.toString(),
                PROGRAM.toString());
    assertThat(exitCode).as(said.toString()).isZero();
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    program =
        loader
            .loadClass("Tables")
            .getDeclaredMethod("run", List.class, PrintStream.class, PrintStream.class);
    program.setAccessible(true);
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
  }

  /**
   * Runs the program as users do, in {@link #data}: compiled by the launcher, in a process of its
   * own, which takes a second or two.
   */
  private InProcess.Result runAsUsersDo(String... arguments)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(List.of(JAVA, PROGRAM.toString()));
    whole.addAll(List.of(arguments));
    Process process = new ProcessBuilder(whole).directory(data.toFile()).start();
    // What it writes fits into the pipes.
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new InProcess.Result(process.waitFor(), out, err);
  }

  /** Runs the program in this process, with the same output as in {@link #data}. */
  private InProcess.Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode;
    try {
      exitCode =
          (int)
              program.invoke(
                  null,
                  Stream.of(arguments).map(this::inData).toList(),
                  new PrintStream(out, true, UTF_8),
                  new PrintStream(err, true, UTF_8));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the program failed", e);
    }
    return new InProcess.Result(exitCode, withoutData(out), withoutData(err));
  }

  /** Names of files end in a suffix or are those that a test wrote. */
  private String inData(String argument) {
    Path path = data.resolve(argument);
    boolean isFile = FILE.matcher(argument).matches() || Files.isRegularFile(path);
    return isFile ? path.toString() : argument;
  }

  private String withoutData(ByteArrayOutputStream printed) {
    return printed.toString(UTF_8).replace(data + File.separator, "");
  }

  private String succeed(String... arguments) {
    InProcess.Result result = run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(data.resolve(name), text);
  }

  private Job job(String text) throws IOException {
    return JobReader.read(Files.writeString(directory.resolve("job.yaml"), text));
  }

  // ---- the three data sets ----

  private void copy(String... names) throws IOException {
    Path tabular = SharedData.require().resolve("tabular");
    for (String name : names) {
      Files.copy(tabular.resolve(name), data.resolve(name));
    }
  }

  /** The CRC-32s of the reference's int8 arrays, row-major. */
  private static void assertIs(Dataset table, int rows, long crcOfValues, long crcOfLabels) {
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(crc(table.values())).isEqualTo(crcOfValues);
    byte[] labels = new byte[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = (byte) table.labels()[row];
    }
    assertThat(crc(labels)).isEqualTo(crcOfLabels);
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private Dataset train(Job job) {
    return job.read(job.train(), directory, Optional.empty());
  }

  private Dataset test(Job job) {
    return job.read(job.test().orElseThrow(), directory, train(job).columns());
  }

  private Job example(String name) throws IOException {
    return job(Files.readString(EXAMPLES.resolve(name)));
  }

  /** The check sums after iterations 1, 2 and 10; of two parties after the first two. */
  private void assertTrains(String... crcs) {
    String job = directory.resolve("job.yaml").toString();
    List<String> lines =
        List.of(
            "iteration 1 crc " + crcs[0],
            "iteration 2 crc " + crcs[1],
            "iteration 10 crc " + crcs[2]);
    assertThat(simulate(job, "clear", 10)).startsWith(lines.toArray(String[]::new));
    assertThat(simulate(job, "gmw", 2)).startsWith(lines.get(0), lines.get(1));
  }

  private static Stream<String> simulate(String job, String engine, int iterations) {
    return InProcess.run(
            "simulate",
            "--job",
            job,
            "--engine",
            engine,
            "--trace",
            "1,2,10",
            "--max-iterations",
            Integer.toString(iterations),
            "--quiet")
        .out()
        .lines();
  }

  /** The job has the constants that the program computes from the training rows. */
  private void assertConstants(String job, String... arguments) throws IOException {
    List<String> printed = succeed(arguments).lines().map(String::strip).toList();
    assertThat(Files.readAllLines(EXAMPLES.resolve(job)).stream().map(String::strip).toList())
        .containsSequence(printed);
  }

  @Test
  void breastCancer_isAsInTheReference() throws IOException {
    copy("breast_cancer.csv");

    Job job = example("breast-cancer.yaml");

    assertIs(train(job), 456, 0xda306794L, 0x3cdcf68fL);
    assertIs(test(job), 113, 0xd72395b2L, 0x4cb30627L);
    assertConstants(
        "breast-cancer.yaml",
        "columns",
        "breast_cancer.csv",
        "--header",
        "ignored",
        "--rows",
        "skip: 4 mod 5");
    assertTrains("ff00e339", "0278ee23", "c0561ca2");
  }

  @Test
  void germanCredit_isAsInTheReference() throws IOException {
    copy("german-credit.arff");

    String said = succeed("arff", "german-credit.arff", "-o", "german-credit.csv");

    assertThat(said)
        .isEqualTo(
            "german-credit.csv: 1000 rows of 61 features and a class; in the job: network: [61,"
                + " ..., 2], labels: [good, bad]\n");
    Job job = example("german-credit.yaml");
    assertIs(train(job), 800, 0x814381daL, 0xc09efe30L);
    assertIs(test(job), 200, 0x1fb3aa63L, 0x4d15471eL);
    assertConstants(
        "german-credit.yaml", "columns", "german-credit.csv", "--rows", "skip: 4 mod 5");
    assertTrains("354ca062", "55e78cab", "91d8bd90");
  }

  @Test
  void thyroid_isAsInTheReference() throws IOException {
    copy("thyroid.train", "thyroid.test");

    String said =
        succeed(
            "fann", "thyroid.train", "thyroid.test", "-o", "thyroid.csv", "--names", THYROID_NAMES);

    assertThat(said).startsWith("thyroid.csv: 7200 rows of 21 features and a class;");
    Job job = example("thyroid.yaml");
    assertIs(train(job), 5760, 0x010bb047L, 0x30644c57L);
    assertIs(test(job), 1440, 0xcc329822L, 0xe8f94e4aL);
    assertConstants("thyroid.yaml", "columns", "thyroid.csv", "--rows", "skip: 4 mod 5");
    assertTrains("473c427e", "c634d076", "d9778b8c");
  }

  @Test
  void theNamesOfTheThyroidColumns_areThoseOfTheReadme() throws IOException {
    assertThat(Files.readString(EXAMPLES.resolve("README.md")))
        .contains("--names " + THYROID_NAMES + "\n");
  }

  // ---- made up ----

  @Test
  void arff_becomesTheIntegersOfAJob() throws IOException, InterruptedException {
    write("table.arff", ARFF);

    InProcess.Result result = runAsUsersDo("arff", "table.arff", "-o", "table.csv");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).endsWith("network: [6, ..., 2], labels: [good, 'very bad']\n");
    assertThat(data.resolve("table.csv"))
        .hasContent(
            """
            "a, b",colour=red,colour=light blue,"colour=green, dark",smoker=yes,it's,class
            1e-3,1,0,0,1,-4,good
            2.5,0,1,0,0,+7,very bad
            -0.125,0,0,1,1,0,good
            """);
    Dataset table =
        train(
            job(
                """
                network: [6, 4, 2]
                data:
                  train:
                    format: csv
                    file: data/table.csv
                    labels: [good, 'very bad']
                    scale: {factor: 64}
                    columns:
                      'a, b': {factor: 1000}
                      'it''s': {offset: 0.5, factor: 1}
                """));
    assertThat(table.labels()).containsExactly(0, 1, 0);
    assertThat(table.values())
        .containsExactly(1, 64, 0, 0, 64, -4, 127, 0, 64, 0, 0, 7, -125, 0, 0, 64, 64, 0);
  }

  @Test
  void anotherAttributeMayBeTheClass() throws IOException {
    write("table.arff", ARFF);

    InProcess.Result result = run("arff", "table.arff", "-o", "table.csv", "--class", "colour");

    assertThat(result.out()).endsWith("labels: [red, 'light blue', 'green, dark']\n");
    assertThat(Files.readAllLines(data.resolve("table.csv")))
        .startsWith("\"a, b\",smoker=yes,it's,class=very bad,colour", "1e-3,1,-4,0,red");
  }

  private AbstractStringAssert<?> assertFails(int exitCode, String... arguments)
      throws IOException {
    InProcess.Result result = run(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1);
    return assertThat(result.err().strip());
  }

  private static Stream<Arguments> badArff() {
    return Stream.of(
        Arguments.of("red, yes, -4", "red, ?, -4", "line 10: smoker is missing (?)"),
        Arguments.of("red, yes, -4", "red, yes, ?", "line 10: it's is missing (?)"),
        Arguments.of("-0.125", "?", "line 13: a, b is missing (?)"),
        Arguments.of("red, yes", "pink, yes", "line 10: colour: 'pink' is not one of its declared"),
        Arguments.of(
            "0,good", "0,Good", "line 13: class: 'Good' is not one of its declared values"),
        Arguments.of("-4", "four", "line 10: it's: 'four' is not a number"),
        Arguments.of("-4,", "-4,5,", "line 10: 6 values instead of 5"),
        Arguments.of("red, yes, -4", "{0 1}", "line 10: 3 values instead of 5"),
        Arguments.of("1e-3, red", "{0 1e-3, 1 red}", "line 10: a sparse row"),
        Arguments.of("'2.5'", "'2.5", "line 11: something follows a quoted value"),
        Arguments.of("'very bad' %", "'very bad %", "line 11: the quote that begins at character"),
        Arguments.of(
            "{good, 'very bad'}", "{good, bad", "line 8: the values of the attribute have"),
        Arguments.of("integer", "date", "line 7: it's is of type date"),
        Arguments.of("@attribute smoker", "@attribute colour", "line 6: a second attribute"),
        Arguments.of("{ no, yes }", "{no, no}", "line 6: the value 'no' stands twice"),
        Arguments.of("@RELATION", "RELATION", "line 2: 'relation' is not @relation"),
        Arguments.of("it's", "smoker=yes", "two columns would be named 'smoker=yes'"));
  }

  @ParameterizedTest
  @MethodSource("badArff")
  void badArff_endsWithALineThatSaysWhere(String good, String bad, String said) throws IOException {
    assertThat(ARFF).contains(good);
    write("table.arff", ARFF.replace(good, bad));

    assertFails(3, "arff", "table.arff", "-o", "table.csv").startsWith("table.arff: " + said);

    assertThat(data.resolve("table.csv")).doesNotExist();
  }

  @Test
  void arffWithoutRows_fails() throws IOException, InterruptedException {
    write("table.arff", ARFF.substring(0, ARFF.indexOf("1e-3")));

    InProcess.Result result = runAsUsersDo("arff", "table.arff", "-o", "table.csv");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("no row after @data").hasLineCount(1);
    assertFails(3, "arff", "absent.arff", "-o", "table.csv").contains("absent.arff: no such file");
  }

  @Test
  void filesOfFann_becomeOneTable() throws IOException {
    write("one", "2 3 2\n0.50 -1 1e-3 \n0 1 \n0.25 0 0\n1 0\n");
    write("two", "1 3 2\n\n1 2 3\n0.0 1.0\n");

    InProcess.Result result = run("fann", "one", "two", "-o", "table.csv");

    assertThat(result.out())
        .isEqualTo(
            "table.csv: 3 rows of 3 features and a class; in the job: network: [3, ..., 2]\n");
    assertThat(data.resolve("table.csv"))
        .hasContent("x1,x2,x3,class\n0.50,-1,1e-3,1\n0.25,0,0,0\n1,2,3,1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 2 2;1 2;0 0           | one: line 3: no output is 1
          1 2 2;1 2;1 1           | one: line 3: outputs must be one 1 and else 0
          1 2 2;1 2;0 0.5         | one: line 3: outputs must be one 1 and else 0
          1 2 2;1 2;1             | one: line 3: 1 outputs instead of 2
          1 2 2;1 2 3;0 1         | one: line 2: 3 inputs instead of 2
          1 2 2;1 ?;0 1           | one: line 2: '?' is not a number
          2 2 2;1 2;0 1           | one: 2 lines instead of 2 for each of its 2 rows
          1 2;1 2;0 1             | one: line 1: not the numbers of rows, inputs and outputs
          1 1 2;1;0 1             | two: not as many inputs and outputs as one has
          """)
  void badFilesOfFann_endWithALineThatSaysWhere(String text, String said) throws IOException {
    write("one", text.replace(';', '\n'));
    write("two", "1 2 2\n1 2\n0 1\n");

    assertFails(3, "fann", "one", "two", "-o", "table.csv").startsWith(said);
  }

  @Test
  void constantsOfColumns() throws IOException {
    StringBuilder csv = new StringBuilder("even,\"a \"\"b\"\", c\",flat,tail,no,class\n");
    for (int i = 0; i <= 10; i++) {
      csv.append(i + "," + (i % 2) + ",7," + (i == 3 ? 2 : 0) + "," + (-1000 * i) + ",good\n\n");
      csv.append("999,999,999,999,999,bad\n");
    }
    write("table.csv", csv.toString());

    InProcess.Result result = run("columns", "table.csv", "--rows", "{skip: 1 mod 2}");

    assertThat(result.err()).isEmpty();
    // By numpy.percentile and numpy.std.
    assertThat(result.out())
        .isEqualTo(
            """
            columns:
              even: {offset: 5, factor: 10.24}
              'a "b", c': {offset: 0, factor: 64}
              flat: {offset: 7, factor: 32}
              tail: {offset: 0, factor: 55.66}
              'no': {offset: -5000, factor: 0.01024}
            """);
  }

  @Test
  void quantilesLieBetweenRows() throws IOException {
    write("table.csv", "3,1\n0.5,0\n-1.25,0\n8,1\n");

    assertThat(run("columns", "table.csv", "--header", "false").out())
        .isEqualTo("columns:\n  '1': {offset: 1.75, factor: 11.34}\n");
    assertThat(run("columns", "table.csv", "--header", "ignored", "--label", "none").out())
        .isEqualTo(
            "columns:\n  '1': {offset: 0.5, factor: 11.07}\n  '2': {offset: 0, factor: 64}\n");
  }

  @Test
  void constantsOfAFileThatIsNoTable_fail() throws IOException {
    write("table.csv", "a,b,c\n1,2,0\n\n3,?,1\n");
    write("short.csv", "a,b,c\n1,2,0\n3,1\n");

    assertFails(3, "columns", "table.csv").startsWith("table.csv: line 4: column 'b': '?' is not");
    assertFails(3, "columns", "short.csv").startsWith("short.csv: line 3: 2 cells instead of 3");
    assertFails(3, "columns", "table.csv", "--rows", "keep: 2 mod 3").contains("no such row");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | name what to do: arff, fann or columns
          arff -o table.csv                     | name the file to read
          arff table.arff                       | name the file to write: -o FILE
          arff table.arff -o table.arff         | -o table.arff is a file to read
          arff table.arff -o x --class none     | --class none: no attribute has this name
          fann one -o x --names a               | --names has 1 names, but there are 2 inputs
          fann one -o x --names a,class         | --names: 'class' is empty or stands twice
          columns one --rows                    | --rows needs a value
          columns one --rows 4-5                | --rows is written as in 'skip: 4 mod 5'
          columns one --scale 2                 | unknown option --scale
          """)
  void badCommandLines_fail(String arguments, String said) throws IOException {
    write("table.arff", ARFF);
    write("one", "1 2 2\n1 2\n0 1\n");

    assertFails(
            2, Arrays.stream(arguments.split(" ")).filter(a -> !a.isEmpty()).toArray(String[]::new))
        .startsWith(said)
        .endsWith("; java examples/Tables.java --help shows how");
  }
}
