package quotient.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the reference prints, the algorithm in another language: CRC-32s of all weights as 16-bit
 * little-endian integers, and accuracies on the test rows. They stand in {@code
 * reference/vectors.txt}, whose README says more. Tests run in the module's directory.
 */
final class ReferenceVectors {
  private static final Pattern HEADING = Pattern.compile("\\$ python3 \\w+\\.py (.+)");
  private static final Pattern INIT = Pattern.compile("init crc [0-9a-f]{8}");
  private static final Pattern RESULT =
      Pattern.compile(
          "after iteration (\\d+) [0-9a-f]{8}|epoch \\d+ acc \\d+\\.\\d\\d crc [0-9a-f]{8}");

  /** All runs of the repository's file. */
  static final List<Run> ALL = parse(lines(Path.of("../reference/vectors.txt")));

  /** 784-128-128-10 on MNIST, batch 128, 20 epochs. */
  static final List<String> SIGNUM = of("signum --epochs 20");

  /** The same with amsgrad. */
  static final List<String> AMSGRAD = of("amsgrad --epochs 20");

  /** 784-128-128-10 on MNIST with an exponential moving average. */
  static final List<String> EMA = of("signum --mom ema --iters 100");

  /** 784-128-128-10 on MNIST with rotate 4. */
  static final List<String> ROTATE = of("signum --rotate 4 --iters 100");

  /** 784-128-128-10 on MNIST with errors of 4 bits. */
  static final List<String> ERROR_BITS = of("signum --error-bits 4 --iters 100");

  /** 784-128-128-128-10 on MNIST. */
  static final List<String> SIGNUM_DEEP = of("signum --arch 784,128,128,128,10 --iters 10");

  /** 784-512-512-10 on MNIST. */
  static final List<String> SIGNUM_WIDE = of("signum --arch 784,512,512,10 --iters 10");

  /** 784-128-128-128-10 on MNIST with amsgrad. */
  static final List<String> AMSGRAD_DEEP = of("amsgrad --arch 784,128,128,128,10 --iters 10");

  /** 64-128-10 on the digits, batch 32, 10 epochs, first shift 3, step 8. */
  static final List<String> DIGITS_SIGNUM =
      of("signum --data digits --arch 64,128,10 --batch 32 --epochs 10 --input-shift 3 --step 8");

  /** 64-128-10 on the digits, batch 32, 10 epochs, with amsgrad. */
  static final List<String> DIGITS_AMSGRAD =
      of("amsgrad --data digits --arch 64,128,10 --batch 32 --epochs 10");

  private ReferenceVectors() {}

  /**
   * A run of the reference.
   *
   * @param arguments its command line, after the name of the program
   * @param command the same, understood
   * @param lines what it printed
   */
  record Run(String arguments, ReferenceCommand command, List<String> lines) {
    /** The last iteration after which there is a check sum. */
    int lastTraced() {
      return lines.stream()
          .map(RESULT::matcher)
          .filter(line -> line.matches() && line.group(1) != null)
          .mapToInt(line -> Integer.parseInt(line.group(1)))
          .max()
          .orElse(0);
    }

    boolean hasEpochs() {
      return lines.stream().anyMatch(line -> line.startsWith("epoch"));
    }

    /** The lines of a run that is cut short: those without the epochs. */
    List<String> withoutEpochs() {
      return lines.stream().filter(line -> !line.startsWith("epoch")).toList();
    }

    @Override
    public String toString() {
      return arguments;
    }
  }

  /** The lines of the run with these arguments, word by word. */
  private static List<String> of(String arguments) {
    return ALL.stream()
        .filter(run -> run.arguments.equals(arguments))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no check sums of " + arguments))
        .lines;
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads runs: each a heading with its command, below it the check sum of the initial weights and
   * at least one that training changed. Comments start with #.
   *
   * @throws IllegalArgumentException if there is anything else, naming the line
   */
  static List<Run> parse(List<String> file) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < file.size(); i++) {
      String line = file.get(i);
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        requireResults(runs, i);
        runs.add(run(heading.group(1), runs, i));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        check(!runs.isEmpty(), i, "a check sum of no command");
        List<String> results = runs.getLast().lines;
        Pattern expected = results.isEmpty() ? INIT : RESULT;
        check(expected.matcher(line).matches(), i, "not understood: " + line);
        results.add(line);
      }
    }
    requireResults(runs, file.size());
    check(!runs.isEmpty(), file.size(), "no check sums");
    return runs;
  }

  private static Run run(String arguments, List<Run> before, int i) {
    check(
        before.stream().noneMatch(run -> run.arguments.equals(arguments)),
        i,
        "the same command again");
    try {
      return new Run(arguments, ReferenceCommand.parse(arguments), new ArrayList<>());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
    }
  }

  private static void requireResults(List<Run> runs, int i) {
    if (!runs.isEmpty()) {
      Run last = runs.getLast();
      check(last.lines.size() >= 2, i, "no check sums of " + last);
    }
  }

  private static void check(boolean holds, int i, String message) {
    if (!holds) {
      throw new IllegalArgumentException("line " + (i + 1) + ": " + message);
    }
  }
}
