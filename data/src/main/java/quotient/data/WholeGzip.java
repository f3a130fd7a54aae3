package quotient.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip of one member or several. Java's own stream takes whatever follows a member and is
 * not the beginning of another one for the end, so that a file whose second member is damaged or
 * cut would lose its rows without a word; here that is an error.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  WholeGzip(InputStream in, int bufferBytes) throws IOException {
    super(new Counting(in), bufferBytes);
  }

  /** Counts what is read. */
  private static final class Counting extends FilterInputStream {
    private long bytes;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.read(target, offset, length);
      bytes += Math.max(0, n);
      return n;
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    // From here on only what is read past the buffer: the rest of a trailer, or of a header.
    ((Counting) in).bytes = 0;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n < 0) {
      requireNothingFollows();
    }
    return n;
  }

  /**
   * What the inflater did not take is the last trailer, of which a part may lie past the buffer.
   */
  private void requireNothingFollows() throws IOException {
    int inBuffer = inf.getRemaining();
    if (inBuffer + ((Counting) in).bytes != TRAILER_BYTES) {
      throw new ZipException("what follows its last whole part is no gzip");
    }
  }
}
