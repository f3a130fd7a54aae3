package quotient.cli;

import java.security.cert.X509Certificate;
import quotient.transport.Fingerprint;
import quotient.transport.TlsTcp;

/**
 * The other party.
 *
 * @param tcp connections to it and to nobody else
 * @param certificate the one that it must show
 */
record Peer(TlsTcp tcp, X509Certificate certificate) {
  Fingerprint fingerprint() {
    return Fingerprint.of(certificate);
  }

  /** Its name, which proves nothing, and its fingerprint, which does. */
  @Override
  public String toString() {
    return KeyDirectory.name(certificate) + ", " + fingerprint();
  }
}
