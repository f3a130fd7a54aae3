package quotient.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import quotient.cli.keys.KeyDirectory;
import quotient.data.Digits;

/**
 * Two parties in two directories: each with keys that trust the other's, a job, and as its own rows
 * the first 64 (A) or the next 64 (B) of the digits; B also has 40 rows to test.
 */
final class TwoParties {
  /** Four iterations of a small network. */
  static final String JOB =
      """
      network: {input: [8, 8, 1], layers: [fc 16, fc 10]}
      batch: 32
      epochs: 1
      link: loopback
      data:
        train: {format: csv, file: train.csv, scale: {factor: 8, min: 0}}
        test: {format: csv, file: test.csv, scale: {factor: 8, min: 0}}
      predict: {owner: b, to: b, batch: 25}
      """;

  static final int ROWS = 64;
  static final int TEST_ROWS = 40;

  /** A short life does not repay the optimising compiler, without which vectors are objects. */
  private static final List<String> SHORT_RUN =
      List.of(
          "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dquotient.kernels=plain");

  private static final List<String> LONG_RUN = List.of("-Xmx1g");

  private final List<String> jvmOptions;
  private final Path a;
  private final Path b;
  private final Path workingDirectory;

  /** Parties for a run of a few iterations. */
  TwoParties(Path root) throws IOException {
    this(root, SHORT_RUN);
  }

  /** Parties for a run of hundreds of iterations. */
  static TwoParties forLongRun(Path root) throws IOException {
    return new TwoParties(root, LONG_RUN);
  }

  private TwoParties(Path root, List<String> jvmOptions) throws IOException {
    this.jvmOptions = jvmOptions;
    workingDirectory = Path.of("");
    a = Files.createDirectory(root.resolve("a"));
    b = Files.createDirectory(root.resolve("b"));
    List<String> lines = digits(root);
    String header = lines.getFirst();
    writeRows(a.resolve("train.csv"), header, lines.subList(1, 1 + ROWS));
    writeRows(b.resolve("train.csv"), header, lines.subList(1 + ROWS, 1 + 2 * ROWS));
    writeRows(b.resolve("test.csv"), header, lines.subList(1 + 2 * ROWS, 1 + 2 * ROWS + TEST_ROWS));
    KeyDirectory keysOfA = new KeyDirectory(a.resolve("keys"));
    KeyDirectory keysOfB = new KeyDirectory(b.resolve("keys"));
    keysOfA.init("a");
    keysOfB.init("b");
    keysOfA.trust(keysOfB.certificate());
    keysOfB.trust(keysOfA.certificate());
    writeJob(JOB);
  }

  /** The same parties, whose processes start with more options. */
  TwoParties withJvmOptions(List<String> more) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(more);
    return new TwoParties(all, a, b, workingDirectory);
  }

  /** The same parties, whose processes work in another directory. */
  TwoParties in(Path directory) {
    return new TwoParties(jvmOptions, a, b, directory);
  }

  private TwoParties(List<String> jvmOptions, Path a, Path b, Path workingDirectory) {
    this.jvmOptions = jvmOptions;
    this.a = a;
    this.b = b;
    this.workingDirectory = workingDirectory;
  }

  /** The lines of the file of digits, which is extracted to {@code root}. */
  static List<String> digits(Path root) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Digits.extractTo(root))),
                StandardCharsets.UTF_8))) {
      return in.readAllLines();
    }
  }

  private static void writeRows(Path file, String header, List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    Files.write(file, all);
  }

  /** Gives both parties this job. */
  void writeJob(String text) throws IOException {
    Files.writeString(a.resolve("job.yaml"), text);
    Files.writeString(b.resolve("job.yaml"), text);
  }

  /** The directory of party A. */
  Path a() {
    return a;
  }

  /** The directory of party B. */
  Path b() {
    return b;
  }

  /** A directory with the rows of both, for a simulation. */
  Path together(Path root) throws IOException {
    Path both = Files.createDirectory(root.resolve("both"));
    List<String> rows = new ArrayList<>(Files.readAllLines(a.resolve("train.csv")));
    rows.addAll(Files.readAllLines(b.resolve("train.csv")).subList(1, 1 + ROWS));
    Files.write(both.resolve("train.csv"), rows);
    Files.copy(b.resolve("test.csv"), both.resolve("test.csv"));
    Files.copy(a.resolve("job.yaml"), both.resolve("job.yaml"));
    return both;
  }

  /** Starts party A, which listens on a port of the system's choice. */
  PartyProcess startA(String command, String... more) throws IOException {
    return start(command, a, "--listen", "127.0.0.1:0", more);
  }

  /** Starts party B, which connects. */
  PartyProcess startB(String command, String address, String... more) throws IOException {
    return start(command, b, "--connect", address, more);
  }

  /** Starts a party that listens or connects there. */
  PartyProcess start(String command, Path directory, String way, String address, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, way, address, "--json"));
    arguments.addAll(List.of(more));
    Map<String, String> files =
        Map.of("--job", "job.yaml", "--keys", "keys", "--model", "model.share");
    files.forEach((option, name) -> {
      if (!arguments.contains(option)) {
        arguments.addAll(List.of(option, directory.resolve(name).toString()));
      }
    });
    return PartyProcess.start(jvmOptions, arguments, workingDirectory);
  }

  /** What came out of both. */
  record Results(InProcess.Result a, InProcess.Result b) {}

  /** Trains to the end. */
  Results train(String... more) throws IOException, InterruptedException {
    List<String> ofA = new ArrayList<>(List.of(more));
    ofA.addAll(List.of("--test-rows", "none"));
    return run("train", ofA.toArray(String[]::new), more);
  }

  /** Runs a command at both parties to its end. */
  Results run(String command, String[] ofA, String[] ofB) throws IOException, InterruptedException {
    try (PartyProcess partyA = startA(command, ofA);
        PartyProcess partyB = startB(command, partyA.awaitAddress(), ofB)) {
      return new Results(partyA.result(), partyB.result());
    }
  }
}
