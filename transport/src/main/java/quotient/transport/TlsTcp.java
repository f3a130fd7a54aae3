package quotient.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Channels over TCP and TLS 1.3 in which each party proves that it holds the key of a certificate
 * that the other one has pinned.
 *
 * <h2>Security guarantees</h2>
 *
 * What goes over the channels is confidential and authentic against everybody but the two parties;
 * a connection that is cut off is told from one that has ended. Trust rests on the pinned
 * certificates alone: names, issuers and certificate authorities play no part, and a certificate
 * outside its dates is refused. Forward secrecy comes from the key exchange of TLS 1.3. Nothing
 * hides how much is sent and when.
 *
 * <p>Each connection makes its own full handshake; no TLS session is ever resumed. So each one
 * proves both keys. All connections of a session carry the same two certificates.
 */
public final class TlsTcp extends Tcp {
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /** The first is preferred: it matches the 128-bit security of the protocols above. */
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final Identity own;
  private final List<X509Certificate> trusted;

  /**
   * Connections of one party.
   *
   * @param own the key and certificate of this party
   * @param trusted the certificates of which the peer must have one
   * @throws IllegalArgumentException if {@code trusted} is empty
   */
  public TlsTcp(Identity own, List<X509Certificate> trusted, Timeouts timeouts) {
    this(own, trusted, timeouts, Optional.empty());
  }

  private TlsTcp(
      Identity own,
      List<X509Certificate> trusted,
      Timeouts timeouts,
      Optional<LinkModel> emulated) {
    super(timeouts, emulated);
    if (trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "no certificate is trusted yet; run `quotient keys trust` with the other party's");
    }
    this.own = own;
    this.trusted = List.copyOf(trusted);
  }

  @Override
  public TlsTcp over(LinkModel model) {
    return new TlsTcp(own, trusted, timeouts(), Optional.of(model));
  }

  @Override
  Connection secure(Socket socket, String peer, boolean listening) throws IOException {
    // Without autoClose a failed handshake leaves the socket open, so that the alert which says why
    // still gets through before it is closed.
    SSLSocket tls =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostAddress(), socket.getPort(), false);
    tls.setUseClientMode(!listening);
    if (listening) {
      tls.setNeedClientAuth(true);
    }
    tls.setEnabledProtocols(PROTOCOLS);
    tls.setEnabledCipherSuites(CIPHER_SUITES);
    handshake(tls);
    return new Connection(
        socket,
        tls.getInputStream(),
        tls.getOutputStream(),
        peer,
        Optional.of(Fingerprint.of((X509Certificate) tls.getSession().getPeerCertificates()[0])));
  }

  private static void handshake(SSLSocket tls) throws IOException {
    try {
      tls.startHandshake();
    } catch (RuntimeException e) {
      // Not everything that a peer may send is refused by the runtime with an exception for it.
      throw new SSLException("the peer sent what cannot be understood", e);
    }
  }

  /** A context of its own for each connection: there is no cache to resume a session from. */
  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new OwnKey(own)}, new TrustManager[] {new PinnedTrust(trusted)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no TLS", e);
    }
  }

  @Override
  ChannelException explain(String peer, IOException e) {
    Optional<PinnedTrust.Refusal> refusal = refusal(e);
    if (refusal.isPresent()) {
      return Failures.untrusted(peer, refusal.get());
    }
    if (isRefusedByPeer(e)) {
      return Failures.notTrustedBy(peer, own.fingerprint(), e);
    }
    return explainHandshake(peer, e);
  }

  @Override
  ChannelException explainVisitor(String peer, IOException e) {
    Optional<PinnedTrust.Refusal> refusal = refusal(e);
    if (refusal.isPresent()) {
      return Failures.stranger(peer, refusal.get());
    }
    if (isRefusedByPeer(e)) {
      return Failures.notTrustedByVisitor(peer, own.fingerprint(), e);
    }
    return explainHandshake(peer, e);
  }

  private ChannelException explainHandshake(String peer, IOException e) {
    if (!(e instanceof SSLException) || Sockets.isHangUp(e)) {
      return super.explain(peer, e);
    }
    return words(e).contains("unrecognized ssl message")
        ? Failures.noTls(peer, e)
        : Failures.handshakeFailed(peer, e);
  }

  /** Why this party refused the certificate of the peer, if it did. */
  private static Optional<PinnedTrust.Refusal> refusal(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PinnedTrust.Refusal refusal) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  /** Whether the peer says that it refuses the certificate of this party. */
  private static boolean isRefusedByPeer(IOException e) {
    return e instanceof SSLException
        && words(e).contains("received fatal alert")
        && words(e).contains("certificate");
  }

  /** The runtime says in words only which alert came; its words are not translated. */
  private static String words(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }
}
