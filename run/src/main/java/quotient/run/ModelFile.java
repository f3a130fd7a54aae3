package quotient.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.job.ColumnsText;
import quotient.job.Digests;
import quotient.job.Job;
import quotient.training.Model;
import quotient.training.RuleException;
import quotient.training.TrainingJob;

/**
 * One party's shares of a trained network, in a share file.
 *
 * <p>When both parties have their shares, each tells the other a commitment to its own: the SHA-256
 * of a random salt and of all that is in the file. Each keeps the other's in its file, so that a
 * prediction finds out if one of the two files was changed since. Without the salt, which stays
 * secret, who has the other share could test guesses of the weights by such a digest.
 *
 * @param model the shares
 * @param run the random name of the training run, the same in both parties' files
 * @param columns the columns that the network was trained with
 * @param commitment to this file
 * @param othersCommitment to the other party's file
 */
public record ModelFile(
    Model model, String run, Columns columns, String commitment, String othersCommitment) {
  /**
   * The columns that a network was trained with.
   *
   * @param names where they are known and not too long
   * @param digest of the features' names, where this party or the other one knew them
   */
  public record Columns(Optional<ColumnNames> names, Optional<String> digest) {
    /** Makes sure that rows to predict have the same, where there was no name to find them by. */
    void require(Path file, Dataset rows) {
      if (digest.isPresent()
          && rows.columns().isPresent()
          && !digest.equals(rows.columns().map(ColumnsText::digest))) {
        throw UserException.file(
            file
                + ": the network was trained with other columns than those of predict.data, or with"
                + " these in another order; bring them into the order of the training");
      }
    }
  }

  private static final String KIND = "kind";

  /**
   * What is in the header, and how the shares are laid out in sections: as {@link Job#modelTerms}
   * and {@link Model#sections} say.
   */
  private static final String FORMAT_KEY = "format";

  private static final String FORMAT = "3";
  private static final String MODEL = "model";
  private static final String PARTY = "party";
  private static final String RUN = "run";
  private static final String COLUMNS = "columns";
  private static final String FEATURES = "features";
  private static final String MEANING = "meaning of the inputs";
  private static final String SALT = "salt";
  private static final String OTHER = "commitment of the other party";
  private static final int SALT_BYTES = 32;

  /** Bytes of names that are kept: the header of a share file has room for 1 MiB. */
  private static final int MAX_COLUMNS = 1 << 19;

  /** About the bytes of a file. */
  static long bytes(TrainingJob job) {
    return job.network().weights() * job.method().weightBits() / Byte.SIZE;
  }

  /** The contents of the file of {@code me}, still without the other party's commitment. */
  static ShareFile shares(Model model, String run, Columns columns, Party me, Job job) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    ShareFile.Builder builder =
        ShareFile.builder()
            .header(KIND, MODEL)
            .header(FORMAT_KEY, FORMAT)
            .header(PARTY, me.name())
            .header(RUN, run)
            .header("job", job.digest())
            .header(MEANING, Digests.sha256(job.train().meaning()))
            .header(SALT, HexFormat.of().formatHex(salt));
    columns.digest.ifPresent(digest -> builder.header(FEATURES, digest));
    columns
        .names
        .map(ColumnsText::of)
        .filter(names -> names.getBytes(StandardCharsets.UTF_8).length <= MAX_COLUMNS)
        .ifPresent(names -> builder.header(COLUMNS, names));
    Job.modelTerms(model.job()).forEach(builder::header);
    model.sections().forEach(builder::section);
    return builder.build();
  }

  /** The commitment to {@link #shares}. */
  static String commitment(ShareFile shares) {
    return HexFormat.of().formatHex(shares.digest());
  }

  /** The whole contents of the file. */
  static ShareFile withOthers(ShareFile shares, String commitment) {
    return shares.with(OTHER, commitment);
  }

  /**
   * Reads the shares of a party for a job.
   *
   * @throws UserException if they are the other party's, or of a network that is not the job's
   * @throws quotient.data.DataException if the file cannot be used
   */
  public static ModelFile read(Path file, Party me, Job job) {
    ShareFile shares = ShareFile.read(file);
    if (!shares.header(KIND).equals(MODEL)) {
      throw UserException.file(file + ": is no model but a " + shares.header(KIND));
    }
    if (!shares.header(PARTY).equals(me.name())) {
      throw UserException.file(
          "%s: is the share of party %s, but this party is %s; take this party's own file"
              .formatted(file, shares.header(PARTY), me));
    }
    if (!shares.header().containsKey(OTHER) || !FORMAT.equals(shares.header().get(FORMAT_KEY))) {
      throw UserException.file(
          file + ": was written by an older version of this program; train again");
    }
    for (Map.Entry<String, String> term : Job.modelTerms(job.training()).entrySet()) {
      String trained = shares.header(term.getKey());
      if (!trained.equals(term.getValue())) {
        throw UserException.file(
            "%s: was trained with %s %s, but the job has %s; use the job it was trained with"
                .formatted(file, term.getKey(), trained, term.getValue()));
      }
    }
    if (!shares.header(MEANING).equals(Digests.sha256(job.train().meaning()))) {
      throw UserException.file(
          file
              + ": was trained with another data.train than the job's, by its scale, columns or"
              + " labels; use the job it was trained with");
    }
    try {
      return new ModelFile(
          Model.ofSections(job.training(), shares.sections()),
          shares.header(RUN),
          new Columns(
              Optional.ofNullable(shares.header().get(COLUMNS))
                  .flatMap(ColumnsText::parse)
                  .filter(names -> names.features().size() == job.inputs()),
              Optional.ofNullable(shares.header().get(FEATURES))),
          commitment(shares.without(OTHER)),
          shares.header(OTHER));
    } catch (RuleException e) {
      throw UserException.file(file + ": " + e.getMessage() + "; use another copy");
    }
  }
}
