package quotient.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      Map.of("half-gates", 27.9e-9, "rlwe-products", 0.135, "ot-products", 0.501, ITERATION, 0.279);

  private static final String MACHINE = "machine";

  /** No machine takes less or more for a unit of any workload. */
  private static final double MIN_SECONDS = 1e-12;

  private static final double MAX_SECONDS = 1e4;

  private static final String ELSEWHERE = "XDG_CACHE_HOME can name another directory";

  /** Copies the figures; the words become one line, whatever was in the file. */
  public Calibration {
    machine = machine.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
    seconds = Map.copyOf(seconds);
  }

  /** The workloads that are measured. */
  public static List<String> workloads() {
    return REFERENCE.keySet().stream().sorted().toList();
  }

  /**
   * Where this user's calibration lies: {@code quotient/calibration.properties} in the directory
   * that XDG_CACHE_HOME names, or else in {@code .cache} of the home directory.
   *
   * @throws UserException if that is none that this machine can name
   */
  public static Path file() {
    return file(
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME")), System.getProperty("user.home"));
  }

  static Path file(Optional<String> cache, String home) {
    try {
      return cache
          .filter(directory -> !directory.isEmpty())
          .map(Path::of)
          .orElseGet(() -> Path.of(home, ".cache"))
          .resolve("quotient", "calibration.properties");
    } catch (InvalidPathException e) {
      throw UserException.file(
          e.getInput()
              + ": a calibration cannot lie there, for this is no path in this locale; "
              + ELSEWHERE);
    }
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
        seconds.put(workload, seconds(file, workload, read.getProperty(workload, "")));
      }
      return Optional.of(new Calibration(read.getProperty(MACHINE, ""), seconds));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (CharacterCodingException _) {
      throw noCalibration(file, "it is no text in UTF-8");
    } catch (IllegalArgumentException _) {
      throw noCalibration(file, "a \\u in it is no character");
    } catch (IOException e) {
      throw UserException.file(file + ": cannot be read (" + reason(e) + "); " + ELSEWHERE);
    }
  }

  private static double seconds(Path file, String workload, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= MIN_SECONDS && value <= MAX_SECONDS) {
        return value;
      }
    } catch (NumberFormatException _) {
      // What is no number is none in that range.
    }
    throw noCalibration(
        file, workload + " must be a number of seconds from " + MIN_SECONDS + " to " + MAX_SECONDS);
  }

  private static UserException noCalibration(Path file, String why) {
    return UserException.file(
        file
            + ": this is no calibration ("
            + why
            + "); make it anew with 'quotient bench --calibrate', or remove it");
  }

  /**
   * Makes sure, before minutes of measuring, that a calibration can be written.
   *
   * @throws UserException if it cannot
   */
  public static void requireWritable(Path file) {
    try {
      Files.delete(aside(file));
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  /** An empty file in the directory of {@code file}, which is made if it is not there. */
  private static Path aside(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a directory");
    }
    return Files.createTempFile(directory, ".", ".tmp");
  }

  /**
   * Writes the calibration. Who reads meanwhile gets the one of before, or this one whole.
   *
   * @throws UserException if the file cannot be written
   */
  public void write(Path file) {
    Properties written = new Properties();
    written.setProperty(MACHINE, machine);
    seconds.forEach((workload, value) -> written.setProperty(workload, value.toString()));
    try {
      Path aside = aside(file);
      try {
        try (Writer out = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
          written.store(out, "seconds a unit, measured by quotient bench --calibrate");
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  private static UserException notWritten(Path file, IOException e) {
    return UserException.file(file + ": cannot be written (" + reason(e) + "); " + ELSEWHERE);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "no permission";
      case FileAlreadyExistsException there -> there.getFile() + " is no directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case FileSystemException _ -> "the system gives no reason";
      // Such as that the disk is full.
      default -> String.valueOf(e.getMessage());
    };
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
