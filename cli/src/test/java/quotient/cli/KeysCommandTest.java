package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.cli.keys.KeyDirectory;
import quotient.transport.Fingerprint;

class KeysCommandTest {
  @TempDir private Path directory;

  private String own = "";
  private String other = "";
  private String othersFile = "";

  @BeforeEach
  void makeKeys() {
    own = directory.resolve("own").toString();
    other = directory.resolve("other").toString();
    othersFile = directory.resolve("other/certificate.pem").toString();
    assertThat(keys("init", own, "--name", "alice").exitCode()).isZero();
    assertThat(keys("init", other, "--name", "bob, of course").exitCode()).isZero();
  }

  private static InProcess.Result keys(String command, String dir, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "keys";
    arguments[1] = command;
    arguments[2] = "--dir";
    arguments[3] = dir;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return InProcess.run(arguments);
  }

  private static Fingerprint fingerprint(String dir) {
    return new KeyDirectory(Path.of(dir)).identity().fingerprint();
  }

  @Test
  void initMakesAKeyThatOnlyItsOwnerMayRead() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("own/key.pem"))))
        .isEqualTo("rw-------");
    X509Certificate certificate = new KeyDirectory(directory.resolve("other")).certificate();
    assertThat(certificate.getSubjectX500Principal().getName()).contains("bob\\, of course");
    assertThat(certificate.getNotAfter().toInstant())
        .isAfter(Instant.now().plus(Duration.ofDays(3650)));
  }

  @Test
  void initOverAKey_fails() throws IOException {
    byte[] before = Files.readAllBytes(directory.resolve("own/key.pem"));

    InProcess.Result result = keys("init", own, "--name", "again");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(result.err()).contains("own/key.pem: is there already and is not overwritten");
    assertThat(directory.resolve("own/key.pem")).hasBinaryContent(before);
  }

  @Test
  void showsOwnAndTrustedFingerprints() throws IOException {
    assertThat(keys("show", own).out()).contains(fingerprint(own).hex(), "no other party");
    assertThat(keys("trust", own, othersFile, "--yes").exitCode()).isZero();

    assertThat(keys("show", own).out())
        .contains(fingerprint(own).hex(), fingerprint(other).hex(), "certificate.pem");
    JsonNode json = new ObjectMapper().readTree(keys("show", own, "--json").out());
    assertThat(json.get("fingerprint").asText()).isEqualTo(fingerprint(own).hex());
    assertThat(json.get("trusted").get(0).get("fingerprint").asText())
        .isEqualTo(fingerprint(other).hex());
  }

  @Test
  void trustsAFingerprintHoweverItIsWritten() {
    String hex = fingerprint(other).hex();

    assertThat(
            keys(
                    "trust",
                    own,
                    othersFile,
                    "--fingerprint",
                    hex.toLowerCase(Locale.ROOT).replace(":", ""))
                .out())
        .contains("trusted now: SHA-256 " + hex);
    assertThat(keys("trust", own, othersFile, "--fingerprint", "SHA-256 " + hex).out())
        .contains("trusted already");
    assertThat(new KeyDirectory(directory.resolve("own")).trusted()).hasSize(1);
  }

  @Test
  void trustingAnotherFingerprint_fails() {
    InProcess.Result result =
        keys("trust", own, othersFile, "--fingerprint", fingerprint(own).hex());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(result.err()).contains(fingerprint(other).hex(), "not the expected one");
    assertThat(new KeyDirectory(directory.resolve("own")).trusted()).isEmpty();
  }

  @Test
  void trustingWithoutATerminalOrAFingerprint_fails() {
    InProcess.Result result = keys("trust", own, othersFile);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--fingerprint");
  }

  @Test
  void trustingOneselfOrAKeyOrADamagedCertificate_fails() throws IOException {
    assertThat(keys("trust", own, own + "/certificate.pem", "--yes").err())
        .contains("this party's own certificate");
    InProcess.Result key = keys("trust", own, other + "/key.pem", "--yes");
    assertThat(key.exitCode()).isEqualTo(ExitCode.FILE);
    assertThat(key.err()).contains("no PEM block CERTIFICATE but PRIVATE KEY");
    String text = Files.readString(Path.of(othersFile));
    Files.writeString(Path.of(othersFile), text.substring(0, text.length() / 2));
    assertThat(keys("trust", own, othersFile, "--yes").err())
        .contains("certificate.pem: truncated");
  }
}
