package quotient.transport;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Who this party is: its private key and the certificate that the other party has pinned. The key
 * is EC, Ed25519 or RSA.
 *
 * <p>Java's key objects cannot be wiped: the key is in memory as long as the process lives.
 */
public final class Identity {
  private static final String ADVICE = "make a new pair with `quotient keys init`";

  private final PrivateKey privateKey;
  private final X509Certificate certificate;

  /**
   * Joins a key and its certificate.
   *
   * @throws KeyFileException if the key does not belong to the certificate
   */
  public Identity(PrivateKey privateKey, X509Certificate certificate) {
    this(privateKey, certificate, "the private key does not belong to the certificate; " + ADVICE);
  }

  private Identity(PrivateKey privateKey, X509Certificate certificate, String complaint) {
    if (!belongTogether(privateKey, certificate)) {
      throw new KeyFileException(complaint);
    }
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  /**
   * Reads an identity from two PEM files.
   *
   * @param keyFile a PKCS #8 private key, not encrypted
   * @param certificateFile an X.509 certificate
   * @throws KeyFileException if one of the files cannot be used or they do not belong together
   */
  public static Identity load(Path keyFile, Path certificateFile) {
    X509Certificate certificate = Certificates.load(certificateFile);
    PrivateKey key = loadKey(keyFile, certificate.getPublicKey().getAlgorithm());
    return new Identity(
        key, certificate, keyFile + ": does not belong to " + certificateFile + "; " + ADVICE);
  }

  private static PrivateKey loadKey(Path file, String algorithm) {
    byte[] der = PemFile.read(file, "PRIVATE KEY", ADVICE);
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException _) {
      // The cause could quote the key.
      throw new KeyFileException(
          file + ": damaged, or no " + algorithm + " key as its certificate has; " + ADVICE);
    }
  }

  /** Whether a signature with the key verifies with the certificate. */
  private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    byte[] text = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(signatureAlgorithm(key));
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String signatureAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }

  /** The certificate, to be given to the other party. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The fingerprint of the certificate. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(certificate);
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  /** The fingerprint only. */
  @Override
  public String toString() {
    return "Identity[" + fingerprint() + "]";
  }
}
