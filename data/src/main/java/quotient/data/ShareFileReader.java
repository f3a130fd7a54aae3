package quotient.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Streams a {@link ShareFile} from a file through one buffer. Every length is compared with the
 * file's before memory is taken for it, since the check sum, at the end, comes too late for that.
 */
final class ShareFileReader {
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = ShareFileFormat.newDigest();

  private ShareFileReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static ShareFile read(Path file) {
    InputFile.requireNotDirectory(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new ShareFileReader(file, channel).read();
    } catch (IOException e) {
      throw DataException.whileReading(file, e);
    }
  }

  private ShareFile read() throws IOException {
    long fileBytes = channel.size();
    ByteBuffer prefix =
        readDigested(
            ShareFileFormat.littleEndian((int) Math.min(fileBytes, ShareFileFormat.PREFIX_BYTES)));
    if (fileBytes < Long.BYTES || prefix.getLong() != ShareFileFormat.MAGIC) {
      throw DataException.in(file, "not a share file; give one that quotient wrote");
    }
    if (fileBytes < ShareFileFormat.PREFIX_BYTES) {
      throw truncated(fileBytes, "at least " + ShareFileFormat.PREFIX_BYTES);
    }
    int version = prefix.getInt();
    if (version > ShareFileFormat.VERSION) {
      throw DataException.in(
          file,
          "written in format %s, newer than format %s; read it with a newer quotient"
              .formatted(version, ShareFileFormat.VERSION));
    }
    int tableBytes = prefix.getInt();
    long declaredBytes = prefix.getLong();
    if (fileBytes < declaredBytes) {
      throw truncated(fileBytes, Long.toString(declaredBytes));
    }
    long sectionBytes =
        fileBytes - ShareFileFormat.PREFIX_BYTES - ShareFileFormat.DIGEST_BYTES - tableBytes;
    if (version < 1
        || fileBytes > declaredBytes
        || tableBytes < 0
        || tableBytes > ShareFileFormat.MAX_TABLE_BYTES
        || sectionBytes < 0) {
      throw damaged("its prefix contradicts its size");
    }
    ByteBuffer table = readDigested(ShareFileFormat.littleEndian(tableBytes));
    try {
      return readSections(readHeader(table), readSectionWords(table, sectionBytes));
    } catch (BufferUnderflowException _) {
      throw damaged("its table ends too early");
    }
  }

  private Map<String, String> readHeader(ByteBuffer table) {
    Map<String, String> header = new LinkedHashMap<>();
    int entries = table.getInt();
    for (int i = 0; i < entries; i++) {
      header.put(getText(table), getText(table));
    }
    return header;
  }

  private Map<String, Integer> readSectionWords(ByteBuffer table, long sectionBytes) {
    Map<String, Integer> wordsByName = new LinkedHashMap<>();
    int sections = table.getInt();
    long left = sectionBytes / Long.BYTES;
    for (int i = 0; i < sections; i++) {
      String name = getText(table);
      long words = table.getLong();
      if (words < 0 || words > Math.min(left, Integer.MAX_VALUE - 8)) {
        throw damaged("a section is longer than the file");
      }
      left -= words;
      wordsByName.put(name, (int) words);
    }
    return wordsByName;
  }

  private ShareFile readSections(Map<String, String> header, Map<String, Integer> wordsByName)
      throws IOException {
    Map<String, long[]> sections = new LinkedHashMap<>();
    ByteBuffer buffer = ShareFileFormat.littleEndian(ShareFileFormat.BUFFER_BYTES);
    int most = ShareFileFormat.BUFFER_BYTES / Long.BYTES;
    for (Map.Entry<String, Integer> section : wordsByName.entrySet()) {
      long[] words = new long[section.getValue()];
      for (int at = 0; at < words.length; at += most) {
        int count = Math.min(most, words.length - at);
        buffer.clear().limit(count * Long.BYTES);
        readDigested(buffer).asLongBuffer().get(words, at, count);
      }
      sections.put(section.getKey(), words);
    }
    byte[] stored = new byte[ShareFileFormat.DIGEST_BYTES];
    readFully(ByteBuffer.wrap(stored));
    if (!MessageDigest.isEqual(stored, digest.digest())) {
      throw damaged("its check sum is wrong");
    }
    return new ShareFile(file.toString(), header, sections);
  }

  private String getText(ByteBuffer table) {
    int bytes = table.getInt();
    if (bytes < 0 || bytes > table.remaining()) {
      throw damaged("a text is longer than its table");
    }
    byte[] text = new byte[bytes];
    table.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Fills the buffer, takes it into the check sum, and makes it ready to be read. */
  private ByteBuffer readDigested(ByteBuffer buffer) throws IOException {
    readFully(buffer);
    digest.update(buffer.duplicate());
    return buffer;
  }

  private void readFully(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw damaged("it became shorter while it was read");
      }
    }
    buffer.flip();
  }

  private DataException truncated(long found, String declared) {
    return DataException.in(
        file,
        "truncated: %s bytes of %s; use another copy or an earlier file"
            .formatted(found, declared));
  }

  private DataException damaged(String how) {
    return DataException.in(file, "damaged: " + how + "; use another copy or an earlier file");
  }
}
