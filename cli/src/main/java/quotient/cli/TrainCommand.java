package quotient.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
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
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.transport.TlsTcp;
import quotient.transport.Traffic;

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

  @Override
  public void run() {
    Job job = jobOptions.read();
    ModelFile.requireWritable(modelPath, "--model", overwrite);
    TlsTcp tcp = peer.tcp();
    OwnRows train = own(job, job.train(), rows, "rows", "--rows");
    Optional<OwnRows> test =
        job.test().map(table -> own(job, table, testRows, "test rows", "--test-rows"));
    try (Report report = output.report();
        Session session = Session.open(peer, tcp, report)) {
      run(job, train, test, session, report);
      session.complete();
    }
  }

  private OwnRows own(Job job, Table table, RowSelection selection, String fact, String option) {
    Dataset own =
        selection.isNone()
            ? job.noRows()
            : selection.of(job.read(table, jobOptions.directory(), Optional.empty()), option);
    return new OwnRows(fact, table, own);
  }

  private void run(Job job, OwnRows train, Optional<OwnRows> test, Session session, Report report) {
    long start = System.nanoTime();
    Map<String, String> facts = new TreeMap<>();
    String mine = randomRun();
    facts.put(RUN, mine);
    train.tell(facts);
    test.ifPresent(rowsOfTest -> rowsOfTest.tell(facts));
    Map<String, String> theirs = session.agree(terms(job), facts);
    Party me = session.me();
    String run = me == Party.A ? mine : theirs.getOrDefault(RUN, "");
    tellStart(job, me, train.rows().rows(), train.othersRows(theirs), report);
    Examples examples = train.withOthers(me, theirs);
    Optional<Examples> testExamples =
        test.map(rowsOfTest -> rowsOfTest.withOthers(me, theirs)).filter(both -> both.rows() > 0);

    TrainingRun.Outcome outcome =
        new TrainingRun(
                () -> session.engine(job.protocols()),
                job,
                examples,
                testExamples,
                insecureTrace.isEmpty() ? Trace.OFF : new Trace(true, insecureTrace))
            .run(Integer.MAX_VALUE, report, () -> Channels.bytes(session.traffic()));
    new ModelFile(outcome.model(), run).write(modelPath, me, job.digest());
    tellResult(
        job, outcome, session.traffic(), Duration.ofNanos(System.nanoTime() - start), report);
  }

  private SortedMap<String, String> terms(Job job) {
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "train");
    terms.put(
        "insecure-trace",
        insecureTrace.isEmpty()
            ? "off"
            : insecureTrace.stream().map(String::valueOf).collect(Collectors.joining(",")));
    return terms;
  }

  private static String randomRun() {
    byte[] bytes = new byte[RUN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void tellStart(Job job, Party me, int ownRows, int othersRows, Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", job.digest());
    values.put("party", me.name());
    values.put("rows", ownRows);
    values.put("othersRows", othersRows);
    report.started(
        "party %s, job %s, %d own rows and %d of the other party"
            .formatted(me, job.digest(), ownRows, othersRows),
        values);
  }

  private void tellResult(
      Job job, TrainingRun.Outcome outcome, Traffic traffic, Duration elapsed, Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iterations", outcome.iterations());
    values.put("seconds", Format.seconds(elapsed));
    values.putAll(Format.trafficValues(traffic));
    outcome.accuracy().ifPresent(percent -> values.put("accuracy", Format.decimal(percent, 2)));
    values.put("model", modelPath.toString());
    values.put("jobDigest", job.digest());
    report.result(
        "train",
        "%d iterations in %s, %s; this party's share of the model is in %s"
            .formatted(
                outcome.iterations(), Format.time(elapsed), Format.traffic(traffic), modelPath),
        values);
  }
}
