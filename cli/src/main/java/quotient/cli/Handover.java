package quotient.cli;

import java.util.Map;
import java.util.Optional;
import quotient.data.DataException;
import quotient.data.PendingFile;
import quotient.transport.ChannelException;

/**
 * The end of a run, at which each party has a file to put in place: the two succeed or fail
 * together. Both have written their files aside before either is renamed; then each tells the other
 * whether its own is in place, and takes it back if the other's is not. Only where the connection
 * breaks between the two, so that nobody can know, each keeps the new file and the old one.
 */
final class Handover {
  private static final String IN_PLACE = "in place";
  private static final String YES = "yes";

  private Handover() {}

  /**
   * Brings this party's file into place, together with the other party.
   *
   * @param file written aside, which is closed here; absent if this party has none
   * @throws DataException if it cannot be put in place; then the other party keeps what it had, too
   * @throws UserException if that happened to the other party, or the connection broke meanwhile
   * @throws ChannelException if the other party gave up before; then both keep what they had
   */
  static void complete(Session session, Optional<PendingFile> file) {
    try {
      bringIntoPlace(session, file);
    } finally {
      file.ifPresent(PendingFile::close);
    }
  }

  private static void bringIntoPlace(Session session, Optional<PendingFile> file) {
    Optional<DataException> failure;
    try (Interruption.Action _ =
        Interruption.on("nothing was written", () -> file.ifPresent(PendingFile::close))) {
      session.meet("written", Map.of());
      failure = file.flatMap(Handover::commit);
    }
    Map<String, String> theirs;
    try (Interruption.Action _ =
        Interruption.on("", () -> System.err.println("quotient: " + alone(file)))) {
      theirs = session.meet(IN_PLACE, Map.of(IN_PLACE, failure.isEmpty() ? YES : "no"));
    } catch (ChannelException e) {
      if (failure.isPresent()) {
        throw failure.get();
      }
      throw UserException.connection(e.getMessage() + "; " + alone(file));
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (!YES.equals(theirs.get(IN_PLACE))) {
      file.ifPresent(PendingFile::revert);
      throw UserException.connection(
          "the other party could not put its file in place, as its own output says; this party's is"
              + " as it was before");
    }
  }

  private static Optional<DataException> commit(PendingFile file) {
    try {
      file.commit();
      return Optional.empty();
    } catch (DataException e) {
      return Optional.of(e);
    }
  }

  /** Keeps all there is, since the other party's end is not known. */
  private static String alone(Optional<PendingFile> file) {
    return "this party was done, the other one should say whether it was, too"
        + file.flatMap(PendingFile::keepBoth)
            .map(previous -> "; the file that was there before is kept as " + previous)
            .orElse("");
  }
}
