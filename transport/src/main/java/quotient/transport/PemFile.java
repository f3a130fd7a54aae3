package quotient.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/** Reads the one block of a PEM file (RFC 7468). */
final class PemFile {
  /** Far more than any key or certificate of one party. */
  private static final int MAX_BYTES = 1 << 16;

  private static final String DASHES = "-----";

  private PemFile() {}

  /**
   * Reads the binary contents of a file that holds exactly one block with this label.
   *
   * @param label for instance {@code CERTIFICATE}
   * @param advice what the user should do about a file that cannot be used
   */
  static byte[] read(Path file, String label, String advice) {
    return decode(
        file, new String(readAll(file, advice), StandardCharsets.ISO_8859_1), label, advice);
  }

  private static byte[] readAll(Path file, String advice) {
    try (var in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MAX_BYTES + 1);
      if (text.length > MAX_BYTES) {
        throw new KeyFileException(file + ": too large for a PEM file; " + advice);
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new KeyFileException(file + ": no such file; " + advice, e);
    } catch (AccessDeniedException e) {
      throw new KeyFileException(file + ": no permission to read it; change its permissions", e);
    } catch (IOException e) {
      throw new KeyFileException(file + ": cannot be read; check the path and the disk", e);
    }
  }

  private static byte[] decode(Path file, String text, String label, String advice) {
    String begin = DASHES + "BEGIN " + label + DASHES;
    String end = DASHES + "END " + label + DASHES;
    int start = text.indexOf(begin);
    if (start < 0) {
      throw new KeyFileException(
          file + ": holds no PEM block " + label + found(text) + "; " + advice);
    }
    int stop = text.indexOf(end, start + begin.length());
    if (stop < 0) {
      throw new KeyFileException(file + ": truncated, its last line is missing; " + advice);
    }
    if (text.indexOf(begin, stop) >= 0) {
      throw new KeyFileException(file + ": holds more than one block " + label + "; " + advice);
    }
    String body = text.substring(start + begin.length(), stop).replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException _) {
      // The cause would quote the file.
      throw new KeyFileException(file + ": damaged, its text is not base64; " + advice);
    }
  }

  /** The label of the block that is there instead, if it is one. */
  private static String found(String text) {
    String begin = DASHES + "BEGIN ";
    int start = text.indexOf(begin);
    int stop = start < 0 ? -1 : text.indexOf(DASHES, start + begin.length());
    String label = stop < 0 ? "" : text.substring(start + begin.length(), stop);
    return label.matches("[A-Z0-9 ]{1,40}") ? " but " + label : "";
  }
}
