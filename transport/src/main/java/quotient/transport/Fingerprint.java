package quotient.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, which two people can compare over the telephone. It is public.
 *
 * @param hex 32 bytes in upper-case hexadecimal, separated by colons, as {@code keytool} and {@code
 *     openssl} print them
 */
public record Fingerprint(String hex) {
  private static final int BYTES = 32;
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":").withUpperCase();
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9A-F]{2}(?::[0-9A-F]{2}){" + (BYTES - 1) + "}");

  /** What programs print in front of the bytes: {@code SHA-256}, {@code sha256 Fingerprint=}. */
  private static final Pattern PREFIX =
      Pattern.compile("(?i)^[\\s\\p{Z}]*SHA-?256(?:[\\s\\p{Z}]+Fingerprint)?[\\s\\p{Z}:=]*");

  private static final Pattern BLANKS_AND_COLONS = Pattern.compile("[\\s\\p{Z}:]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{" + 2 * BYTES + "}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code hex} is of another form than above
   */
  public Fingerprint {
    if (!CANONICAL.matcher(hex).matches()) {
      throw new IllegalArgumentException("no fingerprint in its canonical form");
    }
  }

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

  /**
   * Reads what people paste: the bytes in hexadecimal of either case, with or without {@code
   * SHA-256} in front, with or without colons and blanks.
   *
   * @throws IllegalArgumentException if {@code text} is anything but 32 bytes; the message is one
   *     line for the user
   */
  public static Fingerprint parse(String text) {
    String bytes = PREFIX.matcher(text).replaceFirst("");
    String digits = BLANKS_AND_COLONS.matcher(bytes).replaceAll("");
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "'"
              + Failures.oneLine(text)
              + "' is no fingerprint; it has 32 bytes in hexadecimal, as 'quotient keys show' prints"
              + " them");
    }
    return new Fingerprint(FORMAT.formatHex(HexFormat.of().parseHex(digits)));
  }

  /** {@code SHA-256} and the bytes. */
  @Override
  public String toString() {
    return "SHA-256 " + hex;
  }
}
