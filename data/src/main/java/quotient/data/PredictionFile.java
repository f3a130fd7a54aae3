package quotient.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes predictions as CSV with a header line: {@code row,class} or {@code
 * row,class,logit_0,...,logit_9}. Rows count from 0 in the order of the predicted {@link Dataset}.
 * The file appears whole or not at all, when it is committed, readable by its owner only where the
 * file system knows POSIX permissions.
 */
public final class PredictionFile {
  private PredictionFile() {}

  /**
   * Writes the predicted classes, aside.
   *
   * @param classes one a row
   * @throws DataException if the file cannot be written
   */
  public static PendingFile writeAside(Path file, int[] classes) {
    return writeAside(file, classes, 0, new int[0]);
  }

  /**
   * Writes the predicted classes and their logits, aside.
   *
   * @param classes one a row
   * @param width logits a row
   * @param logits row-major, {@code classes.length * width}
   * @throws DataException if the file cannot be written
   * @throws IllegalArgumentException if the sizes don't fit
   */
  public static PendingFile writeAside(Path file, int[] classes, int width, int[] logits) {
    if (width < 0 || logits.length != (long) classes.length * width) {
      throw new IllegalArgumentException(
          logits.length + " logits are not " + classes.length + " rows of " + width);
    }
    return PendingFile.write(file, channel -> write(channel, classes, width, logits));
  }

  private static void write(FileChannel channel, int[] classes, int width, int[] logits)
      throws IOException {
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
    // Closing this closes the channel, which is still to be synced: flushing is enough.
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    List<String> cells = new ArrayList<>(List.of("row", "class"));
    for (int i = 0; i < width; i++) {
      cells.add("logit_" + i);
    }
    csv.writeRecord(cells);
    for (int row = 0; row < classes.length; row++) {
      cells.clear();
      cells.add(Integer.toString(row));
      cells.add(Integer.toString(classes[row]));
      for (int i = 0; i < width; i++) {
        cells.add(Integer.toString(logits[row * width + i]));
      }
      csv.writeRecord(cells);
    }
    csv.flush();
  }
}
