package quotient.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * A file, or the description of a file, that cannot be used. The message is one line for the person
 * who owns the file: where, what was found, what to do.
 *
 * <p>The message may quote the beginning of a cell, which is private data: show it to the owner and
 * send it to nobody.
 */
public final class DataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final int MAX_QUOTED = 20;

  DataException(String message) {
    super(oneLine(message));
  }

  DataException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** The file as a whole is at fault. */
  static DataException in(Path file, String problem) {
    return new DataException(file + ": " + problem);
  }

  static DataException whileReading(Path file, IOException cause) {
    return new DataException(file + ": " + readProblem(cause), cause);
  }

  static DataException whileWriting(Path file, IOException cause) {
    String problem =
        switch (cause) {
          case NoSuchFileException _, NotDirectoryException _ ->
              "its directory does not exist; create it or choose another path";
          case AccessDeniedException _ ->
              "no permission to write there; change the permissions or choose another path";
          default ->
              "cannot be written: " + reason(cause) + "; choose another path, or free some space";
        };
    return new DataException(file + ": " + problem, cause);
  }

  /** Quotes at most the first 20 characters of what a file holds. */
  static String quote(String found) {
    return found.length() <= MAX_QUOTED
        ? "'" + found + "'"
        : "'" + found.substring(0, MAX_QUOTED) + "...'";
  }

  private static String readProblem(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ ->
          "no such file; check the path (as seen from " + Path.of("").toAbsolutePath() + ")";
      case AccessDeniedException _ -> "no permission to read it; change its permissions";
      case EOFException _ -> "truncated: its gzip stream ends too early; copy or download it again";
      case CharacterCodingException _ -> "not text in UTF-8; convert it";
      case ZipException _ ->
          "damaged: its gzip stream is invalid (" + reason(cause) + "); copy or download it again";
      default -> "cannot be read: " + reason(cause) + "; check the path and the disk";
    };
  }

  private static String reason(IOException cause) {
    String reason =
        cause instanceof FileSystemException inFileSystem
            ? inFileSystem.getReason()
            : cause.getMessage();
    return reason == null ? "the system gives no reason" : reason;
  }

  private static String oneLine(String message) {
    return NOT_PRINTABLE
        .matcher(message)
        .replaceAll(found -> Matcher.quoteReplacement(escape(found.group())));
  }

  /** As Java would write it. */
  private static String escape(String character) {
    return character
        .chars()
        .mapToObj(unit -> "\\u" + HexFormat.of().toHexDigits((char) unit))
        .collect(Collectors.joining());
  }
}
