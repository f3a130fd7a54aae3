package quotient.run;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import quotient.data.ColumnNames;
import quotient.data.Dataset;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.job.Accuracy;
import quotient.job.Digests;
import quotient.job.Job;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.training.Model;
import quotient.transport.ChannelException;
import quotient.twoparty.DisagreementException;
import quotient.twoparty.Session;

/**
 * One party's part in a training, from its own rows to its file with a share of the model. At the
 * end both parties have their files, or none has.
 */
public final class Training {
  private static final int RUN_BYTES = 16;
  private static final int MARK_DIGITS = 8;
  private static final String MODEL_OPTION = "--model";
  private static final String RUN = "run";
  private static final String NOTHING_WRITTEN = "no share of the model was written";
  private static final String COMMITMENT = "commitment";
  private static final String TRAIN = "data.train";
  private static final String TEST = "data.test";

  private final Job job;
  private final Settings settings;
  private final Appointment appointment;
  private final OwnRows train;
  private final Optional<OwnRows> test;
  private final Reservation reservation;

  /**
   * What each party decides for itself, but for {@code trace}, which must be the same at both.
   *
   * @param directory what relative paths of the job start from
   * @param rows those of {@code data.train} that this party contributes
   * @param testRows the same for {@code data.test}
   * @param trace when the weights are opened
   * @param model where this party's share of the model goes
   */
  public record Settings(
      Path directory, RowSelection rows, RowSelection testRows, Trace trace, OutputFile model) {}

  private Training(
      Job job,
      Settings settings,
      Appointment appointment,
      OwnRows train,
      Optional<OwnRows> test,
      Reservation reservation) {
    this.job = job;
    this.settings = settings;
    this.appointment = appointment;
    this.train = train;
    this.test = test;
    this.reservation = reservation;
  }

  /**
   * Reads this party's keys and rows: all that can fail at one party alone; to be called within
   * {@link Rendezvous#alone}.
   *
   * @throws UserException if a file or a setting cannot be used, or it is not clear who is meant
   * @throws quotient.data.DataException if a table or the place of the model cannot be used
   * @throws quotient.transport.KeyFileException if a key or certificate cannot be used
   */
  public static Training prepare(Job job, Rendezvous rendezvous, Settings settings) {
    settings
        .model()
        .requireOther(MODEL_OPTION, job.inputs(settings.directory()), rendezvous.keyFiles());
    settings.model().requireWritable(MODEL_OPTION, ModelFile.bytes(job.training()));
    Appointment appointment = rendezvous.with(job.parties());
    OwnRows train =
        own(job, settings, TRAIN, job.train(), settings.rows(), "--rows", Optional.empty());
    Optional<ColumnNames> columns = train.rows().columns();
    Optional<OwnRows> test =
        job.test()
            .filter(_ -> job.accuracy().open() != Accuracy.Opening.NONE)
            .map(table ->
                own(job, settings, TEST, table, settings.testRows(), "--test-rows", columns));
    test.ifPresent(own -> requireEnough(job, own.rows().rows()));
    if (!settings.rows().isNone()) {
      boolean testIsRead = test.isPresent() && !settings.testRows().isNone();
      job.requirePredictable(rendezvous.me(), testIsRead, settings.directory(), columns);
    }
    Reservation reservation = Reservation.of(settings.model().path(), MODEL_OPTION);
    return new Training(job, settings, appointment, train, test, reservation);
  }

