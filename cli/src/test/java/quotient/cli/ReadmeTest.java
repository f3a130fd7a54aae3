package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.cli.keys.KeyDirectory;

/**
 * The walk of README's "Two real machines", as it is written there: its job and its commands, cut
 * out of the text, each run as a process in the directory of its party. Only the address is
 * another, and where a person would be asked to compare a fingerprint, it is given.
 */
class ReadmeTest {
  private static final int FEATURES = 30;
  private static final int NEW_ROWS = 50;
  private static final Pattern BLOCK =
      Pattern.compile(" *```([a-z]*)\\n(.*?)\\n *```\\n", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile(" *\\./quotient (.*?) +# at ([AB])\\b.*");
  private static final List<String> JVM = List.of("-Xmx900m", "-XX:+UseSerialGC");

  @TempDir private Path root;

  private final Random random = new Random(7);
  private Path a;
  private Path b;

  private record Command(Path directory, List<String> arguments) {
    String name() {
      return arguments.getFirst();
    }
  }

  private static String walk() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int from = readme.indexOf("## Two real machines");
    return readme.substring(from, readme.indexOf("\n## ", from));
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(walk()); block.find(); ) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2).stripIndent());
      }
    }
    return blocks;
  }

  private List<Command> commands(int port) throws IOException {
    List<Command> commands = new ArrayList<>();
    for (String line : String.join("\n", blocks("")).lines().toList()) {
      Matcher command = COMMAND.matcher(line);
      assertThat(command.matches()).as(line).isTrue();
      String arguments =
          command
              .group(1)
              .replace("0.0.0.0:7000", "127.0.0.1:" + port)
              .replace("alice.example:7000", "127.0.0.1:" + port);
      commands.add(
          new Command(command.group(2).equals("A") ? a : b, List.of(arguments.split(" +"))));
    }
    return commands;
  }

  /** Rows of which each feature lies higher where the outcome is malignant. */
  private void writeTable(Path file, int rows, boolean labelled) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        IntStream.range(0, FEATURES).mapToObj(i -> "marker" + i).collect(Collectors.joining(","))
            + (labelled ? ",outcome" : ""));
    for (int row = 0; row < rows; row++) {
      boolean malignant = row % 2 == 1;
      String features =
          IntStream.range(0, FEATURES)
              .mapToObj(_ -> Integer.toString((malignant ? 55 : 25) + random.nextInt(20)))
              .collect(Collectors.joining(","));
      lines.add(features + (labelled ? malignant ? ",malignant" : ",benign" : ""));
    }
    Files.write(file, lines);
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    a = Files.createDirectory(root.resolve("a"));
    b = Files.createDirectory(root.resolve("b"));
  }

  @Test
  void theWalkWorksAsItIsWritten() throws IOException, InterruptedException {
    for (Path party : List.of(a, b)) {
      Files.writeString(party.resolve("job.yaml"), blocks("yaml").getFirst());
      writeTable(party.resolve("patients.csv"), 160, true);
      writeTable(party.resolve("patients-test.csv"), 40, true);
    }
    writeTable(a.resolve("new-patients.csv"), NEW_ROWS, false);
    List<Command> commands = commands(freePort());
    assertThat(commands.stream().map(Command::name))
        .containsExactly(
            "keys", "keys", "simulate", "simulate", "train", "train", "predict", "predict");

    makeKeys(commands.get(0), commands.get(1));
    for (Command simulate : commands.subList(2, 4)) {
      run(simulate);
    }
    assertThat(run(commands.get(4), commands.get(5))).contains("epoch 30 accuracy 100.00");
    run(commands.get(6), commands.get(7));

    List<String> classes = Files.readAllLines(a.resolve("classes.csv"));
    assertThat(classes).hasSize(1 + NEW_ROWS).startsWith("row,class");
    assertThat(classes.subList(1, 1 + NEW_ROWS))
        .isEqualTo(IntStream.range(0, NEW_ROWS).mapToObj(row -> row + "," + row % 2).toList());
  }

  @Test
  void theJobForImagesTrains() throws IOException, InterruptedException {
    List<String> jobs = blocks("yaml");
    assertThat(jobs).hasSize(2);
    Files.writeString(a.resolve("job.yaml"), jobs.getLast());
    writeImages("train", 64);
    writeImages("t10k", 10);
    run(new Command(a, List.of("simulate", "--job", "job.yaml", "--max-iterations", "2")));
  }

  /** Noise of MNIST's shape, with a label each, in files of MNIST's names. */
  private void writeImages(String name, int count) throws IOException {
    byte[] pixels = new byte[count * 28 * 28];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    writeIdx(name + "-images-idx3-ubyte.gz", new int[] {0x0803, count, 28, 28}, pixels);
    writeIdx(name + "-labels-idx1-ubyte.gz", new int[] {0x0801, count}, labels);
  }

  private void writeIdx(String name, int[] header, byte[] values) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(a.resolve(name))))) {
      for (int word : header) {
        out.writeInt(word);
      }
      out.write(values);
    }
  }

  /** A's commands as they are written, then B's by the same names. */
  private void makeKeys(Command init, Command trust) throws IOException, InterruptedException {
    Command initOfB =
        new Command(b, init.arguments.stream().map(arg -> arg.replace("alice", "bob")).toList());
    run(init);
    run(initOfB);
    Files.copy(b.resolve("keys/certificate.pem"), a.resolve("from-bob.pem"));
    Files.copy(a.resolve("keys/certificate.pem"), b.resolve("from-alice.pem"));
    run(compared(trust, b));
    run(
        compared(
            new Command(
                b,
                trust.arguments.stream()
                    .map(arg -> arg.replace("from-bob", "from-alice"))
                    .toList()),
            a));
  }

  /** With what the other party told by telephone. */
  private static Command compared(Command trust, Path other) {
    List<String> arguments = new ArrayList<>(trust.arguments);
    arguments.add("--fingerprint");
    arguments.add(new KeyDirectory(other.resolve("keys")).identity().fingerprint().hex());
    return new Command(trust.directory, arguments);
  }

  private static PartyProcess start(Command command) throws IOException {
    return PartyProcess.start(JVM, command.arguments, command.directory);
  }

  private static void run(Command command) throws IOException, InterruptedException {
    try (PartyProcess process = start(command)) {
      InProcess.Result result = process.result();
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
  }

  /** Both parties at once; returns what A printed. */
  private static String run(Command atA, Command atB) throws IOException, InterruptedException {
    try (PartyProcess partyA = start(atA);
        PartyProcess partyB = start(atB)) {
      InProcess.Result resultOfA = partyA.result();
      InProcess.Result resultOfB = partyB.result();
      assertThat(resultOfA.exitCode()).as(resultOfA.err()).isZero();
      assertThat(resultOfB.exitCode()).as(resultOfB.err()).isZero();
      return resultOfA.out();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
