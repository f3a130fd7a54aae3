package quotient.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
      return first == 0x1f && second == 0x8b ? new WholeGzip(in, BUFFER_BYTES) : in;
    } catch (IOException | DataException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Opens a file of text: UTF-8, unless a byte order mark says UTF-16. Bytes that are no text fail,
   * for two names that differ in them would be the same.
   *
   * @throws DataException if the file is a directory or empty
   */
  static Reader openText(Path file) throws IOException {
    InputStream in = open(file);
    try {
      PushbackInputStream marked = new PushbackInputStream(in, 3);
      byte[] first = marked.readNBytes(3);
      Charset charset = StandardCharsets.UTF_8;
      int mark = 0;
      if (startsWith(first, 0xef, 0xbb, 0xbf)) {
        mark = 3;
      } else if (startsWith(first, 0xfe, 0xff)) {
        charset = StandardCharsets.UTF_16BE;
        mark = 2;
      } else if (startsWith(first, 0xff, 0xfe)) {
        charset = StandardCharsets.UTF_16LE;
        mark = 2;
      }
      marked.unread(first, mark, first.length - mark);
      return new InputStreamReader(marked, charset.newDecoder());
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
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
