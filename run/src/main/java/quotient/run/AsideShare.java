package quotient.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quotient.data.DataException;
import quotient.data.PendingFile;
import quotient.data.ShareFile;

/**
 * A share of a model that is written aside: for where it was to go, or else for where there is
 * room. It was possible to write there when the training began, but hours may have passed, and both
 * parties' work hangs on it.
 *
 * @param path which the file gets when it is put in place
 * @param elsewhere why that is not where it was to go, if so
 */
record AsideShare(PendingFile file, Path path, Optional<String> elsewhere) {
  /**
   * Writes it.
   *
   * @param asked where it was to go
   * @param mark what tells it from other files of that name, in the working directory or else the
   *     one of temporary files
   * @throws DataException if it cannot be written anywhere; it says why not where it was to go
   */
  static AsideShare write(ShareFile share, Path asked, String mark) {
    try {
      return new AsideShare(share.writeAside(asked), asked, Optional.empty());
    } catch (DataException e) {
      String name = asked.getFileName() + "." + mark;
      for (String directory : List.of("", System.getProperty("java.io.tmpdir"))) {
        Path path = Path.of(directory, name).toAbsolutePath();
        Optional<PendingFile> file = Files.exists(path) ? Optional.empty() : tried(share, path);
        if (file.isPresent()) {
          return new AsideShare(file.get(), path, Optional.of(String.valueOf(e.getMessage())));
        }
      }
      throw e;
    }
  }

  private static Optional<PendingFile> tried(ShareFile share, Path path) {
    try {
      return Optional.of(share.writeAside(path));
    } catch (DataException _) {
      return Optional.empty();
    }
  }
}
