package quotient.cli.keys;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import quotient.run.Keys;
import quotient.run.UserException;
import quotient.transport.Certificates;
import quotient.transport.Fingerprint;
import quotient.transport.Identity;

/**
 * A party's keys: its private key {@code key.pem} (PKCS #8, not encrypted, readable by the owner
 * only), its certificate {@code certificate.pem}, which goes to the other party, and in {@code
 * trusted/} the certificates of the parties that it trusts.
 */
public final class KeyDirectory implements Keys {
  private static final int YEARS = 10;
  private static final String CERTIFICATE_LABEL = "CERTIFICATE";

  private final Path directory;

  /** What is, or is to be, in this directory. */
  public KeyDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public List<Path> files() {
    return List.of(keyFile(), certificateFile(), trustedDirectory());
  }

  /** What nobody else may read. */
  public Path keyFile() {
    return directory.resolve("key.pem");
  }

  /** What to give to the other party. */
  public Path certificateFile() {
    return directory.resolve("certificate.pem");
  }

  private Path trustedDirectory() {
    return directory.resolve("trusted");
  }

  /**
   * Makes a key on the curve P-256 and a certificate of it, signed by itself, that is valid for ten
   * years.
   *
   * @param name what the certificate calls this party; it proves nothing
   * @throws UserException if there is a key already, or the files cannot be written
   */
  public Fingerprint init(String name) {
    for (Path file : List.of(keyFile(), certificateFile())) {
      if (Files.exists(file)) {
        throw UserException.file(
            file + ": is there already and is not overwritten; choose another --dir");
      }
    }
    try {
      Files.createDirectories(directory, ownerOnly("rwx------"));
      Files.createDirectories(trustedDirectory());
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X509Certificate certificate = certificate(pair, name);
      write(keyFile(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
      write(certificateFile(), pem(certificate), "rw-r--r--");
      return Fingerprint.of(certificate);
    } catch (IOException e) {
      throw cannotWrite(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java runtime has no P-256", e);
    }
  }

  private UserException cannotWrite(IOException e) {
    return UserException.file(
        directory
            + ": cannot be written ("
            + (e instanceof FileSystemException inFileSystem
                ? inFileSystem.getReason()
                : e.getMessage())
            + "); choose another --dir or mend its permissions");
  }

  private static X509Certificate certificate(KeyPair pair, String name)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    Instant now = Instant.now();
    // A day earlier, for the other party's clock may be slow.
    Instant from = now.minus(Duration.ofDays(1));
    Instant until = now.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(127, new SecureRandom()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return pem(CERTIFICATE_LABEL, certificate.getEncoded());
  }

  private static String pem(String label, byte[] contents) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, contents));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return text.toString();
  }

  /** Writes a file that must not be there yet; if that fails, nothing is left of it. */
  private static void write(Path file, String text, String permissions) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(permissions));
    boolean complete = false;
    try {
      try (Writer out =
          new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.US_ASCII)) {
        out.write(text);
      }
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * This party's key and certificate.
   *
   * @throws quotient.transport.KeyFileException if a file is missing or cannot be used
   */
  @Override
  public Identity identity() {
    requireDirectory();
    if (!Files.exists(keyFile()) && !Files.exists(certificateFile())) {
      throw UserException.file(
          directory
              + ": holds no key and no certificate; give the directory of this party's keys, or make"
              + " some with 'quotient keys init'");
    }
    return Identity.load(keyFile(), certificateFile());
  }

  /**
   * This party's certificate alone.
   *
   * @throws quotient.transport.KeyFileException if the file is missing or cannot be used
   */
  public X509Certificate certificate() {
    requireDirectory();
    return Certificates.load(certificateFile());
  }

  private void requireDirectory() {
    if (!Files.isDirectory(directory)) {
      throw UserException.file(
          directory
              + ": no such directory; give that of this party's keys, or make some with"
              + " 'quotient keys init'");
    }
  }

  /**
   * The certificates of the parties that are trusted, in the order of their files.
   *
   * @throws quotient.transport.KeyFileException if one of the files cannot be used
   */
  @Override
  public List<X509Certificate> trusted() {
    if (!Files.isDirectory(trustedDirectory())) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(trustedDirectory(), "*.pem")) {
      stream.forEach(files::add);
    } catch (IOException e) {
      throw UserException.file(trustedDirectory() + ": cannot be read (" + e + ")");
    }
    return files.stream().sorted().map(Certificates::load).toList();
  }

  /**
   * Trusts the holder of a certificate from now on.
   *
   * @return whether it was not trusted before
   * @throws UserException if it is this party's own, or cannot be written
   */
  public boolean trust(X509Certificate certificate) {
    Fingerprint fingerprint = Fingerprint.of(certificate);
    if (fingerprint.equals(Fingerprint.of(certificate()))) {
      throw UserException.file(
          "this is this party's own certificate; give the file that the other party sent");
    }
    String name = fingerprint.hex().replace(":", "").toLowerCase(Locale.ROOT);
    try {
      Files.createDirectories(trustedDirectory());
      write(trustedDirectory().resolve(name + ".pem"), pem(certificate), "rw-r--r--");
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw cannotWrite(e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be encoded", e);
    }
  }

  /** What a certificate says of its holder, which may be anything and proves nothing. */
  static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
