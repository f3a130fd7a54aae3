package quotient.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How fast a machine is beside the one of docs/benchmarks.md, by workloads that were measured on
 * both; kept in a file of properties: the name of each workload and its seconds.
 *
 * @param machine in words
 * @param seconds a unit of each workload, over TLS
 */
public record Calibration(String machine, Map<String, Double> seconds) {
  /**
   * A whole iteration, most of which are gates by GMW, OTs and messages: it tells more of them than
   * workloads of one kind, of which large ones wait for memory and none for the other party.
   */
  private static final String ITERATION = "train-signum";

  /** Seconds a unit of work on the machine of docs/benchmarks.md, over TLS. */
  private static final Map<String, Double> REFERENCE =
      Map.of("half-gates", 40.7e-9, "rlwe-products", 0.187, "ot-products", 1.26, ITERATION, 0.388);

  private static final String MACHINE = "machine";

  /** Copies the figures. */
  public Calibration {
    seconds = Map.copyOf(seconds);
  }

  /** The workloads that are measured. */
  public static List<String> workloads() {
    return REFERENCE.keySet().stream().sorted().toList();
  }

  /**
   * Where this user's calibration lies: {@code quotient/calibration.properties} in the directory
   * that XDG_CACHE_HOME names, or else in {@code .cache} of the home directory.
   */
  public static Path file() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("quotient", "calibration.properties");
  }

  /**
   * Reads a calibration, if there is one.
   *
   * @throws UserException if the file cannot be read or is none
   */
  public static Optional<Calibration> read(Path file) {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      read.load(in);
      Map<String, Double> seconds = new TreeMap<>();
      for (String workload : workloads()) {
        seconds.put(workload, positive(read.getProperty(workload, "")));
      }
      return Optional.of(new Calibration(read.getProperty(MACHINE, ""), seconds));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.file(
          file
              + ": this is no calibration ("
              + e.getMessage()
              + "); make it anew with 'quotient bench --calibrate', or remove it");
    }
  }

  private static double positive(String text) {
    double value = Double.parseDouble(text);
    if (value > 0 && Double.isFinite(value)) {
      return value;
    }
    throw new IllegalArgumentException(text + " seconds");
  }

  /**
   * Writes the calibration.
   *
   * @throws UserException if the file cannot be written
   */
  public void write(Path file) {
    Properties written = new Properties();
    written.setProperty(MACHINE, machine);
    seconds.forEach((workload, value) -> written.setProperty(workload, value.toString()));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        written.store(out, "seconds a unit, measured by quotient bench --calibrate");
      }
    } catch (IOException e) {
      throw UserException.file(file + ": cannot be written (" + e.getMessage() + ")");
    }
  }

  /**
   * What a unit of each kind of work takes here: the reference, scaled by what tells most of it.
   */
  public UnitCosts costs() {
    UnitCosts reference = UnitCosts.REFERENCE;
    return new UnitCosts(
        reference.and() * ratio(ITERATION),
        reference.garbledAnd() * ratio("half-gates"),
        reference.ot() * ratio(ITERATION),
        reference.ciphertext() * ratio("rlwe-products"),
        reference.productByte() * ratio("ot-products"),
        reference.message() * ratio(ITERATION));
  }

  private double ratio(String workload) {
    return seconds.getOrDefault(workload, 0.0) / REFERENCE.getOrDefault(workload, 1.0);
  }
}
