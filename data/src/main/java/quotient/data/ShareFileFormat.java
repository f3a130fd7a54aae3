package quotient.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What reader and writer of {@link ShareFile} must agree on. */
final class ShareFileFormat {
  /** Like PNG's, it does not survive a transfer as text, in seven bits or of its first line. */
  static final long MAGIC = 0x0a1a0a0d48535189L;

  static final int VERSION = 1;

  /** Magic, version, the table's bytes, the file's bytes. */
  static final int PREFIX_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES + Long.BYTES;

  static final int MAX_TABLE_BYTES = 1 << 20;
  static final int DIGEST_BYTES = 32;

  /** Whole words; large enough that neither the disk nor SHA-256 waits for calls. */
  static final int BUFFER_BYTES = 1 << 16;

  private ShareFileFormat() {}

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
