package quotient.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The SHA-256 of a certificate, which two people can compare over the telephone. It is public.
 *
 * @param hex 32 bytes in upper-case hexadecimal, separated by colons, as {@code keytool} and {@code
 *     openssl} print them
 */
public record Fingerprint(String hex) {
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":").withUpperCase();

  /** The fingerprint of {@code certificate}. */
  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(FORMAT.formatHex(digest));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate cannot be encoded", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /** {@code SHA-256} and the bytes. */
  @Override
  public String toString() {
    return "SHA-256 " + hex;
  }
}
