package quotient.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quotient.training.Job.Kind;

/**
 * A command line of the reference, without the name of the program, as a job of this project.
 *
 * @param job how to train
 * @param data on what: "mnist", "digits" or "made-up"
 * @param features of an example
 * @param classes of the examples
 * @param rows training rows of made-up data
 * @param signed whether made-up data has negative values
 * @param iterations after which the run stops, if it has not ended before
 */
record ReferenceCommand(
    Job job, String data, int features, int classes, int rows, boolean signed, int iterations) {
  private static final String SIGNED = "--signed";
  private static final String PUBLIC = "--public";

  /** The images of data that is not made up, by what it is. */
  private static final Map<String, Shape> IMAGES =
      Map.of("mnist", new Shape(28, 28, 1), "digits", new Shape(8, 8, 1));

  /**
   * Understands the options of the reference that vectors may use.
   *
   * @throws IllegalArgumentException if there is another one, or one twice or without its value
   */
  static ReferenceCommand parse(String arguments) {
    Deque<String> words = words(arguments);
    String method = words.remove();
    Map<String, String> options = new LinkedHashMap<>();
    while (!words.isEmpty()) {
      String name = words.remove();
      boolean flag = name.equals(SIGNED) || name.equals(PUBLIC);
      check(flag || !words.isEmpty(), name + " has no value");
      check(options.put(name, flag ? "" : words.remove()) == null, name + " is there twice");
    }
    String data = take(options, "--data", "mnist");
    check(data.matches("mnist|digits|made-up|breast|credit|thyroid"), "unknown data: " + data);
    int rows = Integer.parseInt(take(options, "--rows", "200"));
    boolean signed = options.remove(SIGNED) != null;
    int iterations =
        Integer.parseInt(take(options, "--iters", Integer.toString(Integer.MAX_VALUE)));
    check(method.matches("signum|amsgrad"), "unknown method: " + method);
    Kind kind = method.equals("signum") ? Kind.SIGNUM : Kind.AMSGRAD;
    Job job = job(kind, data, options);
    options.forEach((name, value) -> set(job, name, value));
    Network network = job.build().network();
    return new ReferenceCommand(
        job, data, network.input().units(), network.classes(), rows, signed, iterations);
  }

  private static Job job(Kind kind, String data, Map<String, String> options) {
    String layers = options.remove("--net");
    if (layers == null) {
      return Job.dense(kind, integers(take(options, "--arch", "784,128,128,10")));
    }
    String input = options.remove("--input");
    check(input != null || IMAGES.containsKey(data), "no --input");
    Shape shape = input == null ? Objects.requireNonNull(IMAGES.get(data)) : shape(integers(input));
    return Job.images(kind, shape, layers);
  }

  private static Shape shape(Integer[] sides) {
    return new Shape(sides[0], sides[1], sides[2]);
  }

  /** Words between blanks; what stands in quotes is one. */
  private static Deque<String> words(String arguments) {
    return Pattern.compile("'[^']*'|\\S+")
        .matcher(arguments)
        .results()
        .map(match -> match.group().replace("'", ""))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  private static void set(Job job, String name, String value) {
    switch (name) {
      case "--mom" -> {
        check(value.matches("bucket|ema"), "unknown momentum: " + value);
        if (value.equals("ema")) {
          job.ema();
        }
      }
      case PUBLIC -> job.publicScales();
      case "--bias" -> job.bias(Integer.parseInt(value));
      case "--rotate" -> job.rotate(Integer.parseInt(value));
      case "--error-bits" -> job.errorBits(Integer.parseInt(value));
      case "--step" -> job.step(Integer.parseInt(value));
      case "--shifts", "--forward-shifts" -> job.forwardShifts(integers(value));
      case "--input-shift" -> job.inputShift(Integer.parseInt(value));
      case "--error-shifts" -> job.errorShifts(integers(value));
      case "--batch" -> job.batch(Integer.parseInt(value));
      case "--epochs" -> job.epochs(Integer.parseInt(value));
      case "--seed" -> job.seed(Long.parseLong(value));
      default -> throw new IllegalArgumentException("unknown option: " + name);
    }
  }

  private static String take(Map<String, String> options, String name, String otherwise) {
    String value = options.remove(name);
    return value == null ? otherwise : value;
  }

  private static Integer[] integers(String list) {
    return Stream.of(list.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Its data; ends the test, as skipped, where it is absent. */
  TestData.Split split() {
    return switch (data) {
      case "mnist" -> TestData.mnist();
      case "digits" -> TestData.digits();
      case "breast", "credit", "thyroid" -> TestData.table(data);
      default -> TestData.madeUp(rows, features, classes, signed);
    };
  }
}
