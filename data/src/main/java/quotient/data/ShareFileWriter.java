package quotient.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;

/** Streams a {@link ShareFile} through one buffer: to a file, or only through its check sum. */
final class ShareFileWriter {
  private final WritableByteChannel channel;
  private final MessageDigest digest = ShareFileFormat.newDigest();

  private ShareFileWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Writes all of it aside of {@code file}. */
  static PendingFile writeAside(ShareFile shares, Path file) {
    return PendingFile.write(file, channel -> write(shares, channel));
  }

  /** The check sum that the file would end with: of everything before. */
  static byte[] digest(ShareFile shares) {
    try {
      return write(shares, Channels.newChannel(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to nowhere", e);
    }
  }

  private static byte[] write(ShareFile shares, WritableByteChannel channel) throws IOException {
    ByteBuffer table = table(shares);
    long words = 0;
    for (long[] section : shares.sections().values()) {
      words += section.length;
    }
    ByteBuffer prefix = ShareFileFormat.littleEndian(ShareFileFormat.PREFIX_BYTES);
    prefix.putLong(ShareFileFormat.MAGIC);
    prefix.putInt(ShareFileFormat.VERSION);
    prefix.putInt(table.remaining());
    prefix.putLong(
        ShareFileFormat.PREFIX_BYTES
            + table.remaining()
            + words * Long.BYTES
            + ShareFileFormat.DIGEST_BYTES);
    prefix.flip();
    ShareFileWriter writer = new ShareFileWriter(channel);
    writer.writeDigested(prefix);
    writer.writeDigested(table);
    writer.writeSections(shares.sections().values());
    byte[] digest = writer.digest.digest();
    writer.writeFully(ByteBuffer.wrap(digest));
    return digest;
  }

  private void writeSections(Iterable<long[]> sections) throws IOException {
    ByteBuffer buffer = ShareFileFormat.littleEndian(ShareFileFormat.BUFFER_BYTES);
    int most = ShareFileFormat.BUFFER_BYTES / Long.BYTES;
    for (long[] words : sections) {
      for (int at = 0; at < words.length; at += most) {
        int count = Math.min(most, words.length - at);
        buffer.clear();
        buffer.asLongBuffer().put(words, at, count);
        writeDigested(buffer.limit(count * Long.BYTES));
      }
    }
  }

  private void writeDigested(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    writeFully(bytes);
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer table(ShareFile shares) {
    ByteBuffer table = ShareFileFormat.littleEndian(ShareFileFormat.MAX_TABLE_BYTES);
    try {
      table.putInt(shares.header().size());
      for (Map.Entry<String, String> entry : shares.header().entrySet()) {
        putText(table, entry.getKey());
        putText(table, entry.getValue());
      }
      table.putInt(shares.sections().size());
      for (Map.Entry<String, long[]> section : shares.sections().entrySet()) {
        putText(table, section.getKey());
        table.putLong(section.getValue().length);
      }
    } catch (BufferOverflowException e) {
      throw new IllegalArgumentException(
          "header and section names take more than " + table.capacity() + " bytes", e);
    }
    return table.flip();
  }

  private static void putText(ByteBuffer table, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    table.putInt(bytes.length).put(bytes);
  }
}
