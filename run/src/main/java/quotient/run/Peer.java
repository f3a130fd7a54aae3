package quotient.run;

import java.security.cert.X509Certificate;
import quotient.transport.Fingerprint;

/**
 * The other party.
 *
 * @param name what its certificate calls it, which may be anything and proves nothing
 * @param fingerprint of the certificate that it must show
 */
public record Peer(String name, Fingerprint fingerprint) {
  static Peer of(X509Certificate certificate) {
    return new Peer(certificate.getSubjectX500Principal().getName(), Fingerprint.of(certificate));
  }

  /** Its name, which proves nothing, and its fingerprint, which does. */
  @Override
  public String toString() {
    return name + ", " + fingerprint;
  }
}
