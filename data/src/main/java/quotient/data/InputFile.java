package quotient.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens a file for reading, unpacking it if it is gzip by its first two bytes, whatever its name.
 */
final class InputFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private InputFile() {}

  /**
   * @throws DataException if the file is a directory or empty
   */
  static InputStream open(Path file) throws IOException {
    requireNotDirectory(file);
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      in.mark(2);
      int first = in.read();
      int second = in.read();
      in.reset();
      if (first < 0) {
        throw DataException.in(file, "empty file; give the right one");
      }
      return first == 0x1f && second == 0x8b ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException | DataException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Opening a directory works on some systems, and only reading it fails.
   *
   * @throws DataException if the path is a directory
   */
  static void requireNotDirectory(Path file) {
    if (Files.isDirectory(file)) {
      throw DataException.in(file, "a directory, not a file; give the path of a file in it");
    }
  }
}
