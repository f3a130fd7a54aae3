package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.cli.keys.KeyDirectory;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.JobReader;
import quotient.run.ModelFile;

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
  void anUntrustedCertificate_failsAndTheOtherPartyIsStillWaitedFor()
      throws IOException, InterruptedException {
    Path stranger = root.resolve("stranger");
    KeyDirectory keys = new KeyDirectory(stranger);
    keys.init("mallory");
    keys.trust(new KeyDirectory(parties.a().resolve("keys")).certificate());
    String fingerprint = keys.identity().fingerprint().hex();
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS)) {
      String address = a.awaitAddress();
      try (PartyProcess mallory = parties.startB("train", address, "--keys", stranger.toString())) {
        assertFailure(
            mallory.result(),
            ExitCode.CONNECTION,
            "does not trust this party's certificate",
            fingerprint);
      }
      try (PartyProcess b = parties.startB("train", address)) {
        assertThat(b.result().exitCode()).isZero();
        InProcess.Result result = a.result();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
            .contains("turned away: a stranger with SHA-256 " + fingerprint)
            .doesNotContain("keys trust");
      }
    }
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
            .replace("fc 16", "fc 20")
            .replace("batch: 32", "batch: 64\nbias: 1")
            .replace("factor: 8, min: 0}}\n  test", "factor: 4, min: 0}}\n  test"));

    TwoParties.Results results = train(NO_TEST_ROWS, NOTHING);

    assertFailure(
        results.a(),
        ExitCode.DISAGREEMENT,
        "batch is 32 here and 64 there",
        "bias is 0 here and 1 there",
        "data.train.scale is (v - 0) * 8 in 0..127 here and (v - 0) * 4 in 0..127 there",
        "network is {input: [8, 8, 1], layers: [fc 16, fc 10]} here and {input: [8, 8, 1], layers:"
            + " [fc 20, fc 10]} there");
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

  private static void spoil(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    lines.set(4, lines.get(4).replaceFirst(",[0-9]+", ",many"));
    Files.write(file, lines);
  }

  @Test
  void aBadCellAtThePartyThatConnects_failsAtBoth() throws IOException, InterruptedException {
    spoil(parties.b().resolve("train.csv"));
    TwoParties.Results results = train(NO_TEST_ROWS, NOTHING);
    assertFailure(
        results.b(),
        ExitCode.FILE,
        "train.csv: line 5, column 2 'p1': 'many' is not a finite number");
    assertFailure(results.a(), ExitCode.CONNECTION, "stopped because of an error on its side");
  }

  @Test
  void aBadCellAtThePartyThatListens_failsAtBoth() throws IOException, InterruptedException {
    spoil(parties.a().resolve("train.csv"));
    String address = "127.0.0.1:" + freePort();
    try (PartyProcess b = parties.startB("train", address)) {
      // It is trying to connect by now, or will while A tells of its failure.
      b.awaitLine("connecting");
      try (PartyProcess a =
          parties.start("train", parties.a(), "--listen", address, NO_TEST_ROWS)) {
        assertFailure(a.result(), ExitCode.FILE, "train.csv: line 5, column 2 'p1'");
        assertFailure(b.result(), ExitCode.CONNECTION, "stopped because of an error on its side");
      }
    }
  }

  /** Party A by itself, for what must fail before anybody is waited for. */
  private InProcess.Result trainAlone(String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--listen", "127.0.0.1:0"));
    Path directory = parties.a();
    if (!List.of(more).contains("--keys")) {
      arguments.addAll(List.of("--keys", directory.resolve("keys").toString()));
    }
    arguments.addAll(List.of("--job", directory.resolve("job.yaml").toString()));
    arguments.addAll(List.of("--model", root.resolve("m").toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void missingPredictions_failAtBoth() throws IOException, InterruptedException {
    parties.train();
    TwoParties.Results results = parties.run("predict", NOTHING, NOTHING);
    assertFailure(results.b(), ExitCode.USAGE, "say with --predictions where they go");
    assertFailure(results.a(), ExitCode.CONNECTION, "stopped because of an error on its side");
  }

  @Test
  void aShareThatCannotBeWritten_leavesBothWithTheOldOnes()
      throws IOException, InterruptedException {
    Path old = Files.writeString(parties.a().resolve("model.share"), "old");
    Path gone = Files.createDirectory(root.resolve("gone"));
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 3"));
    TwoParties withoutRefuge = parties.in(gone).withJvmOptions(List.of("-Djava.io.tmpdir=" + gone));
    try (PartyProcess a = parties.startA("train", "--test-rows", "none", "--overwrite");
        PartyProcess b =
            withoutRefuge.startB(
                "train", a.awaitAddress(), "--model", gone.resolve("model.share").toString())) {
      a.awaitLine("progress");
      delete(gone);
      assertFailure(b.result(), ExitCode.FILE, "model.share: its directory does not exist");
      assertFailure(a.result(), ExitCode.CONNECTION, "stopped because of an error on its side");
    }
    assertThat(old).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aShareWhoseDirectoryIsGone_isWrittenElsewhere(boolean hasWorkingDirectory)
      throws IOException, InterruptedException {
    Path gone = Files.createDirectory(root.resolve("gone"));
    Path temporary = Files.createDirectory(root.resolve("temporary"));
    Path working = hasWorkingDirectory ? Files.createDirectory(root.resolve("working")) : gone;
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 3"));
    TwoParties elsewhere =
        parties.in(working).withJvmOptions(List.of("-Djava.io.tmpdir=" + temporary));
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        PartyProcess b =
            elsewhere.startB(
                "train", a.awaitAddress(), "--model", gone.resolve("model.share").toString())) {
      a.awaitLine("progress");
      delete(gone);
      assertThat(a.result().exitCode()).isZero();
      Path model = Path.of(b.awaitLine("result").get("model").asText());
      InProcess.Result result = b.result();
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).contains("gone/model.share: its directory does not exist");
      assertThat(model.getParent()).isEqualTo(hasWorkingDirectory ? working : temporary);
      assertThat(String.valueOf(model.getFileName())).matches("model\\.share\\.b-[0-9a-f]{8}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(model)))
          .isEqualTo("rw-------");
      Job job = JobReader.read(parties.b().resolve("job.yaml"));
      assertThat(ModelFile.read(model, Party.B, job).run())
          .isEqualTo(ModelFile.read(parties.a().resolve("model.share"), Party.A, job).run());
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** Neither party loses its share to the other one on the same machine. */
  @Test
  void theSameModelAtBothParties_isRefused() throws IOException, InterruptedException {
    Path same = root.resolve("same.share");
    String[] model = {"--model", same.toString(), "--overwrite"};
    try (PartyProcess a =
        parties.startA("train", "--test-rows", "none", "--model", model[1], model[2])) {
      String address = a.awaitAddress();
      try (PartyProcess b = parties.startB("train", address, model)) {
        assertFailure(
            b.result(),
            ExitCode.FILE,
            "same.share: another run on this machine is to write this file; choose another --model");
      }
      assertFailure(a.result(), ExitCode.CONNECTION, "stopped because of an error on its side");
    }
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .noneMatch(name -> name.contains("same.share"));
    }
    TwoParties.Results afterwards =
        train(new String[] {"--test-rows", "none", "--model", same.toString()}, NOTHING);
    assertThat(afterwards.a().exitCode()).as(afterwards.a().err()).isZero();
  }

  @Test
  void whatCannotBeWritten_failsBeforeThePeerIsWaitedFor() {
    for (Path impossible : List.of(root.resolve("x".repeat(300)), Path.of("/dev/full"))) {
      assertFailure(
          InProcess.run(
              "train",
              "--listen",
              "127.0.0.1:0",
              "--overwrite",
              "--keys",
              "absent",
              "--job",
              parties.a().resolve("job.yaml").toString(),
              "--model",
              impossible.toString()),
          ExitCode.FILE,
          impossible + ": ");
    }
  }

  @Test
  void columnsInAnotherOrder_fail() throws IOException, InterruptedException {
    Path file = parties.b().resolve("train.csv");
    Files.write(
        file,
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("^([^,]*),([^,]*),", "$2,$1,"))
            .toList());
    TwoParties.Results results = train(NO_TEST_ROWS, NOTHING);
    assertFailure(
        results.a(), ExitCode.DISAGREEMENT, "data.train", "feature 1 is 'p0' here and 'p1' there");
    assertFailure(results.b(), ExitCode.DISAGREEMENT, "feature 1 is 'p1' here and 'p0' there");
  }

  /** One party has the rows to learn from, the other one those to test with. */
  @Test
  void testRowsWithColumnsInAnotherOrder_fail() throws IOException, InterruptedException {
    Path file = parties.b().resolve("test.csv");
    Files.write(
        file,
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("^([^,]*),([^,]*),", "$2,$1,"))
            .toList());
    TwoParties.Results results = train(NO_TEST_ROWS, new String[] {"--rows", "none"});
    for (InProcess.Result result : List.of(results.a(), results.b())) {
      assertFailure(
          result,
          ExitCode.DISAGREEMENT,
          "the tables of data.train and data.test do not have the same columns");
    }
  }

  @Test
  void fewTestRows_fail() throws IOException, InterruptedException {
    TwoParties.Results results = train(NO_TEST_ROWS, new String[] {"--test-rows", "0-9"});
    assertFailure(results.b(), ExitCode.FILE, "brings 10 test rows", "accuracy.min-rows");
    assertFailure(results.a(), ExitCode.CONNECTION, "stopped because of an error on its side");

    parties.writeJob(TwoParties.JOB + "accuracy: {min-rows: 10}\n");
    assertThat(train(NO_TEST_ROWS, new String[] {"--test-rows", "0-9"}).b().exitCode()).isZero();
  }

  @Test
  void severalTrustedCertificates_needOneThatIsMeant() throws IOException, InterruptedException {
    KeyDirectory other = new KeyDirectory(root.resolve("carol"));
    other.init("carol");
    KeyDirectory keysOfA = new KeyDirectory(parties.a().resolve("keys"));
    keysOfA.trust(other.certificate());
    String carol = other.identity().fingerprint().hex();
    String bob = new KeyDirectory(parties.b().resolve("keys")).identity().fingerprint().hex();

    assertFailure(
        trainAlone("--test-rows", "none"), ExitCode.USAGE, "2 certificates are trusted", "--peer");

    parties.writeJob(TwoParties.JOB + "parties: {b: '" + bob + "'}\n");
    assertThat(train(NO_TEST_ROWS, NOTHING).a().exitCode()).isZero();
    assertFailure(
        trainAlone("--peer", carol),
        ExitCode.USAGE,
        "--peer says that the other party has",
        "but the job says");
    parties.writeJob(TwoParties.JOB + "parties: {b: '" + carol + "'}\n");
    assertFailure(trainAlone("--role", "b"), ExitCode.FILE, "the job says that party B has");
  }

  @Test
  void oneOfTwoTrustedParties_cannotTakeTheOthersPlace() throws IOException, InterruptedException {
    Path carol = root.resolve("carol");
    KeyDirectory keys = new KeyDirectory(carol);
    keys.init("carol");
    KeyDirectory keysOfA = new KeyDirectory(parties.a().resolve("keys"));
    keysOfA.trust(keys.certificate());
    keys.trust(keysOfA.certificate());
    String bob = new KeyDirectory(parties.b().resolve("keys")).identity().fingerprint().hex();
    try (PartyProcess a = parties.startA("train", "--test-rows", "none", "--peer", bob)) {
      String address = a.awaitAddress();
      try (PartyProcess wrong = parties.startB("train", address, "--keys", carol.toString());
          PartyProcess right =
              parties.startB(
                  "train", address, "--model", parties.b().resolve("right.share").toString())) {
        assertThat(wrong.result().exitCode()).isEqualTo(ExitCode.CONNECTION);
        assertThat(right.result().exitCode()).isZero();
        assertThat(a.result().exitCode()).isZero();
      }
    }
  }

  /** Not INT: a keyboard's signal may be ignored where tests run in the background. */
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  @DisabledOnOs(OS.WINDOWS)
  void anOperatorsStop_endsBothWithALine(String signal) throws IOException, InterruptedException {
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 10000"));
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      a.awaitLine("progress");
      b.signal(signal);
      assertFailure(a.result(), ExitCode.CONNECTION, "was stopped by its operator");
      assertFailure(
          b.result(),
          ExitCode.INTERRUPTED,
          "quotient: stopped; no share of the model was written; the other party has been told");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  @DisabledOnOs(OS.WINDOWS)
  void anOperatorsStopOfAPartyThatWaits_printsALine(String signal)
      throws IOException, InterruptedException {
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS)) {
      a.awaitAddress();
      a.signal(signal);
      assertFailure(a.result(), ExitCode.INTERRUPTED, "quotient: stopped");
    }
  }

  /** Without its policy the cryptography of the Java runtime cannot be initialised. */
  @Test
  void anErrorOfTheVirtualMachine_isABugAndNoSignal() throws IOException, InterruptedException {
    Path security = Files.writeString(root.resolve("java.security"), "crypto.policy=absent\n");
    try (PartyProcess process =
        PartyProcess.start(
            List.of("-Djava.security.properties=" + security),
            List.of(
                "simulate",
                "--job",
                parties.a().resolve("job.yaml").toString(),
                "--data-dir",
                parties.b().toString(),
                "--engine",
                "gmw"))) {
      InProcess.Result result = process.result();
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.BUG);
      assertThat(result.err())
          .contains(ExceptionInInitializerError.class.getName())
          .endsWith("\nquotient: this is a bug, please report it with the lines above")
          .doesNotContain("stopped");
    }
  }

  @Test
  void iterationsThatDoNotExist_fail() {
    for (String list : List.of("0", "-5", "1,0")) {
      assertFailure(
          InProcess.run(
              "train",
              "--listen",
              "127.0.0.1:0",
              "--keys",
              "k",
              "--job",
              "j",
              "--model",
              "m",
              "--insecure-trace",
              list),
          ExitCode.USAGE,
          "--insecure-trace");
    }
    for (String number : List.of("0", "-1")) {
      assertFailure(
          InProcess.run("simulate", "--job", "j", "--max-iterations", number),
          ExitCode.USAGE,
          "--max-iterations must be at least 1, not " + number);
    }
  }

  @Test
  void aFolderOfKeysThatIsMissing_fails() {
    assertFailure(
        InProcess.run(
            "train",
            "--listen",
            "127.0.0.1:0",
            "--keys",
            root.resolve("nowhere").toString(),
            "--job",
            parties.a().resolve("job.yaml").toString(),
            "--model",
            root.resolve("m").toString()),
        ExitCode.FILE,
        "nowhere: no such directory");
  }

  @Test
  void aFolderWithoutKeys_fails() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertFailure(
        trainAlone("--keys", empty.toString()),
        ExitCode.FILE,
        "empty: holds no key and no certificate",
        "'quotient keys init'");
  }

  @Test
  void aPortOfTheSystemsChoice_cannotBeConnectedTo() {
    assertFailure(
        InProcess.run(
            "train", "--connect", "127.0.0.1:0", "--keys", "k", "--job", "j", "--model", "m"),
        ExitCode.USAGE,
        "'127.0.0.1:0' has port 0",
        "the port that the other party says it listens at");
  }

  @Test
  void aPeerThatIsKilled_fails() throws IOException, InterruptedException {
    parties.writeJob(TwoParties.JOB.replace("epochs: 1", "epochs: 10000"));
    try (PartyProcess a = parties.startA("train", NO_TEST_ROWS);
        PartyProcess b = parties.startB("train", a.awaitAddress())) {
      a.awaitLine("progress");
      b.kill();

      assertFailure(
          a.result(),
          ExitCode.CONNECTION,
          "was lost in mid-run",
          "; no share of the model was written");
      assertThat(parties.a().resolve("model.share")).doesNotExist();
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
        "its directory does not exist");
    assertThat(model).hasContent("old");
  }

  @Test
  void aModelInPlaceOfWhatItIsMadeFrom_isRefused() throws IOException {
    Path job = parties.a().resolve("job.yaml");
    Path keys = parties.a().resolve("keys");
    String before = Files.readString(job);
    for (Path model : List.of(job, keys.resolve("key.pem"))) {
      assertFailure(
          InProcess.run(
              "train",
              "--overwrite",
              "--listen",
              "127.0.0.1:0",
              "--keys",
              keys.toString(),
              "--job",
              job.toString(),
              "--model",
              model.toString()),
          ExitCode.USAGE,
          "--model " + model + ": this command reads that file; choose another");
    }
    assertThat(job).hasContent(before);
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
