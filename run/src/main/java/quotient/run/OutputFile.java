package quotient.run;

import java.nio.file.Files;
import java.nio.file.Path;
import quotient.data.PendingFile;

/**
 * Where a result goes.
 *
 * @param path the file
 * @param overwrite whether it may replace one that is there
 */
public record OutputFile(Path path, boolean overwrite) {
  /**
   * Makes sure, before hours of work, that a result can be written at their end.
   *
   * @param option the option that names the file, for a message
   * @param bytes that will be written, about
   * @throws UserException if it is there already and must not be overwritten
   * @throws quotient.data.DataException if it cannot be written
   */
  void requireWritable(String option, long bytes) {
    if (Files.isRegularFile(path) && !overwrite) {
      throw UserException.file(
          path + ": is there already; choose another " + option + " or add --overwrite");
    }
    PendingFile.requireWritable(path, bytes);
  }

  /** Whether this is the same file. */
  boolean is(Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
