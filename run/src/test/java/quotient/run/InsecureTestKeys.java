package quotient.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import quotient.transport.Identity;

/**
 * Throw-away keys with a published password, made by the JDK's keytool.
 *
 * @param directory where the messages say that they lie
 * @param identity this party's
 * @param trusted the others' certificates
 */
record InsecureTestKeys(Path directory, Identity identity, List<X509Certificate> trusted)
    implements Keys {
  @Override
  public List<Path> files() {
    return List.of(directory.resolve("store"));
  }

  private static final String PASSWORD = "throw-away";

  /** A key of its own, that trusts nobody yet. */
  static InsecureTestKeys create(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = directory.resolve("store");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "own",
                "-dname",
                "CN=" + directory.getFileName(),
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    Identity identity =
        new Identity(
            (PrivateKey) store.getKey("own", PASSWORD.toCharArray()),
            (X509Certificate) store.getCertificate("own"));
    return new InsecureTestKeys(directory, identity, List.of());
  }

  /** The same keys, that trust the holder of another. */
  InsecureTestKeys trusting(InsecureTestKeys other) {
    return new InsecureTestKeys(directory, identity, List.of(other.identity.certificate()));
  }
}
