package quotient.transport;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates in PEM files. */
public final class Certificates {
  private Certificates() {}

  /**
   * Reads the one certificate of a PEM file. Its dates are not checked here but when a peer
   * presents it.
   *
   * @throws KeyFileException if the file cannot be read or holds anything else
   */
  public static X509Certificate load(Path file) {
    String advice = "get the other party's certificate.pem again, or make a new one of your own";
    byte[] der = PemFile.read(file, "CERTIFICATE", advice);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new KeyFileException(file + ": damaged, it is no X.509 certificate; " + advice, e);
    }
  }
}
