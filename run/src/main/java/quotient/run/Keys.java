package quotient.run;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import quotient.transport.Identity;

/** This party's key and whom it trusts. They are read when they are asked for. */
public interface Keys {
  /** Where they lie, for messages. */
  Path directory();

  /** The files and directories that hold them. */
  List<Path> files();

  /**
   * This party's key and certificate.
   *
   * @throws quotient.transport.KeyFileException if a file is missing or cannot be used
   * @throws UserException if there is no directory
   */
  Identity identity();

  /**
   * The certificates of the parties that are trusted, perhaps none.
   *
   * @throws quotient.transport.KeyFileException if one of the files cannot be used
   * @throws UserException if the files cannot be listed
   */
  List<X509Certificate> trusted();
}
