package quotient.transport;

import java.io.Serial;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts exactly the pinned certificates, within their dates. That the peer holds the key is proven
 * by the handshake itself.
 *
 * <p>It extends the <em>extended</em> class because Java adds checks of its own, meant for
 * certificate authorities, to a plain trust manager.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final List<X509Certificate> pinned;

  PinnedTrust(List<X509Certificate> pinned) {
    this.pinned = pinned;
  }

  /** Why a certificate is refused; the message ends a sentence about the certificate. */
  static final class Refusal extends CertificateException {
    @Serial private static final long serialVersionUID = 1L;

    private final String fingerprint;
    private final boolean pinned;

    private Refusal(X509Certificate certificate, boolean pinned, String message) {
      super(message);
      fingerprint = Fingerprint.of(certificate).hex();
      this.pinned = pinned;
    }

    Fingerprint fingerprint() {
      return new Fingerprint(fingerprint);
    }

    /** Whether it is one of the pinned certificates, outside its dates. */
    boolean isPinned() {
      return pinned;
    }
  }

  private void check(X509Certificate[] chain) throws Refusal {
    X509Certificate certificate = chain[0];
    if (!pinned.contains(certificate)) {
      throw new Refusal(
          certificate, false, "is not the trusted one: it has " + Fingerprint.of(certificate));
    }
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException _) {
      throw new Refusal(
          certificate,
          true,
          "has expired on " + certificate.getNotAfter().toInstant() + ": it needs a new one");
    } catch (CertificateNotYetValidException _) {
      throw new Refusal(
          certificate,
          true,
          "is valid from " + certificate.getNotBefore().toInstant() + " only: check both clocks");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) throws Refusal {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) throws Refusal {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws Refusal {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws Refusal {
    check(chain);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine) throws Refusal {
    check(chain);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine) throws Refusal {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
