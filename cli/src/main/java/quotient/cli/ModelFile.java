package quotient.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.training.Hyperparameters;
import quotient.training.Model;

/**
 * One party's shares of a trained network, in a share file.
 *
 * @param model the shares
 * @param run the random name of the training run, the same in both parties' files
 */
record ModelFile(Model model, String run) {
  private static final String KIND = "kind";
  private static final String MODEL = "model";
  private static final String PARTY = "party";
  private static final String RUN = "run";

  /**
   * Makes sure, before hours of work, that a result can be written at their end.
   *
   * @param option the option that names the file, for a message
   * @throws UserException if it is there already and must not be overwritten, or cannot be written
   */
  static void requireWritable(Path file, String option, boolean overwrite) {
    if (Files.isDirectory(file)) {
      throw UserException.file(file + ": is a directory; name a file with " + option);
    }
    if (Files.exists(file) && !overwrite) {
      throw UserException.file(
          file + ": is there already; choose another " + option + " or add --overwrite");
    }
    Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw UserException.file(
          file
              + ": its directory is missing or cannot be written; make it or choose another "
              + option);
    }
  }

  /** Writes the shares, all or nothing. */
  void write(Path file, Party me, String jobDigest) {
    ShareFile.Builder builder =
        ShareFile.builder()
            .header(KIND, MODEL)
            .header(PARTY, me.name())
            .header(RUN, run)
            .header("job", jobDigest);
    Job.modelTerms(model.hyper()).forEach(builder::header);
    model.sections().forEach(builder::section);
    builder.build().write(file);
  }

  /**
   * Reads the shares of a party for a job.
   *
   * @throws UserException if they are the other party's, or of a network that is not the job's
   * @throws quotient.data.DataException if the file cannot be used
   */
  static ModelFile read(Path file, Party me, Hyperparameters hyper) {
    ShareFile shares = ShareFile.read(file);
    if (!shares.header(KIND).equals(MODEL)) {
      throw UserException.file(file + ": is no model but a " + shares.header(KIND));
    }
    if (!shares.header(PARTY).equals(me.name())) {
      throw UserException.file(
          "%s: is the share of party %s, but this party is %s; take this party's own file"
              .formatted(file, shares.header(PARTY), me));
    }
    SortedMap<String, String> job = Job.modelTerms(hyper);
    for (Map.Entry<String, String> term : job.entrySet()) {
      String trained = shares.header(term.getKey());
      if (!trained.equals(term.getValue())) {
        throw UserException.file(
            "%s: was trained with %s %s, but the job has %s; use the job it was trained with"
                .formatted(file, term.getKey(), trained, term.getValue()));
      }
    }
    try {
      return new ModelFile(Model.ofSections(hyper, shares.sections()), shares.header(RUN));
    } catch (IllegalArgumentException e) {
      throw UserException.file(file + ": " + e.getMessage() + "; use another copy");
    }
  }
}
