package quotient.data;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The demonstration data: 1,797 handwritten digits of 8x8 pixels with values 0..16 (E. Alpaydin, C.
 * Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998, CC BY
 * 4.0). A gzip CSV file with columns p0..p63, row by row, and {@code label}, 0..9.
 */
public final class Digits {
  /** Name of the file within the module and as it is extracted. */
  public static final String FILE_NAME = "digits.csv.gz";

  private Digits() {}

  /**
   * Writes the file into a directory that exists, over an older one of the same name, so that a job
   * file can name it as a path.
   *
   * @return the path of the file
   * @throws DataException if it cannot be written
   */
  public static Path extractTo(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    try (PendingFile digits =
        PendingFile.write(
            file,
            channel -> {
              try (InputStream in = open()) {
                in.transferTo(Channels.newOutputStream(channel));
              }
            })) {
      digits.commit();
      digits.settle();
    }
    return file;
  }

  private static InputStream open() {
    return Objects.requireNonNull(
        Digits.class.getResourceAsStream(FILE_NAME), "the module was built without its data");
  }
}
