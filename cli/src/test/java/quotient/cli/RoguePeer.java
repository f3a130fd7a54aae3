package quotient.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import quotient.cli.keys.KeyDirectory;
import quotient.transport.Address;
import quotient.transport.Certificates;
import quotient.twoparty.Session;

/** A party that is trusted and greets as it should, and then sends what it likes. */
final class RoguePeer implements AutoCloseable {
  private static final int GREETING_BYTES = 28;
  private static final char[] PASSWORD = "throw-away".toCharArray();

  private final List<SSLSocket> sockets = new ArrayList<>();

  RoguePeer(Path keys, String address) throws IOException, GeneralSecurityException {
    SSLContext context = context(keys);
    Address where = Address.parse(address);
    for (int i = 0; i < Session.CHANNELS; i++) {
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(where.host(), where.port());
      sockets.add(socket);
      ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
      greeting.put("quotient".getBytes(StandardCharsets.US_ASCII));
      greeting.put(new byte[] {1, 0, (byte) i, (byte) Session.CHANNELS});
      socket.getOutputStream().write(greeting.array());
      socket.getInputStream().readNBytes(GREETING_BYTES);
    }
  }

  private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    Certificate own = Certificates.load(keys.resolve("certificate.pem"));
    store.setKeyEntry("own", key(keys.resolve("key.pem")), PASSWORD, new Certificate[] {own});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("other", new KeyDirectory(keys).trusted().getFirst());
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  /** Sends the header of a frame on the first channel: a byte of kind, three of length. */
  void sendFrameHeader(int kind, int length) throws IOException {
    byte[] header =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(kind | length << 8).array();
    sockets.getFirst().getOutputStream().write(header);
  }

  /** Sends a frame of data on the first channel. */
  void sendFrame(byte[] payload) throws IOException {
    sendFrameHeader(1, payload.length);
    sockets.getFirst().getOutputStream().write(payload);
  }

  @Override
  public void close() throws IOException {
    for (SSLSocket socket : sockets) {
      socket.close();
    }
  }
}
