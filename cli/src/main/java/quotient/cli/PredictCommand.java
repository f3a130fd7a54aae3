package quotient.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.transport.TlsTcp;
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

  @Override
  public void run() {
    Job job = jobOptions.read();
    Party me = peer.party();
    Table table =
        job.prediction()
            .table()
            .orElseThrow(() ->
                UserException.file(
                    job.file() + ": predict.data is missing; describe the rows to predict"));
    checkOptions(job, me);
    ModelFile model = ModelFile.read(modelPath, me, job.hyper());
    TlsTcp tcp = peer.tcp();
    Dataset own =
        job.prediction().owner() == me
            ? job.read(table, jobOptions.directory(), Optional.empty())
            : job.noRows();
    try (Report report = output.report();
        Session session = Session.open(peer, tcp, report)) {
      run(job, model, new OwnRows("rows", table, own), session, report);
      session.complete();
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
    predictionsPath.ifPresent(
        file -> ModelFile.requireWritable(file, PREDICTIONS_OPTION, overwrite));
  }

  private void run(Job job, ModelFile model, OwnRows own, Session session, Report report) {
    long start = System.nanoTime();
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "predict");
    terms.put("model run", model.run());
    Map<String, String> facts = new TreeMap<>();
    own.tell(facts);
    Map<String, String> theirs = session.agree(terms, facts);
    Examples examples = own.withOthers(session.me(), theirs);
    if (examples.rows() == 0) {
      throw new DisagreementException("the owner of the rows to predict has none");
    }
    report.started(
        "party %s, job %s, %d rows of party %s"
            .formatted(session.me(), job.digest(), examples.rows(), job.prediction().owner()),
        Map.of("jobDigest", job.digest(), "party", session.me().name(), "rows", examples.rows()));
    Optional<Predictions> opened =
        Predictions.open(
            new Inference(session.engine(job.protocols()), model.model()),
            examples,
            job.prediction());
    opened.ifPresent(predictions -> predictions.write(predictionsPath.orElseThrow()));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    tellResult(job, own, examples.rows(), opened, session, elapsed, report);
  }

  private void tellResult(
      Job job,
      OwnRows own,
      int rows,
      Optional<Predictions> opened,
      Session session,
      Duration elapsed,
      Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(rows + " rows in " + Format.time(elapsed) + ", ");
    text.append(Format.traffic(session.traffic()));
    values.put("rows", rows);
    values.put("seconds", Format.seconds(elapsed));
    values.putAll(Format.trafficValues(session.traffic()));
    predictionsPath.ifPresent(file -> {
      values.put("predictions", file.toString());
      text.append("; predictions are in ").append(file);
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
