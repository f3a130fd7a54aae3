package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong, both sides end with one clear line and a code that says what it was. */
class FailureTest {
  private static final String[] NOTHING = {};
  private static final String[] NO_TEST_ROWS = {"--test-rows", "none"};

  @TempDir private Path root;

  private TwoParties parties;

  @BeforeEach
  void makeParties() throws IOException {
    parties = new TwoParties(root);
  }

  private static void assertFailure(InProcess.Result result, int exitCode, String... words) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err()).startsWith("quotient: ").hasLineCount(1).contains(words);
    assertThat(result.out()).doesNotContain("\"result\"");
  }

  private TwoParties.Results train(String[] ofA, String[] ofB)
      throws IOException, InterruptedException {
    return parties.run("train", ofA, ofB);
  }

  @Test
  void anUntrustedCertificate_fails() throws IOException, InterruptedException {
    Path stranger = root.resolve("stranger");
    KeyDirectory keys = new KeyDirectory(stranger);
    keys.init("mallory");
    keys.trust(new KeyDirectory(parties.a().resolve("keys")).certificate());

    TwoParties.Results results = train(NO_TEST_ROWS, new String[] {"--keys", stranger.toString()});

    String fingerprint = keys.identity().fingerprint().hex();
    assertFailure(results.a(), ExitCode.CONNECTION, "is not the trusted one", fingerprint);
    assertFailure(
        results.b(), ExitCode.CONNECTION, "does not trust this party's certificate", fingerprint);
  }

  @Test
  void noTrustedCertificateAtAll_fails() {
    Path lonely = root.resolve("lonely");
    new KeyDirectory(lonely).init("lonely");

    assertFailure(
        InProcess.run(
            "train",
            "--listen",
            "127.0.0.1:0",
            "--keys",
            lonely.toString(),
            "--job",
            parties.a().resolve("job.yaml").toString(),
            "--model",
            root.resolve("m").toString()),
        ExitCode.FILE,
        "lonely: no certificate of another party is trusted yet; run 'quotient keys trust'");
  }

  @Test
  void differentJobs_fail() throws IOException, InterruptedException {
    Files.writeString(
        parties.b().resolve("job.yaml"),
        TwoParties.JOB
            .replace("batch: 32", "batch: 64")
            .replace("factor: 8, min: 0}}\n  test", "factor: 4, min: 0}}\n  test"));

    TwoParties.Results results = train(NO_TEST_ROWS, NOTHING);

    assertFailure(
        results.a(),
        ExitCode.DISAGREEMENT,
        "batch is 32 here and 64 there",
        "data.train.scale is (v - 0) * 8 in 0..127 here and (v - 0) * 4 in 0..127 there");
    assertFailure(results.b(), ExitCode.DISAGREEMENT, "batch is 64 here and 32 there");
  }

  @Test
  void openingTheWeightsOnOneSideOnly_fails() throws IOException, InterruptedException {
    TwoParties.Results results = train(NO_TEST_ROWS, new String[] {"--insecure-trace", "1"});

    assertFailure(results.a(), ExitCode.DISAGREEMENT, "insecure-trace is off here and 1 there");
    assertFailure(results.b(), ExitCode.DISAGREEMENT, "insecure-trace is 1 here and off there");
  }

  @Test
  void bothInOneRole_fails() throws IOException, InterruptedException {
    TwoParties.Results results = train(NO_TEST_ROWS, new String[] {"--role", "a"});

    assertFailure(results.a(), ExitCode.DISAGREEMENT, "both parties have role A");
    assertFailure(results.b(), ExitCode.DISAGREEMENT, "both parties have role A");
  }

  @Test
  void fewerRowsThanABatch_fail() throws IOException, InterruptedException {
    TwoParties.Results results =
        train(
            new String[] {"--rows", "none", "--test-rows", "none"}, new String[] {"--rows", "0-9"});

    assertFailure(results.a(), ExitCode.FILE, "job.yaml: batch is 32", "only 10 rows");
    assertFailure(results.b(), ExitCode.FILE, "job.yaml: batch is 32", "only 10 rows");
  }

  @Test
  void aBadCell_fails() throws IOException, InterruptedException {
    Path file = parties.b().resolve("train.csv");
    List<String> lines = Files.readAllLines(file);
    lines.set(4, lines.get(4).replaceFirst(",[0-9]+", ",many"));
    Files.write(file, lines);

    try (PartyProcess a = parties.startA("train", "--test-rows", "none", "--connect-timeout", "3");
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      assertFailure(
          b.result(),
          ExitCode.FILE,
          "train.csv: line 5, column 2 'p1': 'many' is not a finite number");
      assertFailure(a.result(), ExitCode.CONNECTION, "nobody came to 127.0.0.1");
    }
  }

  @Test
  void aPeerThatIsKilled_fails() throws IOException, InterruptedException {
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 10000"));
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      a.awaitLine("progress");
      b.kill();

      assertFailure(a.result(), ExitCode.CONNECTION, "was lost in mid-run");
      assertThat(parties.a().resolve("model.share")).doesNotExist();
    }
  }

  /** As shells say it; a keyboard's signal may be ignored where tests run in the background. */
  private static final int TERMINATED = 128 + 15;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPeerThatIsStoppedByItsOperator_fails() throws IOException, InterruptedException {
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 10000"));
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      a.awaitLine("progress");
      b.signal("TERM");

      assertFailure(a.result(), ExitCode.CONNECTION, "was stopped by its operator");
      assertThat(b.result().exitCode()).isEqualTo(TERMINATED);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPeerThatStalls_fails() throws IOException, InterruptedException {
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 10000"));
    try (PartyProcess a = parties.startA("train", "--test-rows", "none", "--stall-timeout", "2");
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      a.awaitLine("progress");
      b.signal("STOP");

      assertFailure(a.result(), ExitCode.CONNECTION, "for 2 s; it hangs");
    }
  }

  @Test
  void anAbsurdFrame_fails() throws Exception {
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        RoguePeer rogue = new RoguePeer(parties.b().resolve("keys"), a.awaitAddress())) {
      rogue.sendFrameHeader(1, 0xFFFFFF);

      assertFailure(a.result(), ExitCode.CONNECTION, "a frame of kind data with 16777215 bytes");
    }
  }

  @Test
  void nonsenseInsteadOfAHandshake_fails() throws Exception {
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        RoguePeer rogue = new RoguePeer(parties.b().resolve("keys"), a.awaitAddress())) {
      rogue.sendFrame(new byte[] {-1, -1, -1, 127});

      assertFailure(a.result(), ExitCode.DISAGREEMENT, "another version of this program");
    }
  }

  @Test
  void aPortInUse_fails() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFailure(
          InProcess.run(
              "train",
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              "--test-rows",
              "none",
              "--keys",
              parties.a().resolve("keys").toString(),
              "--job",
              parties.a().resolve("job.yaml").toString(),
              "--model",
              root.resolve("m").toString()),
          ExitCode.CONNECTION,
          "cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": the port is in use");
    }
  }

  @Test
  void aModelThatIsThereOrCannotBeWritten_failsBeforeAnythingElse() throws IOException {
    Path model = Files.writeString(root.resolve("precious"), "old");
    String job = parties.a().resolve("job.yaml").toString();
    assertFailure(
        InProcess.run(
            "train",
            "--listen",
            "127.0.0.1:0",
            "--keys",
            "absent",
            "--job",
            job,
            "--model",
            model.toString()),
        ExitCode.FILE,
        "precious: is there already; choose another --model or add --overwrite");
    assertFailure(
        InProcess.run(
            "train",
            "--listen",
            "127.0.0.1:0",
            "--keys",
            "absent",
            "--job",
            job,
            "--model",
            root.resolve("no/where").toString()),
        ExitCode.FILE,
        "its directory is missing");
    assertThat(model).hasContent("old");
  }

  @Test
  void commandLinesThatMakeNoSense_fail() {
    assertFailure(InProcess.run("tain"), ExitCode.USAGE, "'tain'");
    assertFailure(
        InProcess.run("train", "--listen", "x:1", "--connect", "y:1"), ExitCode.USAGE, "--help");
    assertFailure(
        InProcess.run("simulate", "--job", "j", "--engine", "magic"), ExitCode.USAGE, "magic");
    assertFailure(
        InProcess.run("train", "--listen", "nowhere", "--keys", "k", "--job", "j", "--model", "m"),
        ExitCode.USAGE,
        "'nowhere' is not an address");
    assertThat(InProcess.run().exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
