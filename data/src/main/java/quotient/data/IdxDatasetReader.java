package quotient.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads a table from two files in the IDX format of the MNIST database (Y. LeCun, C. Cortes, C.
 * Burges), plain or gzip: unsigned bytes, images of rank 2 or more whose first dimension counts
 * them, labels of rank 1. A pixel v of 0..255 becomes {@code v >> 1}, 0..127.
 */
public final class IdxDatasetReader {
  private IdxDatasetReader() {}

  /**
   * Reads the images that {@code rows} keeps, flattened.
   *
   * @param features pixels that the network takes
   * @param classes classes that the network tells apart
   * @return at least one row
   * @throws DataException if a file is not as described, or the two don't belong together
   */
  public static Dataset read(Path images, Path labels, RowFilter rows, int features, int classes) {
    byte[] labelBytes = readLabels(labels, classes);
    int[] classOfRow = new int[labelBytes.length];
    for (int i = 0; i < classOfRow.length; i++) {
      classOfRow[i] = labelBytes[i] & 0xff;
    }
    byte[] values = readImages(images, features);
    int found = values.length / features;
    if (found != classOfRow.length) {
      throw DataException.in(
          images,
          "%s images, but %s has %s labels; give two files that belong together"
              .formatted(found, labels, classOfRow.length));
    }
    return keep(images, rows, Dataset.of(features, classes, values, classOfRow));
  }

  /**
   * Reads the images that {@code rows} keeps, flattened, as a table without labels.
   *
   * @param features pixels that the network takes
   * @param classes classes that the network tells apart
   * @return at least one row
   * @throws DataException if the file is not as described
   */
  public static Dataset readUnlabelled(Path images, RowFilter rows, int features, int classes) {
    return keep(images, rows, Dataset.unlabelled(features, classes, readImages(images, features)));
  }

  /**
   * Checks that images of as many pixels as the network takes have the shape that it takes, too, if
   * the file says one: of rank 2 it has rows of pixels, which may be any.
   *
   * @throws DataException if they have another one, or the file is no IDX file
   */
  public static void checkShape(Path images, int height, int width, int channels) {
    IdxHeader header;
    try (InputStream in = InputFile.open(images)) {
      header = IdxHeader.read(images, in);
    } catch (IOException e) {
      throw DataException.whileReading(images, e);
    }
    String image = "x" + height + "x" + width;
    String withChannels = image + "x" + channels;
    String plain = header.rows() + image;
    boolean fits =
        header.rowBytes() != (long) height * width * channels
            || header.rank() == 2
            || header.shape().equals(header.rows() + withChannels)
            || (channels == 1 && header.shape().equals(plain));
    if (!fits) {
      throw DataException.in(
          images,
          "holds images of another shape (%s) than the network takes, %s x %s with %s channels; "
                  .formatted(header.shape(), height, width, channels)
              + "give other images or change network.input");
    }
  }

  private static Dataset keep(Path images, RowFilter rows, Dataset all) {
    Dataset kept = rows.apply(all);
    if (kept.rows() == 0) {
      throw DataException.in(images, RowFilter.NONE_LEFT);
    }
    return kept;
  }

  private static byte[] readLabels(Path file, int classes) {
    byte[] labels;
    try (InputStream in = InputFile.open(file)) {
      IdxHeader header = IdxHeader.read(file, in);
      if (header.rank() != 1) {
        throw DataException.in(
            file,
            "holds images (%s) where labels belong; give the labels' file here"
                .formatted(header.shape()));
      }
      labels = readBody(file, in, header);
    } catch (IOException e) {
      throw DataException.whileReading(file, e);
    }
    for (int row = 0; row < labels.length; row++) {
      int label = labels[row] & 0xff;
      if (label >= classes) {
        throw DataException.in(
            file,
            "row %s (counted from 0): label %s is no class of 0..%s; "
                    .formatted(row, label, classes - 1)
                + "give other labels or change the network's last width");
      }
    }
    return labels;
  }

  private static byte[] readImages(Path file, int features) {
    byte[] pixels;
    try (InputStream in = InputFile.open(file)) {
      IdxHeader header = IdxHeader.read(file, in);
      if (header.rank() < 2) {
        throw DataException.in(
            file,
            "holds labels (%s) where images belong; give the images' file here"
                .formatted(header.shape()));
      }
      if (header.rowBytes() != features) {
        throw DataException.in(
            file,
            "%s pixels an image (%s), but the network takes %s; "
                    .formatted(header.rowBytes(), header.shape(), features)
                + "give other images or change the network's first width");
      }
      pixels = readBody(file, in, header);
    } catch (IOException e) {
      throw DataException.whileReading(file, e);
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((pixels[i] & 0xff) >> 1);
    }
    return pixels;
  }

  /** All bytes after the header, which must be exactly as many as it declares, and at least one. */
  private static byte[] readBody(Path file, InputStream in, IdxHeader header) throws IOException {
    long declared = header.rows() * header.rowBytes();
    if (declared == 0) {
      throw DataException.in(file, "declares no rows; give a file with rows");
    }
    if (declared > Dataset.MAX_VALUES) {
      throw DataException.in(
          file, "declares 2 GiB or more (" + header.shape() + "); split it or give another file");
    }
    // Memory is taken as bytes arrive: a damaged header cannot ask for more than the file fills.
    byte[] body = in.readNBytes((int) declared);
    if (body.length < declared) {
      throw DataException.in(
          file,
          "truncated: declares %s = %s bytes, but holds %s; copy or download it again"
              .formatted(header.shape(), declared, body.length));
    }
    // Reading on also makes gzip compare its checksum.
    if (in.read() >= 0) {
      throw DataException.in(
          file,
          "damaged: declares %s = %s bytes, but holds more; copy or download it again"
              .formatted(header.shape(), declared));
    }
    return body;
  }
}
