package quotient.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command line of the reference, without the name of the program, as a job of this project.
 *
 * @param job how to train
 * @param data on what: "mnist", "digits" or "made-up"
 * @param network units per layer
 * @param rows training rows of made-up data
 * @param signed whether made-up data has negative values
 * @param iterations after which the run stops, if it has not ended before
 */
record ReferenceCommand(
    Job job, String data, Integer[] network, int rows, boolean signed, int iterations) {
  private static final String SIGNED = "--signed";

  /**
   * Understands the options of the reference that vectors may use.
   *
   * @throws IllegalArgumentException if there is another one, or one twice or without its value
   */
  static ReferenceCommand parse(String arguments) {
    Deque<String> words = new ArrayDeque<>(Stream.of(arguments.split(" ")).toList());
    String method = words.remove();
    Map<String, String> options = new LinkedHashMap<>();
    while (!words.isEmpty()) {
      String name = words.remove();
      boolean flag = name.equals(SIGNED);
      check(flag || !words.isEmpty(), name + " has no value");
      check(options.put(name, flag ? "" : words.remove()) == null, name + " is there twice");
    }
    Integer[] network = integers(take(options, "--arch", "784,128,128,10"));
    String data = take(options, "--data", "mnist");
    check(data.matches("mnist|digits|made-up"), "unknown data: " + data);
    int rows = Integer.parseInt(take(options, "--rows", "200"));
    boolean signed = options.remove(SIGNED) != null;
    int iterations =
        Integer.parseInt(take(options, "--iters", Integer.toString(Integer.MAX_VALUE)));
    check(method.matches("signum|amsgrad"), "unknown method: " + method);
    Job job = method.equals("signum") ? Job.signum(network) : Job.amsGrad(network);
    options.forEach((name, value) -> set(job, name, value));
    job.build();
    return new ReferenceCommand(job, data, network, rows, signed, iterations);
  }

  private static void set(Job job, String name, String value) {
    switch (name) {
      case "--mom" -> {
        check(value.matches("bucket|ema"), "unknown momentum: " + value);
        if (value.equals("ema")) {
          job.ema();
        }
      }
      case "--rotate" -> job.rotate(Integer.parseInt(value));
      case "--error-bits" -> job.errorBits(Integer.parseInt(value));
      case "--step" -> job.step(Integer.parseInt(value));
      case "--shifts" -> job.forwardShifts(integers(value));
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
      default -> TestData.madeUp(rows, network[0], network[network.length - 1], signed);
    };
  }
}
