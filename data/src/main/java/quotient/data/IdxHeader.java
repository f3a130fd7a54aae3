package quotient.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * The header of an IDX file, big-endian: two zero bytes, a type (8: unsigned byte), the rank, and
 * an unsigned 32-bit length for each dimension.
 *
 * @param rank number of dimensions, at least 1
 * @param rows length of the first dimension, 0..2^31-1
 * @param rowBytes product of the other lengths, given as 2^31-1 where it is more
 * @param shape for messages, as in 60000x28x28
 */
record IdxHeader(int rank, long rows, long rowBytes, String shape) {
  /** Two zeros, and the type of unsigned bytes; the rank follows. */
  private static final byte[] MAGIC = {0, 0, 8};

  /**
   * @throws DataException if the file does not begin with such a header
   */
  static IdxHeader read(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    int known = Math.min(MAGIC.length, magic.length);
    boolean begins = Arrays.equals(magic, 0, known, MAGIC, 0, known);
    if (begins && magic.length < 4) {
      throw DataException.in(
          file, "truncated: ends within its IDX header; copy or download it again");
    }
    if (!begins || magic[3] < 1) {
      throw DataException.in(
          file,
          "not an IDX file of unsigned bytes (begins with %s instead of 000008 and the rank); "
                  .formatted(HexFormat.of().formatHex(magic))
              + "give one, plain or gzip");
    }
    int rank = magic[3];
    byte[] lengths = in.readNBytes(Integer.BYTES * rank);
    if (lengths.length < Integer.BYTES * rank) {
      throw DataException.in(
          file, "truncated: ends within its IDX header; copy or download it again");
    }
    ByteBuffer dimensions = ByteBuffer.wrap(lengths);
    long rows = 0;
    long rowBytes = 1;
    StringJoiner shape = new StringJoiner("x");
    for (int i = 0; i < rank; i++) {
      int length = dimensions.getInt();
      if (length < 0) {
        throw DataException.in(
            file,
            "damaged: IDX dimension %s has length %s; copy or download it again"
                .formatted(i + 1, Integer.toUnsignedLong(length)));
      }
      if (i == 0) {
        rows = length;
      } else {
        rowBytes = Math.min(rowBytes * length, Integer.MAX_VALUE);
      }
      shape.add(Integer.toString(length));
    }
    return new IdxHeader(rank, rows, rowBytes, shape.toString());
  }
}
