package quotient.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  /**
   * Makes sure that a result doesn't take the place of what it is made from, nor of a key.
   *
   * @param option the option that names the file, for a message
   * @param inputs the files that are read
   * @param keys files and directories of the keys
   * @throws UserException if it would
   */
  void requireOther(String option, List<Path> inputs, List<Path> keys) {
    Path mine = absolute(path);
    if (Stream.concat(inputs.stream(), keys.stream())
        .anyMatch(input -> mine.startsWith(absolute(input)))) {
      throw UserException.request(
          option + " " + path + ": this command reads that file; choose another");
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
