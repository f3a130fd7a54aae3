package quotient.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import quotient.data.DataException;
import quotient.data.PendingFile;
import quotient.transport.ChannelException;
import quotient.twoparty.Session;

/**
 * The end of a run, at which each party has a file to put in place: the two succeed or fail
 * together. Both have written their files aside before either is renamed; then each tells the other
 * whether its own is in place, and takes it back if the other's is not. Where the connection breaks
 * or an operator stops a party meanwhile, so that nobody can know, a party that has renamed its
 * file keeps it, and what was there before beside it.
 */
final class Handover {
  private static final String IN_PLACE = "in place";
  private static final String YES = "yes";

  private final Session session;
  private final Optional<PendingFile> file;

  private Handover(Session session, Optional<PendingFile> file) {
    this.session = session;
    this.file = file;
  }

  /**
   * Brings this party's file into place, together with the other party; then all is said.
   *
   * @param file written aside, which is closed here; absent if this party has none
   * @param overwrite whether a file that was there before is to go; else there was none, and one
   *     that has appeared since is kept
   * @return where that file is kept
   * @throws DataException if it cannot be put in place; then the other party keeps what it had, too
   * @throws UserException if that happened to the other party, or the connection broke, or the
   *     other party gave up; the message says what became of this party's file
   */
  static Optional<Path> complete(Session session, Optional<PendingFile> file, boolean overwrite) {
    Handover handover = new Handover(session, file);
    try (Interruption.Action _ = Interruption.on(handover::outcome, handover::close)) {
      handover.run();
    } finally {
      handover.close();
    }
    if (overwrite) {
      file.ifPresent(PendingFile::settle);
    }
    return file.flatMap(PendingFile::previous);
  }

  private void run() {
    try {
      session.meet("written", Map.of());
    } catch (ChannelException e) {
      throw withOutcome(e);
    }
    Optional<DataException> failure = file.flatMap(Handover::commit);
    Map<String, String> theirs = meetInPlace(failure);
    // All is said: what fails from here on the other party knows already.
    Optional<ChannelException> broken = complete();
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (!YES.equals(theirs.get(IN_PLACE))) {
      file.ifPresent(PendingFile::revert);
      throw UserException.peer(
          "the other party could not put its file in place, as its own output says; this party's is"
              + " as it was before");
    }
    if (broken.isPresent()) {
      throw withOutcome(broken.get());
    }
  }

  private Map<String, String> meetInPlace(Optional<DataException> failure) {
    try {
      return session.meet(IN_PLACE, Map.of(IN_PLACE, failure.isEmpty() ? YES : "no"));
    } catch (ChannelException e) {
      throw failure.isPresent() ? failure.get() : withOutcome(e);
    }
  }

  private Optional<ChannelException> complete() {
    try {
      session.complete();
      return Optional.empty();
    } catch (ChannelException e) {
      return Optional.of(e);
    }
  }

  /** What a failed step with the other party means for this party's file. */
  private UserException withOutcome(ChannelException e) {
    return UserException.peer(e.getMessage() + "; " + outcome());
  }

  private static Optional<DataException> commit(PendingFile file) {
    try {
      file.commit();
      return Optional.empty();
    } catch (DataException e) {
      return Optional.of(e);
    }
  }

  private void close() {
    file.ifPresent(PendingFile::close);
  }

  /** What became of this party's file, if the run ends now. */
  private String outcome() {
    if (file.isPresent() && !file.get().isInPlace()) {
      return "nothing was written";
    }
    return Appointment.DONE_HERE
        + file.flatMap(PendingFile::previous)
            .map(previous -> "; the file that was there before is kept as " + previous)
            .orElse("");
  }
}
