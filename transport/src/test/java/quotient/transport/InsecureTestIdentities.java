package quotient.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Throw-away keys with a published password, made by the JDK's keytool once per test run. */
final class InsecureTestIdentities {
  private static final String PASSWORD = "throw-away";
  private static final KeyStore STORE = generate();

  static final Identity ALICE = identity("alice");
  static final Identity BOB = identity("bob");
  static final Identity MALLORY = identity("mallory");
  static final Identity EXPIRED = identity("expired");

  private InsecureTestIdentities() {}

  private static KeyStore generate() {
    try {
      Path directory = Files.createTempDirectory("quotient-keys");
      try {
        return generate(directory);
      } finally {
        try (var files = Files.list(directory)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(directory);
      }
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException("keytool gave no keys", e);
    }
  }

  /** Keys of the three kinds that an identity may have; each in a store of its own, at once. */
  private static KeyStore generate(Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    List<Process> running = new ArrayList<>();
    running.add(keytool(directory, "alice", "-keyalg", "EC", "-groupname", "secp256r1"));
    running.add(keytool(directory, "bob", "-keyalg", "Ed25519"));
    running.add(keytool(directory, "mallory", "-keyalg", "RSA", "-keysize", "2048"));
    running.add(
        keytool(directory, "expired", "-keyalg", "EC", "-startdate", "-9d", "-validity", "2"));
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    for (Process process : running) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(output);
      }
    }
    for (String name : List.of("alice", "bob", "mallory", "expired")) {
      KeyStore one = KeyStore.getInstance(directory.resolve(name).toFile(), PASSWORD.toCharArray());
      all.setKeyEntry(
          name,
          one.getKey(name, PASSWORD.toCharArray()),
          PASSWORD.toCharArray(),
          one.getCertificateChain(name));
    }
    return all;
  }

  private static Process keytool(Path directory, String name, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // A short life does not repay the optimising compiler.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto", "-genkeypair"));
    command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", directory.resolve(name).toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Identity identity(String name) {
    try {
      return new Identity(
          (PrivateKey) STORE.getKey(name, PASSWORD.toCharArray()),
          (X509Certificate) STORE.getCertificate(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
