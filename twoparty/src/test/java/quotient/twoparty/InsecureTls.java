package quotient.twoparty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.Identity;
import quotient.transport.Listener;
import quotient.transport.Timeouts;
import quotient.transport.TlsTcp;

/** Connects two parties over TLS with throw-away keys that have a published password. */
final class InsecureTls {
  private static final String PASSWORD = "throw-away";
  private static final Identity A = identity("a");
  private static final Identity B = identity("b");

  private InsecureTls() {}

  static InProcess.Both<List<Channel>> connect() {
    TlsTcp here = new TlsTcp(A, List.of(B.certificate()), Timeouts.DEFAULT);
    TlsTcp there = new TlsTcp(B, List.of(A.certificate()), Timeouts.DEFAULT);
    try (Listener listener = here.listen(new Address("127.0.0.1", 0))) {
      CompletableFuture<List<Channel>> accepted =
          CompletableFuture.supplyAsync(() -> listener.accept(Session.CHANNELS));
      List<Channel> connected =
          there.connect(new Address("127.0.0.1", listener.port()), Session.CHANNELS);
      return new InProcess.Both<>(accepted.join(), connected);
    }
  }

  private static Identity identity(String name) {
    try {
      Path directory = Files.createTempDirectory("quotient-keys");
      Path file = directory.resolve(name);
      try {
        makeKey(name, file);
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        return new Identity(
            (PrivateKey) store.getKey(name, PASSWORD.toCharArray()),
            (X509Certificate) store.getCertificate(name));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException("keytool gave no key", e);
    }
  }

  private static void makeKey(String name, Path file) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-alias",
            name,
            "-dname",
            "CN=" + name,
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
