package quotient.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Method;
import quotient.training.TrainingJob;
import quotient.transport.Fingerprint;
import quotient.transport.LinkModel;
import quotient.twoparty.Protocols;

/**
 * What both parties mean to compute: a job file with its defaults filled in.
 *
 * @param file where it was read
 * @param training the network, how it is trained and how long
 * @param protocols how secret bits and matrices are computed with, but for the link
 * @param link between the parties, if the job says it; else they measure it
 * @param train the rows to learn from
 * @param test the rows on which accuracy is measured
 * @param accuracy what is opened of them
 * @param prediction what `predict` does
 * @param parties the certificates of the two, as far as the job says them
 */
public record Job(
    Path file,
    TrainingJob training,
    Protocols protocols,
    Optional<LinkModel> link,
    Table train,
    Optional<Table> test,
    Accuracy accuracy,
    Prediction prediction,
    Map<Party, Fingerprint> parties) {
  /** How a job file writes {@link LinkModel#LOOPBACK}. */
  static final String LOOPBACK = "loopback";

  /**
   * What `predict` does.
   *
   * @param table the rows to predict, if the job names some
   * @param owner who has these rows
   * @param to who learns the predictions
   * @param reveal what is opened
   * @param batch rows at a time
   */
  public record Prediction(
      Optional<Table> table, Party owner, Recipient to, Reveal reveal, int batch) {}

  /** This file and those of all its tables; relative ones are in {@code directory}. */
  public List<Path> inputs(Path directory) {
    return Stream.concat(
            Stream.of(file),
            Stream.of(Optional.of(train), test, prediction.table())
                .flatMap(Optional::stream)
                .flatMap(table -> table.files(directory).stream()))
        .toList();
  }

  /** Values of an example. */
  public int inputs() {
    return training.network().input().units();
  }

  /** Classes of the network. */
  public int classes() {
    return training.network().classes();
  }

  /**
   * Reads a table of this job.
   *
   * @param like the columns that the network is trained with, where they have names
   */
  public Dataset read(Table table, Path directory, Optional<ColumnNames> like) {
    table.checkImages(directory, training.network().input());
    return table.read(directory, inputs(), classes(), like);
  }

  /** A table of this job without rows. */
  public Dataset noRows() {
    return Dataset.of(inputs(), classes(), new byte[0], new int[0]);
  }

  /**
   * Reads the rows to predict, if they are there already: what is wrong with them or their
   * description should be found before hours of training.
   *
   * @param testIsRead whether the rows to test with were read, which may be the same
   */
  public void requirePredictable(
      Party me, boolean testIsRead, Path directory, Optional<ColumnNames> like) {
    prediction
        .table()
        .filter(table -> prediction.owner() == me)
        .filter(table -> !(testIsRead && Optional.of(table).equals(test)))
        .filter(table -> table.isThere(directory))
        .ifPresent(table -> read(table, directory, like));
  }

  /** All that both parties must share, by the keys of the job file: all but paths. */
  public SortedMap<String, String> terms() {
    SortedMap<String, String> terms = new TreeMap<>(modelTerms(training));
    if (training.method() instanceof Method.Signum signum) {
      terms.put("momentum", lower(signum.momentum()));
      terms.put("rotate", Integer.toString(signum.rotate()));
      terms.put("error-bits", Integer.toString(signum.errorBits()));
      terms.put(
          "step",
          signum.step().isPresent() ? Integer.toString(signum.step().getAsInt()) : "by iterations");
    }
    training
        .method()
        .publicShifts()
        .ifPresent(shifts -> terms.put("shifts.error", shifts.error().toString()));
    terms.put("batch", Integer.toString(training.schedule().batch()));
    terms.put("epochs", Integer.toString(training.schedule().epochs()));
    terms.put("gates", lower(protocols.gates()));
    terms.put("products", lower(protocols.products()));
    terms.put("link", link.map(Job::inWords).orElse("measured"));
    terms.put("seed", Long.toString(training.schedule().seed()));
    addTerms(terms, "data.train", Optional.of(train));
    addTerms(terms, "data.test", test);
    addTerms(terms, "predict.data", prediction.table());
    terms.put("predict.owner", lower(prediction.owner()));
    terms.put("predict.to", lower(prediction.to()));
    terms.put("predict.reveal", lower(prediction.reveal()));
    terms.put("predict.batch", Integer.toString(prediction.batch()));
    accuracy.addTerms(terms);
    parties.forEach(
        (party, fingerprint) -> terms.put("parties." + lower(party), fingerprint.hex()));
    return terms;
  }

  /**
   * How the network is trained, all defaults filled in, by the keys of the job file: for people and
   * programs to see at the start.
   *
   * @param iterations of the whole run, by which the step goes where the job does not say it
   */
  public Map<String, Object> summary(int iterations) {
    Map<String, Object> summary = new LinkedHashMap<>(networkSummary());
    if (training.method() instanceof Method.Signum signum) {
      summary.put("momentum", lower(signum.momentum()));
    }
    summary.put("batch", training.schedule().batch());
    summary.put("epochs", training.schedule().epochs());
    if (training.method() instanceof Method.Signum signum) {
      summary.put("step", signum.step(training.schedule().batch(), iterations));
    }
    training
        .method()
        .publicShifts()
        .ifPresent(shifts -> {
          summary.put("shifts.forward", shifts.forward());
          summary.put("shifts.error", shifts.error());
        });
    link.ifPresent(said -> summary.put("link", inWords(said)));
    return summary;
  }

  /** That part of {@link #summary} which a prediction depends on. */
  public Map<String, Object> modelSummary() {
    Map<String, Object> summary = new LinkedHashMap<>(networkSummary());
    training
        .method()
        .publicShifts()
        .ifPresent(shifts -> summary.put("shifts.forward", shifts.forward()));
    return summary;
  }

  private Map<String, Object> networkSummary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("network", training.network().toString());
    summary.put("bias", training.network().bias());
    summary.put("optimizer", lower(Optimizer.of(training.method())));
    summary.put("scales", lower(Scales.of(training.method())));
    return summary;
  }

  /** Those of the terms that a trained model depends on ever after. */
  public static SortedMap<String, String> modelTerms(TrainingJob training) {
    SortedMap<String, String> terms = new TreeMap<>();
    terms.put("network", training.network().toString());
    terms.put("bias", Integer.toString(training.network().bias()));
    terms.put("optimizer", lower(Optimizer.of(training.method())));
    terms.put("scales", lower(Scales.of(training.method())));
    training
        .method()
        .publicShifts()
        .ifPresent(shifts -> terms.put("shifts.forward", shifts.forward().toString()));
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
  public String digest() {
    List<String> texts = new ArrayList<>();
    terms()
        .forEach((key, value) -> {
          texts.add(key);
          texts.add(value);
        });
    return Digests.sha256(texts);
  }

  private static String inWords(LinkModel link) {
    return link.equals(LinkModel.LOOPBACK) ? LOOPBACK : link.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
