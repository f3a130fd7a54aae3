package quotient.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.twoparty.DisagreementException;

/** Predicts with a trained model together with the other party. */
@Command(
    name = "predict",
    description = {
      "Predicts the rows of one party with a model of which each party holds a share. The rows, the"
          + " owner, what is opened and to whom are said by 'predict' in the job. Each party runs"
          + " this command with the same job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient predict --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share \\",
      "      --predictions predictions.csv",
      "  quotient predict --job job.yaml --keys keys \\",
      "      --connect alice.example:7000 --model bob.share"
    })
final class PredictCommand implements Runnable {
  private static final String PREDICTIONS_OPTION = "--predictions";
  private static final String COMMITMENT = "commitment";
  private static final String OTHERS_COMMITMENT = "commitment of the other party";

  @Mixin private JobOptions jobOptions;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "This party's share of the model, as 'quotient train' wrote it.")
  private Path modelPath;

  @Option(
      names = PREDICTIONS_OPTION,
      paramLabel = "FILE",
      description =
          "Where the predictions go, as CSV; only for a party that the job lets know them.")
  private Optional<Path> predictionsPath;

  @Option(
      names = "--overwrite",
      description = "Replace the file of " + PREDICTIONS_OPTION + " if it is there.")
  private boolean overwrite;

  /** What this party has prepared before it meets the other one. */
  private record Local(Job job, Peer other, ModelFile model, OwnRows own) {}

  @Override
  public void run() {
    Local local = peer.alone(this::prepare);
    try (Report report = output.report();
        Session session = Session.open(peer, local.other, report)) {
      session.run(() -> run(local, session, report));
    }
  }

  private Local prepare() {
    Job job = jobOptions.read();
    Party me = peer.party();
    Table table =
        job.prediction()
            .table()
            .orElseThrow(() ->
                UserException.file(
                    job.file() + ": predict.data is missing; describe the rows to predict"));
    checkOptions(job, me);
    requireOther(modelPath);
    requireOther(job.file());
    ModelFile model = ModelFile.read(modelPath, me, job);
    Peer other = peer.peer(job.parties());
    Dataset own =
        job.prediction().owner() == me
            ? job.read(table, jobOptions.directory(), model.columns().names())
            : job.noRows();
    model.columns().require(modelPath, own);
    predictionsPath.ifPresent(file ->
        ModelFile.requireWritable(
            file, PREDICTIONS_OPTION, overwrite, Predictions.bytes(own.rows(), job)));
    return new Local(job, other, model, new OwnRows("predict.data", table, own));
  }

  /** Predictions must not take the place of what they are made from. */
  private void requireOther(Path input) {
    if (predictionsPath.isPresent()
        && predictionsPath
            .get()
            .toAbsolutePath()
            .normalize()
            .equals(input.toAbsolutePath().normalize())) {
      throw UserException.usage(
          PREDICTIONS_OPTION + " " + input + ": this command reads that file; choose another");
    }
  }

  private void checkOptions(Job job, Party me) {
    boolean told = job.prediction().to().includes(me);
    if (told && predictionsPath.isEmpty()) {
      throw UserException.usage(
          "the job tells the predictions to this party; say with "
              + PREDICTIONS_OPTION
              + " where they go");
    }
    if (!told && predictionsPath.isPresent()) {
      throw UserException.usage(
          "the job does not tell the predictions to this party; remove " + PREDICTIONS_OPTION);
    }
  }

  private void run(Local local, Session session, Report report) {
    long start = System.nanoTime();
    Job job = local.job;
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "predict");
    terms.put("model run", local.model.run());
    Map<String, String> facts = new TreeMap<>();
    facts.put(COMMITMENT, local.model.commitment());
    facts.put(OTHERS_COMMITMENT, local.model.othersCommitment());
    local.own.tell(facts);
    Map<String, String> theirs = session.agree(terms, facts);
    requireUnchanged(local.model, theirs);
    Examples examples = examples(local, session.me(), theirs);
    tellStart(local, session.me(), examples.rows(), report);
    Optional<Predictions> opened =
        Predictions.open(
            new Inference(session.engine(job.protocols()), local.model.model()),
            examples,
            job.prediction());
    String note =
        Handover.complete(
            session, opened.map(all -> all.writeAside(predictionsPath.orElseThrow())), overwrite);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    tellResult(job, local.own, examples.rows(), opened, session, elapsed, note, report);
  }

  /** Both parties find the same, whichever file was changed. */
  private static void requireUnchanged(ModelFile model, Map<String, String> theirs) {
    if (!model.othersCommitment().equals(theirs.get(COMMITMENT))
        || !model.commitment().equals(theirs.get(OTHERS_COMMITMENT))) {
      throw new DisagreementException(
          "the two shares of the model are not those that the parties had after training: one of"
              + " the files was changed since; take both from a copy of that time, or train again");
    }
  }

  private static Examples examples(Local local, Party me, Map<String, String> theirs) {
    Party owner = local.job.prediction().owner();
    if (me == owner && local.own.othersRows(theirs) > 0) {
      throw new DisagreementException(
          "the other party brings rows to predict, but predict.owner is %s, which is this party"
              .formatted(owner));
    }
    Examples examples = local.own.withOthers(me, theirs);
    if (examples.rows() == 0) {
      throw new DisagreementException("the owner of the rows to predict has none");
    }
    return examples;
  }

  private static void tellStart(Local local, Party me, int rows, Report report) {
    Job.Prediction prediction = local.job.prediction();
    String opened =
        switch (prediction.reveal()) {
          case CLASS -> "the predicted class";
          case LOGITS -> "all %d logits".formatted(local.job.hyper().classes());
        };
    String to = prediction.to() == Recipient.BOTH ? "both parties" : "party " + prediction.to();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", local.job.digest());
    values.put("party", me.name());
    values.put("peer", local.other.fingerprint().hex());
    values.put("rows", rows);
    values.put("opened", opened);
    values.put("openedTo", prediction.to().name());
    report.started(
        List.of(
            "party %s with %s".formatted(me, local.other),
            "job %s, %d rows of party %s"
                .formatted(Format.digest(local.job.digest()), rows, prediction.owner()),
            "opened to %s: %s of each of %d rows, and nothing else".formatted(to, opened, rows)),
        values);
  }

  private void tellResult(
      Job job,
      OwnRows own,
      int rows,
      Optional<Predictions> opened,
      Session session,
      Duration elapsed,
      String note,
      Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(rows + " rows in " + Format.time(elapsed) + ", ");
    text.append(Format.traffic(session.traffic()));
    values.put("rows", rows);
    values.put("seconds", Format.seconds(elapsed));
    values.putAll(Format.trafficValues(session.traffic()));
    predictionsPath.ifPresent(file -> {
      values.put("predictions", file.toString());
      text.append("; predictions are in ").append(file).append(note);
    });
    if (opened.isPresent() && own.rows().rows() > 0 && own.rows().hasLabels()) {
      double accuracy = opened.get().accuracy(own.rows().labels());
      values.put("accuracy", Format.decimal(accuracy, 2));
      text.append("; accuracy ").append(Format.hundredths(accuracy));
    }
    values.put("jobDigest", job.digest());
    report.result("predict", text.toString(), values);
  }
}