  private static OwnRows own(
      Job job,
      Settings settings,
      String key,
      Table table,
      RowSelection selection,
      String option,
      Optional<ColumnNames> like) {
    Dataset own =
        selection.isNone()
            ? job.noRows()
            : selection.of(job.read(table, settings.directory(), like), option);
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

  /**
   * Meets the other party and trains with it.
   *
   * @throws ChannelException if there is no connection, or it breaks, or the other party gives up,
   *     before the training begins
   * @throws DisagreementException if the two do not mean the same
   * @throws UserException if there are too few rows, or the other party cannot write its file; or
   *     if the connection breaks or the other party gives up once the training has begun
   * @throws quotient.data.DataException if this party's file cannot be written
   */
  public void run(Consumer<Event> events) {
    try (reservation;
        Interruption.Action _ = Interruption.on("", reservation::close)) {
      appointment.meet(events, session -> run(session, events));
    }
  }

  private void run(Session session, Consumer<Event> events) {
    long start = System.nanoTime();
    Map<String, String> facts = new TreeMap<>();
    String mine = randomRun();
    facts.put(RUN, mine);
    train.tell(facts);
    test.ifPresent(rowsOfTest -> rowsOfTest.tell(facts));
    Map<String, String> theirs = session.handshake(terms(), facts);
    Party me = session.me();
    String run = me == Party.A ? mine : theirs.getOrDefault(RUN, "");
    Examples examples = train.withOthers(me, theirs);
    Optional<Examples> testExamples =
        test.map(rowsOfTest -> withOthersTest(rowsOfTest, me, theirs))
            .filter(both -> both.rows() > 0);
    events.accept(started(me, examples, testExamples));
    TrainingLoop.Outcome outcome;
    try (Interruption.Action _ = Interruption.on(NOTHING_WRITTEN, () -> {})) {
      outcome =
          new TrainingLoop(
                  () ->
                      AgreedLink.engine(
                          job,
                          session,
                          (link, costs) -> Plan.ofTraining(job, rows(me, theirs), link, costs),
                          events),
                  job,
                  examples,
                  testExamples,
                  settings.trace())
              .run(Integer.MAX_VALUE, events, () -> session.traffic().bytes());
    } catch (ChannelException e) {
      throw nothingWritten(e);
    }
    ModelFile.Columns columns =
        new ModelFile.Columns(train.columns(theirs), train.featuresDigest(theirs));
    ShareFile share = share(outcome.model(), run, columns, session);
    AsideShare aside = AsideShare.write(share, settings.model().path(), mark(me, run));
    Optional<Path> kept =
        Handover.complete(session, Optional.of(aside.file()), settings.model().overwrite());
    events.accept(
        new Event.TrainingFinished(
            outcome.iterations(),
            Duration.ofNanos(System.nanoTime() - start),
            session.traffic(),
            outcome.accuracy(),
            outcome.majority(),
            aside.path(),
            aside.elsewhere(),
            kept,
            job.digest()));
  }

  private Plan.Rows rows(Party me, Map<String, String> theirs) {
    boolean isA = me == Party.A;
    int own = train.rows().rows();
    int others = train.othersRows(theirs);
    int ownTest = test.map(rows -> rows.rows().rows()).orElse(0);
    int othersTest = test.map(rows -> rows.othersRows(theirs)).orElse(0);
    return new Plan.Rows(
        isA ? own : others, isA ? others : own,
        isA ? ownTest : othersTest, isA ? othersTest : ownTest);
  }

  private Examples withOthersTest(OwnRows rowsOfTest, Party me, Map<String, String> theirs) {
    if (!job.accuracy().allows(rowsOfTest.othersRows(theirs))) {
      throw new DisagreementException(
          "the other party brings %d test rows, but the job's accuracy.min-rows is %d"
              .formatted(rowsOfTest.othersRows(theirs), job.accuracy().minRows()));
    }
    rowsOfTest.requireColumnsOf(train, theirs);
    return rowsOfTest.withOthers(me, theirs);
  }

  /**
   * For names of files: those of the two parties may get into one directory. The run is what the
   * other party says, and may be anything.
   */
  private static String mark(Party me, String run) {
    return me.name().toLowerCase(Locale.ROOT)
        + "-"
        + Digests.sha256(List.of(run)).substring(0, MARK_DIGITS);
  }

  private ShareFile share(Model model, String run, ModelFile.Columns columns, Session session) {
    ShareFile shares = ModelFile.shares(model, run, columns, session.me(), job);
    Map<String, String> theirs;
    try {
      theirs = session.meet("share", Map.of(COMMITMENT, ModelFile.commitment(shares)));
    } catch (ChannelException e) {
      throw nothingWritten(e);
    }
    return ModelFile.withOthers(shares, theirs.getOrDefault(COMMITMENT, "not told"));
  }

  private static UserException nothingWritten(ChannelException e) {
    return UserException.peer(e.getMessage() + "; " + NOTHING_WRITTEN);
  }

  private SortedMap<String, String> terms() {
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "train");
    terms.put("insecure-trace", settings.trace().on() ? settings.trace().listed() : "off");
    return terms;
  }

  private static String randomRun() {
    byte[] bytes = new byte[RUN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Event started(Party me, Examples examples, Optional<Examples> testExamples) {
    int ownRows = train.rows().rows();
    return new Event.TrainingStarted(
        job.digest(),
        me,
        appointment.peer(),
        ownRows,
        examples.rows() - ownRows,
        testExamples.map(Examples::rows).orElse(0),
        job.accuracy(),
        job.training().schedule().epochs(),
        settings.trace(),
        job.summary(TrainingLoop.iterations(job, examples.rows())));
  }
}
