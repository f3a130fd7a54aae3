package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static quotient.transport.InsecureTestIdentities.ALICE;
import static quotient.transport.InsecureTestIdentities.BOB;
import static quotient.transport.InsecureTestIdentities.EXPIRED;
import static quotient.transport.InsecureTestIdentities.MALLORY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates in PEM files, good and bad. */
class KeyFilesTest {
  @TempDir private Path directory;
  private Path keyFile = Path.of("");
  private Path certificateFile = Path.of("");

  @BeforeEach
  void write() throws IOException, GeneralSecurityException {
    keyFile = directory.resolve("key.pem");
    certificateFile = directory.resolve("certificate.pem");
    write(ALICE);
  }

  private void write(Identity identity) throws IOException, GeneralSecurityException {
    Files.writeString(keyFile, pem("PRIVATE KEY", identity.privateKey().getEncoded()));
    Files.writeString(certificateFile, pem("CERTIFICATE", identity.certificate().getEncoded()));
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  @Test
  void loadsAllKindsOfKeys() throws IOException, GeneralSecurityException {
    for (Identity identity : List.of(ALICE, BOB, MALLORY, EXPIRED)) {
      write(identity);
      Identity loaded = Identity.load(keyFile, certificateFile);
      assertThat(loaded.certificate()).isEqualTo(identity.certificate());
      assertThat(loaded.privateKey()).isEqualTo(identity.privateKey());
    }
  }

  @Test
  void loadsFilesWithOtherLineEndsAndWordsAround() throws IOException {
    String text = Files.readString(certificateFile).replace("\n", "\r\n");
    Files.writeString(certificateFile, "Alice's certificate\r\n" + text + "\r\nthe end\r\n");
    assertThat(Certificates.load(certificateFile)).isEqualTo(ALICE.certificate());
  }

  @Test
  void showsNothingButTheFingerprint() throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(ALICE.certificate().getEncoded());
    String hex = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    assertThat(ALICE.fingerprint().hex()).isEqualTo(hex).hasSize(95);
    assertThat(ALICE.toString()).isEqualTo("Identity[SHA-256 " + hex + "]");
    assertThat(ALICE.fingerprint()).isNotEqualTo(BOB.fingerprint());
  }

  @Test
  void missingFiles_fail() throws IOException {
    Files.delete(keyFile);
    assertKeyFails("no such file; make a new pair with `quotient keys init`");
    Files.delete(certificateFile);
    assertCertificateFails("no such file; get the other party's certificate.pem again");
  }

  @Test
  void aDirectoryInsteadOfAFile_fails() throws IOException {
    Files.delete(keyFile);
    Files.createDirectory(keyFile);
    assertKeyFails("cannot be read; check the path and the disk");
  }

  @Test
  void anotherBlock_fails() throws IOException {
    Files.writeString(keyFile, Files.readString(keyFile).replace("PRIVATE", "EC PRIVATE"));
    assertKeyFails("holds no PEM block PRIVATE KEY but EC PRIVATE KEY;");
    Files.writeString(keyFile, Files.readString(keyFile).replace("EC", "ENCRYPTED"));
    assertKeyFails("holds no PEM block PRIVATE KEY but ENCRYPTED PRIVATE KEY;");
    Files.writeString(keyFile, "no PEM at all");
    assertKeyFails("holds no PEM block PRIVATE KEY;");
    Files.writeString(certificateFile, "");
    assertCertificateFails("holds no PEM block CERTIFICATE;");
  }

  @Test
  void moreThanOneCertificate_fails() throws IOException {
    String text = Files.readString(certificateFile);
    Files.writeString(certificateFile, text + text);
    assertCertificateFails("holds more than one block CERTIFICATE;");
  }

  @Test
  void truncatedFiles_fail() throws IOException {
    String key = Files.readString(keyFile);
    Files.writeString(keyFile, key.substring(0, key.length() - 40));
    assertKeyFails("truncated, its last line is missing;");
    String certificate = Files.readString(certificateFile);
    Files.writeString(certificateFile, certificate.substring(0, certificate.length() / 2));
    assertCertificateFails("truncated, its last line is missing;");
  }

  @Test
  void damagedFiles_fail() throws IOException, GeneralSecurityException {
    String key = Files.readString(keyFile);
    Files.writeString(keyFile, key.replaceFirst("\nM", "\n*"));
    assertKeyFails("damaged, its text is not base64;");
    byte[] der = ALICE.privateKey().getEncoded();
    der[1] ^= 1;
    Files.writeString(keyFile, pem("PRIVATE KEY", der));
    assertKeyFails("damaged, or no EC key as its certificate has;");
    der = ALICE.certificate().getEncoded();
    der[5] ^= 1;
    Files.writeString(certificateFile, pem("CERTIFICATE", der));
    assertCertificateFails("damaged, it is no X.509 certificate;");
  }

