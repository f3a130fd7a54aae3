package quotient.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import quotient.bench.KeyFiles;
import quotient.bench.TwoProcesses;

/**
 * Keys of two parties that trust each other, valid for a day, in a directory that only this user
 * can enter and that goes when {@link #close} is called or the program ends.
 */
final class ThrowAwayKeys implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final Path directory;

  private ThrowAwayKeys(Path directory) {
    this.directory = directory;
  }

  static ThrowAwayKeys create() {
    try {
      Path directory = Files.createTempDirectory("quotient-bench");
      directory.toFile().deleteOnExit();
      for (String name : List.of("a", "b")) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        writePem(key(directory, name), "PRIVATE KEY", pair.getPrivate().getEncoded());
        writePem(certificate(directory, name), "CERTIFICATE", certify(name, pair));
      }
      return new ThrowAwayKeys(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java runtime has no EC keys", e);
    }
  }

  private static byte[] certify(String name, KeyPair pair)
      throws IOException, OperatorCreationException {
    X500Name self = new X500Name("CN=" + name);
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
            self,
            BigInteger.ONE,
            Date.from(now.minus(VALIDITY)),
            Date.from(now.plus(VALIDITY)),
            self,
            pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }

  private static void writePem(Path file, String kind, byte[] der) throws IOException {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(der);
    file.toFile().deleteOnExit();
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }

  private static Path key(Path directory, String name) {
    return directory.resolve(name + ".key.pem");
  }

  private static Path certificate(Path directory, String name) {
    return directory.resolve(name + ".certificate.pem");
  }

  private KeyFiles files(String own, String other) {
    return new KeyFiles(
        key(directory, own), certificate(directory, own), certificate(directory, other));
  }

  /** Where the two parties find them. */
  TwoProcesses.Keys files() {
    return new TwoProcesses.Keys(files("a", "b"), files("b", "a"));
  }

  @Override
  public void close() {
    try {
      for (String name : List.of("a", "b")) {
        Files.deleteIfExists(key(directory, name));
        Files.deleteIfExists(certificate(directory, name));
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
