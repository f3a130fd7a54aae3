package quotient.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.training.Model;
import quotient.transport.Traffic;
import quotient.twoparty.DisagreementException;

/** Trains a network together with the other party. */
@Command(
    name = "train",
    description = {
      "Trains the network of a job on the rows of both parties, of which neither sees the other's."
          + " Each party runs this command with the same job; each keeps a share of the model."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient train --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share",
      "  quotient train --job job.yaml --keys keys \\",
      "      --connect alice.example:7000 --model bob.share \\",
      "      --rows 30000-59999 --test-rows none"
    })
final class TrainCommand implements Runnable {
  private static final int RUN_BYTES = 16;
  private static final String RUN = "run";
  private static final String COMMITMENT = "commitment";
  private static final String TRAIN = "data.train";
  private static final String TEST = "data.test";

  @Mixin private JobOptions jobOptions;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "Where this party's share of the trained model goes.")
  private Path modelPath;

  @Option(names = "--overwrite", description = "Replace the file of --model if it is there.")
  private boolean overwrite;

  @Option(
      names = "--rows",
      defaultValue = "all",
      paramLabel = "ROWS",
      converter = RowSelection.Converter.class,
      description =
          "Which rows of data.train this party contributes: all, none, or rows counted from 0 such"
              + " as 0-29999,40000-49999; default: ${DEFAULT-VALUE}.")
  private RowSelection rows;

  @Option(
      names = "--test-rows",
      defaultValue = "all",
      paramLabel = "ROWS",
      converter = RowSelection.Converter.class,
      description = "The same for data.test; default: ${DEFAULT-VALUE}.")
  private RowSelection testRows;

  @Option(
      names = "--insecure-trace",
      split = ",",
      paramLabel = "N",
      description =
          "Open the weights to both parties after these iterations and after each epoch, and print"
              + " their CRC-32. This gives away what the protocols protect; it is for tests.")
  private List<Integer> insecureTrace = List.of();

  /** What this party has prepared before it meets the other one. */
  private record Local(Job job, Peer other, OwnRows train, Optional<OwnRows> test) {}

  @Override
  public void run() {
    Local local = peer.alone(this::prepare);
    try (Report report = output.report();
        Session session = Session.open(peer, local.other, report)) {
      session.run(() -> run(local, session, report));
    }
  }

  private Local prepare() {
    for (int iteration : insecureTrace) {
      if (iteration < 1) {
        throw UserException.usage(
            "--insecure-trace counts iterations from 1, but has " + iteration);
      }
    }
    Job job = jobOptions.read();
    ModelFile.requireWritable(modelPath, "--model", overwrite, ModelFile.bytes(job.hyper()));
    Peer other = peer.peer(job.parties());
    OwnRows train = own(job, TRAIN, job.train(), rows, "--rows", Optional.empty());
    Optional<OwnRows> test =
        job.test()
            .filter(_ -> job.accuracy().open() != Accuracy.Opening.NONE)
            .map(table -> own(job, TEST, table, testRows, "--test-rows", train.rows().columns()));
    test.ifPresent(own -> requireEnough(job, own.rows().rows()));
    if (!rows.isNone()) {
      boolean testIsRead = test.isPresent() && !testRows.isNone();
      job.requirePredictable(
          peer.party(), testIsRead, jobOptions.directory(), train.rows().columns());
    }
    return new Local(job, other, train, test);
  }

  private OwnRows own(
      Job job,
      String key,
      Table table,
      RowSelection selection,
      String option,
      Optional<ColumnNames> like) {
    Dataset own =
        selection.isNone()
            ? job.noRows()
            : selection.of(job.read(table, jobOptions.directory(), like), option);
    return new OwnRows(key, table, own);
  }

  private static void requireEnough(Job job, int testRows) {
    if (!job.accuracy().allows(testRows)) {
      throw UserException.file(
          ("%s: this party brings %d test rows, and the number of right predictions would tell too"
                  + " much of each; bring %d or none, or say accuracy.min-rows in the job")
              .formatted(job.file(), testRows, job.accuracy().minRows()));
    }
  }

  private void run(Local local, Session session, Report report) {
    long start = System.nanoTime();
    Job job = local.job;
    Map<String, String> facts = new TreeMap<>();
    String mine = randomRun();
    facts.put(RUN, mine);
    local.train.tell(facts);
    local.test.ifPresent(rowsOfTest -> rowsOfTest.tell(facts));
    Map<String, String> theirs = session.agree(terms(job), facts);
    Party me = session.me();
    String run = me == Party.A ? mine : theirs.getOrDefault(RUN, "");
    Examples examples = local.train.withOthers(me, theirs);
    Optional<Examples> testExamples =
        local
            .test
            .map(rowsOfTest -> withOthersTest(local, rowsOfTest, me, theirs))
            .filter(both -> both.rows() > 0);
    tellStart(local, me, examples, testExamples, report);
    TrainingRun.Outcome outcome;
    try (Interruption.Action _ = Interruption.on("no share of the model was written", () -> {})) {
      outcome =
          new TrainingRun(
                  () -> session.engine(job.protocols()),
                  job,
                  examples,
                  testExamples,
                  insecureTrace.isEmpty() ? Trace.OFF : new Trace(true, insecureTrace))
              .run(Integer.MAX_VALUE, report, () -> Channels.bytes(session.traffic()));
    }
    ModelFile.Columns columns =
        new ModelFile.Columns(local.train.columns(theirs), local.train.featuresDigest(theirs));
    String note = write(outcome.model(), run, columns, job, session);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    tellResult(job, outcome, session.traffic(), elapsed, note, report);
  }

  private static Examples withOthersTest(
      Local local, OwnRows test, Party me, Map<String, String> theirs) {
    Job job = local.job;
    if (!job.accuracy().allows(test.othersRows(theirs))) {
      throw new DisagreementException(
          "the other party brings %d test rows, but the job's accuracy.min-rows is %d"
              .formatted(test.othersRows(theirs), job.accuracy().minRows()));
    }
    test.requireColumnsOf(local.train, theirs);
    return test.withOthers(me, theirs);
  }

  private String write(
      Model model, String run, ModelFile.Columns columns, Job job, Session session) {
    ShareFile shares = ModelFile.shares(model, run, columns, session.me(), job);
    Map<String, String> theirs =
        session.meet("share", Map.of(COMMITMENT, ModelFile.commitment(shares)));
    ShareFile complete = ModelFile.withOthers(shares, theirs.getOrDefault(COMMITMENT, "not told"));
    return Handover.complete(session, Optional.of(complete.writeAside(modelPath)), overwrite);
  }

  private SortedMap<String, String> terms(Job job) {
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "train");
    terms.put("insecure-trace", insecureTrace.isEmpty() ? "off" : tracedIterations());
    return terms;
  }

  private String tracedIterations() {
    return insecureTrace.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String randomRun() {
    byte[] bytes = new byte[RUN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void tellStart(
      Local local, Party me, Examples examples, Optional<Examples> test, Report report) {
    Job job = local.job;
    int ownRows = local.train.rows().rows();
    List<String> opened = new ArrayList<>();
    test.ifPresent(rowsOfTest ->
        opened.addAll(job.accuracy().opened(rowsOfTest.rows(), job.hyper().epochs())));
    if (!insecureTrace.isEmpty()) {
      opened.add(
          "INSECURE: all weights, after iterations " + tracedIterations() + " and each epoch");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", job.digest());
    values.put("party", me.name());
    values.put("peer", local.other.fingerprint().hex());
    values.put("rows", ownRows);
    values.put("othersRows", examples.rows() - ownRows);
    values.put("openedToBoth", opened);
    report.started(
        List.of(
            "party %s with %s".formatted(me, local.other),
            "job %s, %d own rows and %d of the other party"
                .formatted(Format.digest(job.digest()), ownRows, examples.rows() - ownRows),
            "opened to both parties: "
                + (opened.isEmpty() ? "nothing" : String.join("; ", opened))),
        values);
  }

  private void tellResult(
      Job job,
      TrainingRun.Outcome outcome,
      Traffic traffic,
      Duration elapsed,
      String note,
      Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iterations", outcome.iterations());
    values.put("seconds", Format.seconds(elapsed));
    values.putAll(Format.trafficValues(traffic));
    outcome.accuracy().ifPresent(percent -> values.put("accuracy", Format.decimal(percent, 2)));
    outcome.majority().ifPresent(percent -> values.put("majority", Format.decimal(percent, 2)));
    values.put("model", modelPath.toString());
    values.put("jobDigest", job.digest());
    report.result(
        "train",
        "%d iterations in %s, %s%s; this party's share of the model is in %s%s"
            .formatted(
                outcome.iterations(),
                Format.time(elapsed),
                Format.traffic(traffic),
                outcome.accuracyText(),
                modelPath,
                note),
        values);
  }
}
