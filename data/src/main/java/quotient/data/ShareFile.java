package quotient.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One party's shares of a model or a checkpoint: named sections of 64-bit words, and a header of
 * text that says what they are (job digest, party, kind, shapes and the like; the room that makes
 * the shares chooses the keys).
 *
 * <p>The file is written whole or not at all, and is checked whole when it is read. Sections may
 * have hundreds of megabytes: they are streamed, and never copied in memory.
 *
 * <p><b>Security guarantees:</b> one party's shares alone say nothing about the secrets; both
 * parties' together are the secrets. The file is readable by its owner only where the file system
 * knows POSIX permissions, and {@code toString} shows neither header nor shares. The check sum
 * (SHA-256, without a key) finds damage, not an attacker who can write to the file: such a one can
 * change the shares.
 *
 * <h2>Format, version 1</h2>
 *
 * All numbers are little-endian; a text is its length in bytes (32 bits) and its UTF-8.
 *
 * <pre>
 * magic           8 bytes   89 'Q' 'S' 'H' 0d 0a 1a 0a
 * version        32 bits    1
 * table's bytes  32 bits    at most 1 MiB
 * file's bytes   64 bits
 * table                     number of header entries (32 bits), each a key and a value (texts);
 *                           number of sections (32 bits), each a name (text) and its words (64 bits)
 * sections                  64-bit words, in the table's order
 * SHA-256        32 bytes   of everything before
 * </pre>
 */
public final class ShareFile {
  private final String origin;
  private final Map<String, String> header;
  private final Map<String, long[]> sections;

  ShareFile(String origin, Map<String, String> header, Map<String, long[]> sections) {
    this.origin = origin;
    this.header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
    this.sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /** Starts an empty share file. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads and checks a share file.
   *
   * @throws DataException if it cannot be read, is no share file, was written by a newer version,
   *     or is truncated or damaged
   */
  public static ShareFile read(Path file) {
    return ShareFileReader.read(file);
  }

  /**
   * Writes the file to the disk, aside; it is there when it is committed.
   *
   * @throws DataException if it cannot be written
   * @throws IllegalArgumentException if header and section names take more than 1 MiB
   */
  public PendingFile writeAside(Path file) {
    return ShareFileWriter.writeAside(this, file);
  }

  /**
   * The SHA-256 of all header entries and shares: the check sum that the file ends with.
   *
   * @throws IllegalArgumentException if header and section names take more than 1 MiB
   */
  public byte[] digest() {
    return ShareFileWriter.digest(this);
  }

  /** The same with another header entry after the others. */
  public ShareFile with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(header);
    more.put(key, value);
    return new ShareFile(origin, more, sections);
  }

  /** The same without a header entry. */
  public ShareFile without(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(header);
    fewer.remove(key);
    return new ShareFile(origin, fewer, sections);
  }

  /** Every header entry, in the order of the file. */
  public Map<String, String> header() {
    return header;
  }

  /**
   * The value of one header entry.
   *
   * @throws DataException if there is none of that key
   */
  public String header(String key) {
    String value = header.get(key);
    if (value == null) {
      throw new DataException(
          origin + ": a share file without '" + key + "'; give one of the right kind");
    }
    return value;
  }

  /** Every section, in the order of the file; the words are not copies. */
  public Map<String, long[]> sections() {
    return sections;
  }

  /**
   * The words of one section; not a copy.
   *
   * @throws DataException if there is no section of that name
   */
  public long[] section(String name) {
    long[] words = sections.get(name);
    if (words == null) {
      throw new DataException(
          origin + ": a share file without section '" + name + "'; give one of the right kind");
    }
    return words;
  }

  @Override
  public String toString() {
    return "ShareFile[" + header.size() + " header entries, " + sections.size() + " sections]";
  }

  /** Collects header entries and sections in the order of the file. */
  public static final class Builder {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, long[]> sections = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a header entry.
     *
     * @throws IllegalArgumentException if the key is there already
     */
    public Builder header(String key, String value) {
      requireNew(header.putIfAbsent(key, value) == null, key);
      return this;
    }

    /**
     * Adds a section, without copying the words: they must not change until the file is written.
     *
     * @throws IllegalArgumentException if the name is there already
     */
    public Builder section(String name, long[] words) {
      requireNew(sections.putIfAbsent(name, words) == null, name);
      return this;
    }

    private static void requireNew(boolean isNew, String name) {
      if (!isNew) {
        throw new IllegalArgumentException("'" + name + "' is there already");
      }
    }

    /** Makes the share file. */
    public ShareFile build() {
      return new ShareFile("new share file", header, sections);
    }
  }
}