  @Test
  void filesWithMarksThatOverlapOrLieInTheWrongOrder_fail() throws IOException {
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    for (int shared = 0; shared <= 5; shared++) {
      Files.writeString(certificateFile, begin + end.substring(shared));
      assertCertificateFails(shared == 0 ? "damaged, it is no X.509" : "truncated, its last line");
    }
    Files.writeString(certificateFile, end + begin);
    assertCertificateFails("truncated, its last line is missing;");
    Files.writeString(certificateFile, begin + begin + end);
    assertCertificateFails("damaged, its text is not base64;");
    Files.writeString(certificateFile, "-----BEGIN -----BEGIN ");
    assertCertificateFails("holds no PEM block CERTIFICATE;");
  }

  @Test
  void everyBeginningOfAFileLoadsOrFailsWithOneLine() throws IOException {
    String certificate = Files.readString(certificateFile);
    for (int length = 0; length < certificate.length(); length++) {
      Files.writeString(certificateFile, certificate.substring(0, length));
      assertLoadsOrFails();
    }
    Files.writeString(certificateFile, certificate);
    String key = Files.readString(keyFile);
    for (int length = 0; length < key.length(); length++) {
      Files.writeString(keyFile, key.substring(0, length));
      assertLoadsOrFails();
    }
  }

  @Test
  void everyFileWithJoinedLinesLoadsOrFailsWithOneLine() throws IOException {
    List<String> lines = Files.readAllLines(certificateFile);
    for (int from = 0; from < lines.size(); from++) {
      for (int to = from; to <= lines.size(); to++) {
        Files.writeString(
            certificateFile,
            String.join("\n", lines.subList(0, from))
                + String.join("", lines.subList(from, to))
                + String.join("\n", lines.subList(to, lines.size())));
        assertLoadsOrFails();
      }
    }
  }

  @Test
  void everyDamagedContentLoadsOrFailsWithOneLine() throws IOException, GeneralSecurityException {
    for (Identity identity : List.of(ALICE, BOB, MALLORY)) {
      write(identity);
      byte[] certificate = identity.certificate().getEncoded();
      byte[] key = identity.privateKey().getEncoded();
      SplittableRandom random = new SplittableRandom(certificate.length);
      for (int i = 0; i < 300; i++) {
        Files.writeString(certificateFile, pem("CERTIFICATE", damaged(certificate, random)));
        assertLoadsOrFails();
      }
      Files.writeString(certificateFile, pem("CERTIFICATE", certificate));
      for (int i = 0; i < 300; i++) {
        Files.writeString(keyFile, pem("PRIVATE KEY", damaged(key, random)));
        assertLoadsOrFails();
      }
    }
  }

  /** Cut off somewhere, or with another byte somewhere. */
  private static byte[] damaged(byte[] der, SplittableRandom random) {
    int at = random.nextInt(der.length);
    byte[] bytes = Arrays.copyOf(der, random.nextBoolean() ? at : der.length);
    if (bytes.length > at) {
      bytes[at] ^= (byte) random.nextInt(1, 256);
    }
    return bytes;
  }

  private void assertLoadsOrFails() {
    try {
      assertThat(Identity.load(keyFile, certificateFile).fingerprint()).isNotNull();
    } catch (KeyFileException e) {
      assertThat(e).message().startsWith(directory.toString()).doesNotContain("\n", "Exception");
    }
  }

  @Test
  void hugeFiles_fail() throws IOException {
    Files.write(certificateFile, new byte[100_000]);
    assertCertificateFails("too large for a PEM file;");
  }

  @Test
  void aKeyAndACertificateThatDoNotBelongTogether_fail()
      throws IOException, GeneralSecurityException {
    Files.writeString(keyFile, pem("PRIVATE KEY", EXPIRED.privateKey().getEncoded()));
    assertKeyFails("does not belong to " + certificateFile);
    Files.writeString(keyFile, pem("PRIVATE KEY", BOB.privateKey().getEncoded()));
    assertKeyFails("damaged, or no EC key as its certificate has;");
    assertThatExceptionOfType(KeyFileException.class)
        .isThrownBy(() -> new Identity(ALICE.privateKey(), BOB.certificate()))
        .withMessageStartingWith("the private key does not belong to the certificate;");
  }

  private void assertKeyFails(String complaint) {
    assertThatExceptionOfType(KeyFileException.class)
        .isThrownBy(() -> Identity.load(keyFile, certificateFile))
        .withMessageStartingWith(keyFile + ": " + complaint)
        .withMessageNotContaining("\n");
  }

  private void assertCertificateFails(String complaint) {
    assertThatExceptionOfType(KeyFileException.class)
        .isThrownBy(() -> Certificates.load(certificateFile))
        .withMessageStartingWith(certificateFile + ": " + complaint)
        .withMessageNotContaining("\n");
  }
}
