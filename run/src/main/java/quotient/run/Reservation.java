package quotient.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that this run will write and no other run of this machine meanwhile, such as the other
 * party's, to whom the same path was given: the second one would take the place of the first. It is
 * a lock on a file beside it, which the system lets go of however this process ends; where the file
 * system knows no locks nothing is reserved.
 */
final class Reservation implements AutoCloseable {
  /** Of no file. */
  static final Reservation NONE = new Reservation(Optional.empty());

  private final Optional<Held> held;

  private record Held(Path file, FileChannel channel) {}

  private Reservation(Optional<Held> held) {
    this.held = held;
  }

  /**
   * Reserves a file.
   *
   * @param option that names the file, for a message
   * @throws UserException if another run has reserved it
   */
  static Reservation of(Path path, String option) {
    Path lock = path.toAbsolutePath().resolveSibling("." + path.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new Reservation(Optional.of(new Held(lock, channel)));
      }
      channel.close();
    } catch (IOException _) {
      return NONE;
    }
    throw UserException.file(
        "%s: another run on this machine is to write this file; choose another %s, each party needs"
                .formatted(path, option)
            + " its own");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (held.isPresent()) {
        Files.deleteIfExists(held.get().file);
        held.get().channel.close();
      }
    } catch (IOException _) {
      // An empty file too many, of which the name says what it is.
    }
  }
}
