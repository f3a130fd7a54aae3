package quotient.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import quotient.cli.keys.KeyDirectory;
import quotient.cli.keys.TemporaryDirectory;
import quotient.data.Digits;

/**
 * What the demo lays out in a temporary directory: for each party a directory with the job, its own
 * rows and its keys, and one with all rows for the comparison with clear training.
 */
final class DemoFiles implements AutoCloseable {
  private static final String JOB = "demo.yaml";

  /** Every fifth row of the data is for testing. */
  private static final int TEST_EVERY = 5;

  private final TemporaryDirectory root;

  private DemoFiles(TemporaryDirectory root) {
    this.root = root;
  }

  /** Makes the directories, the keys and the tables. */
  static DemoFiles create() {
    DemoFiles files = new DemoFiles(TemporaryDirectory.create("quotient-demo"));
    try {
      files.fill();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill() throws IOException {
    for (Path directory : List.of(alice(), bob(), clear())) {
      Files.createDirectory(directory);
      try (InputStream job = DemoFiles.class.getResourceAsStream(JOB)) {
        Files.copy(Objects.requireNonNull(job, "part of this module"), job(directory));
      }
    }
    KeyDirectory keysOfAlice = new KeyDirectory(keys(alice()));
    KeyDirectory keysOfBob = new KeyDirectory(keys(bob()));
    keysOfAlice.init("alice");
    keysOfBob.init("bob");
    keysOfAlice.trust(keysOfBob.certificate());
    keysOfBob.trust(keysOfAlice.certificate());
    splitDigits();
  }

  private void splitDigits() throws IOException {
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    String header;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Digits.extractTo(root.path()))),
                StandardCharsets.UTF_8))) {
      header = Objects.requireNonNull(in.readLine(), "the data begins with a header");
      List<String> rows = in.readAllLines();
      for (int i = 0; i < rows.size(); i++) {
        (i % TEST_EVERY == TEST_EVERY - 1 ? test : train).add(rows.get(i));
      }
    }
    int half = train.size() / 2;
    write(alice().resolve("train.csv"), header, train.subList(0, half));
    write(bob().resolve("train.csv"), header, train.subList(half, train.size()));
    write(bob().resolve("test.csv"), header, test);
    write(clear().resolve("train.csv"), header, train);
    write(clear().resolve("test.csv"), header, test);
  }

  private static void write(Path file, String header, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    Files.write(file, lines);
  }

  /** The directory of party A. */
  Path alice() {
    return root.path().resolve("alice");
  }

  /** The directory of party B. */
  Path bob() {
    return root.path().resolve("bob");
  }

  /** All rows, for the comparison. */
  Path clear() {
    return root.path().resolve("clear");
  }

  static Path job(Path directory) {
    return directory.resolve(JOB);
  }

  static Path keys(Path directory) {
    return directory.resolve("keys");
  }

  static Path model(Path directory) {
    return directory.resolve("model.share");
  }

  static Path predictions(Path directory) {
    return directory.resolve("predictions.csv");
  }

  /** Removes everything. */
  @Override
  public void close() {
    root.close();
  }
}
