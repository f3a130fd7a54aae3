package quotient.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Writes a whole file or none: a reader, also one after a crash, sees the old file or the new one.
 * The bytes go to a temporary file beside the target, to the disk, and then under the target's
 * name. Only the owner may read the file, where the file system knows POSIX permissions.
 */
final class AtomicFile {
  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  interface Content {
    /** Writes to the channel, from its beginning, and leaves it open. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Makes or replaces {@code target}.
   *
   * @throws DataException if that fails; then the old file, if any, is as it was
   */
  static void write(Path target, Content content) {
    InputFile.requireNotDirectory(target);
    Path directory =
        Objects.requireNonNull(
            target.toAbsolutePath().getParent(), "only a root has no parent, and is a directory");
    try {
      Path temporary = Files.createTempFile(directory, ".", ".tmp", ownerOnly(directory));
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          content.writeTo(channel);
          channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw DataException.whileWriting(target, e);
    }
    syncDirectory(directory);
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes the new name survive a power cut. */
  private static void syncDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Some systems cannot open a directory; the file is complete under its name nevertheless.
    }
  }
}
