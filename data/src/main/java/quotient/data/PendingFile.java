package quotient.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/**
 * A file in two steps. First it is written whole to the disk, aside, where nobody looks for it;
 * then {@link #commit} gives it its name. A reader, also one after a crash, sees the old file or
 * the new one. In between two parties can tell each other that both have come so far. What was
 * there before the commit is kept beside it until {@link #settle} and can be put back: nothing is
 * lost unless that is asked for. All methods may be called from any thread.
 *
 * <p>Only the owner may read the file, where the file system knows POSIX permissions.
 */
public final class PendingFile implements AutoCloseable {
  /**
   * Characters of the target's name in that of a file that is kept: few enough that the whole is
   * allowed, for systems allow 255 bytes.
   */
  private static final int KEPT_NAME = 40;

  private final Path target;
  private final Path aside;
  private Optional<Path> previous = Optional.empty();
  private State state = State.ASIDE;

  private enum State {
    ASIDE,
    IN_PLACE,
    GONE
  }

  private PendingFile(Path target, Path aside) {
    this.target = target;
    this.aside = aside;
  }

  /** What to write. */
  @FunctionalInterface
  interface Content {
    /** Writes to the channel, from its beginning, and leaves it open. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Makes sure, before hours of work, that {@code target} can be written and replaced at their end:
   * that such a name can exist in its directory and that there is room.
   *
   * @param bytes that will be written, about
   * @throws DataException if it cannot be written, or is there and is no regular file
   */
  public static void requireWritable(Path target, long bytes) {
    InputFile.requireNotDirectory(target);
    if (Files.isSymbolicLink(target)) {
      throw DataException.in(target, "is a symbolic link; give the path that it points to");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw DataException.in(target, "is no regular file; choose another path");
    }
    try {
      try (PendingFile _ = write(target, channel -> {})) {
        requireNameIsPossible(target);
      }
      long room = Files.getFileStore(directory(target)).getUsableSpace();
      if (room < bytes) {
        throw DataException.in(
            target,
            "needs %d bytes, but its disk has only %d left; free some space or choose another path"
                .formatted(bytes, room));
      }
    } catch (IOException e) {
      throw DataException.whileWriting(target, e);
    }
  }

  private static void requireNameIsPossible(Path target) throws IOException {
    try {
      Files.createFile(target);
      Files.delete(target);
    } catch (FileAlreadyExistsException _) {
      // So it is possible.
    }
  }

  /**
   * Writes aside of {@code target}.
   *
   * @throws DataException if that fails; then nothing is left of it
   */
  static PendingFile write(Path target, Content content) {
    InputFile.requireNotDirectory(target);
    Path directory = directory(target);
    try {
      PendingFile file =
          new PendingFile(
              target, Files.createTempFile(directory, ".", ".tmp", ownerOnly(directory)));
      boolean complete = false;
      try (FileChannel channel = FileChannel.open(file.aside, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
        complete = true;
        return file;
      } finally {
        if (!complete) {
          file.close();
        }
      }
    } catch (IOException e) {
      throw DataException.whileWriting(target, e);
    }
  }

  private static Path directory(Path target) {
    return Objects.requireNonNull(
        target.toAbsolutePath().getParent(), "only a root has no parent, and is a directory");
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Gives the file its name. What had this name is kept beside it until {@link #settle}.
   *
   * @throws DataException if that fails; then what was there before is as it was
   * @throws IllegalStateException if it is not aside any more
   */
  public synchronized void commit() {
    require(State.ASIDE);
    try {
      keepPrevious();
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      state = State.IN_PLACE;
    } catch (IOException e) {
      throw DataException.whileWriting(target, e);
    }
    syncDirectory(directory(target));
  }

  private void keepPrevious() throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    Path kept =
        Files.createTempFile(
            directory(target), nameOfKept(), ".previous", ownerOnly(directory(target)));
    previous = Optional.of(kept);
    // A second name costs nothing, but not every file system has them.
    Files.delete(kept);
    try {
      Files.createLink(kept, target);
    } catch (IOException | UnsupportedOperationException _) {
      Files.copy(target, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private String nameOfKept() {
    String name = String.valueOf(target.getFileName());
    int[] first = name.codePoints().limit(KEPT_NAME).toArray();
    return new String(first, 0, first.length) + ".";
  }

  /**
   * Takes the file back after a commit: what was there before is there again.
   *
   * @throws DataException if that fails; then what was there before is still kept
   * @throws IllegalStateException if it is not in place
   */
  public synchronized void revert() {
    require(State.IN_PLACE);
    try {
      if (previous.isPresent()) {
        Files.move(previous.get(), target, StandardCopyOption.ATOMIC_MOVE);
        previous = Optional.empty();
      } else {
        Files.deleteIfExists(target);
      }
      state = State.GONE;
    } catch (IOException e) {
      throw DataException.whileWriting(target, e);
    }
    syncDirectory(directory(target));
  }

  /** Lets go of what was there before the commit: it will not be needed any more. */
  public synchronized void settle() {
    require(State.IN_PLACE);
    deletePrevious();
  }

  /** Whether the file has its name. */
  public synchronized boolean isInPlace() {
    return state == State.IN_PLACE;
  }

  /** Where that is which was there before the commit, as long as it is kept. */
  public synchronized Optional<Path> previous() {
    return previous;
  }

  /** Removes what is aside, if it was not committed. */
  @Override
  public synchronized void close() {
    if (state == State.ASIDE) {
      delete(aside);
      deletePrevious();
      state = State.GONE;
    }
  }

  private void deletePrevious() {
    previous.ifPresent(PendingFile::delete);
    previous = Optional.empty();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // A file too many, of which the name says what it is.
    }
  }

  private void require(State wanted) {
    if (state != wanted) {
      throw new IllegalStateException("the file is " + state);
    }
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
