package quotient.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Hyperparameters;
import quotient.twoparty.Protocols;

/**
 * What both parties mean to compute: a job file with its defaults filled in.
 *
 * @param file where it was read
 * @param hyper the network and its training
 * @param protocols how secret bits and matrices are computed with
 * @param train the rows to learn from
 * @param test the rows on which accuracy is measured
 * @param prediction what `predict` does
 */
record Job(
    Path file,
    Hyperparameters hyper,
    Protocols protocols,
    Table train,
    Optional<Table> test,
    Prediction prediction) {

  /**
   * What `predict` does.
   *
   * @param table the rows to predict, if the job names some
   * @param owner who has these rows
   * @param to who learns the predictions
   * @param reveal what is opened
   * @param batch rows at a time
   */
  record Prediction(Optional<Table> table, Party owner, Recipient to, Reveal reveal, int batch) {}

  /**
   * Reads a table of this job.
   *
   * @param like the columns that the network is trained with, where they have names
   */
  Dataset read(Table table, Path directory, Optional<ColumnNames> like) {
    return table.read(directory, hyper.network().getFirst(), hyper.classes(), like);
  }

  /** A table of this job without rows. */
  Dataset noRows() {
    return Dataset.of(hyper.network().getFirst(), hyper.classes(), new byte[0], new int[0]);
  }

  /** All that both parties must share, by the keys of the job file: all but paths. */
  SortedMap<String, String> terms() {
    SortedMap<String, String> terms = new TreeMap<>(modelTerms(hyper));
    terms.put("momentum", lower(hyper.momentum()));
    terms.put("rotate", Integer.toString(hyper.rotate()));
    terms.put("error-bits", Integer.toString(hyper.errorBits()));
    terms.put("step", Integer.toString(hyper.step()));
    terms.put("shifts.error", hyper.errorShifts().toString());
    terms.put("batch", Integer.toString(hyper.batch()));
    terms.put("epochs", Integer.toString(hyper.epochs()));
    terms.put("gates", lower(protocols.gates()));
    terms.put("products", lower(protocols.products()));
    terms.put("seed", Long.toString(hyper.seed()));
    addTerms(terms, "data.train", Optional.of(train));
    addTerms(terms, "data.test", test);
    addTerms(terms, "predict.data", prediction.table());
    terms.put("predict.owner", lower(prediction.owner()));
    terms.put("predict.to", lower(prediction.to()));
    terms.put("predict.reveal", lower(prediction.reveal()));
    terms.put("predict.batch", Integer.toString(prediction.batch()));
    return terms;
  }

  /** Those of the terms that a trained model depends on ever after. */
  static SortedMap<String, String> modelTerms(Hyperparameters hyper) {
    SortedMap<String, String> terms = new TreeMap<>();
    terms.put("network", hyper.network().toString());
    terms.put("optimizer", lower(hyper.optimizer()));
    terms.put("shifts.forward", hyper.forwardShifts().toString());
    return terms;
  }

  private static void addTerms(
      SortedMap<String, String> terms, String prefix, Optional<Table> table) {
    if (table.isEmpty()) {
      terms.put(prefix, "absent");
      return;
    }
    table.get().terms().forEach((key, value) -> terms.put(prefix + "." + key, value));
  }

  /**
   * The SHA-256 of {@link #terms}, in hexadecimal. Each name and each value goes in after its
   * length in bytes of UTF-8, 4 bytes big-endian: whatever characters they hold, other terms are
   * other bytes.
   */
  String digest() {
    MessageDigest digest = sha256();
    terms()
        .forEach((key, value) -> {
          update(digest, key);
          update(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
