package quotient.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import quotient.data.Dataset;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.twoparty.DisagreementException;
import quotient.twoparty.Session;

/** One party's part in a prediction with a model of which each party has a share. */
public final class Prediction {
  private static final String OPTION = "--predictions";
  private static final String RUN = "model run";
  private static final String COMMITMENT = "commitment";
  private static final String OTHERS_COMMITMENT = "commitment of the other party";

  private final Job job;
  private final Settings settings;
  private final Appointment appointment;
  private final ModelFile model;
  private final OwnRows own;
  private final Reservation reservation;

  /**
   * What each party decides for itself.
   *
   * @param directory what relative paths of the job start from
   * @param model the file with this party's share of the model
   * @param predictions where the predictions go, if this party learns them
   */
  public record Settings(Path directory, Path model, Optional<OutputFile> predictions) {}

  private Prediction(
      Job job,
      Settings settings,
      Appointment appointment,
      ModelFile model,
      OwnRows own,
      Reservation reservation) {
    this.job = job;
    this.settings = settings;
    this.appointment = appointment;
    this.model = model;
    this.own = own;
    this.reservation = reservation;
  }

  /**
   * Reads this party's keys, share and rows: all that can fail at one party alone; to be called
   * within {@link Rendezvous#alone}.
   *
   * @throws UserException if a file or a setting cannot be used, or it is not clear who is meant
   * @throws quotient.data.DataException if a file cannot be used
   * @throws quotient.transport.KeyFileException if a key or certificate cannot be used
   */
  public static Prediction prepare(Job job, Rendezvous rendezvous, Settings settings) {
    Party me = rendezvous.me();
    Table table =
        job.prediction()
            .table()
            .orElseThrow(() ->
                UserException.file(
                    job.file() + ": predict.data is missing; describe the rows to predict"));
    requireFileIfTold(job, me, settings);
    List<Path> inputs = new ArrayList<>(job.inputs(settings.directory()));
    inputs.add(settings.model());
    settings
        .predictions()
        .ifPresent(file -> file.requireOther(OPTION, inputs, rendezvous.keyFiles()));
    ModelFile model = ModelFile.read(settings.model(), me, job);
    Appointment appointment = rendezvous.with(job.parties());
    Dataset own =
        job.prediction().owner() == me
            ? job.read(table, settings.directory(), model.columns().names())
            : job.noRows();
    model.columns().require(settings.model(), own);
    settings
        .predictions()
        .ifPresent(file -> file.requireWritable(OPTION, Predictions.bytes(own.rows(), job)));
    OwnRows rows = new OwnRows("predict.data", table, own);
    Reservation reservation =
        settings
            .predictions()
            .map(file -> Reservation.of(file.path(), OPTION))
            .orElse(Reservation.NONE);
    return new Prediction(job, settings, appointment, model, rows, reservation);
  }

  private static void requireFileIfTold(Job job, Party me, Settings settings) {
    boolean told = job.prediction().to().includes(me);
    if (told && settings.predictions().isEmpty()) {
      throw UserException.request(
          "the job tells the predictions to this party; say with " + OPTION + " where they go");
    }
    if (!told && settings.predictions().isPresent()) {
      throw UserException.request(
          "the job does not tell the predictions to this party; remove " + OPTION);
    }
  }

  /**
   * Meets the other party and predicts with it.
   *
   * @throws quotient.transport.ChannelException if there is no connection, or it breaks, or the
   *     other party gives up
   * @throws DisagreementException if the two do not mean the same
   * @throws UserException if the other party cannot write its file, or the connection breaks at the
   *     end
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
    facts.put(RUN, model.run());
    facts.put(COMMITMENT, model.commitment());
    facts.put(OTHERS_COMMITMENT, model.othersCommitment());
    own.tell(facts);
    Map<String, String> theirs = session.handshake(terms(), facts);
    requireSameTraining(theirs);
    requireUnchanged(theirs);
    Examples examples = examples(session.me(), theirs);
    events.accept(started(session.me(), examples.rows()));
    Engine engine =
        AgreedLink.engine(
            job,
            session,
            (link, costs) -> Plan.ofPrediction(job, model.model(), examples.rows(), link, costs),
            events);
    Optional<Predictions> opened =
        Predictions.open(new Inference(engine, model.model()), examples, job.prediction());
    Optional<Path> kept = write(opened, session);
    events.accept(
        new Event.PredictionFinished(
            examples.rows(),
            Duration.ofNanos(System.nanoTime() - start),
            session.traffic(),
            settings.predictions().map(OutputFile::path),
            kept,
            accuracy(opened),
            job.digest()));
  }

  private SortedMap<String, String> terms() {
    SortedMap<String, String> terms = job.terms();
    terms.put("command", "predict");
    return terms;
  }

  private void requireSameTraining(Map<String, String> theirs) {
    String other = theirs.getOrDefault(RUN, "not told");
    if (!other.equals(model.run())) {
      throw new DisagreementException(
          "%s: this share and the other party's are of different trainings (%s here, %s there); both"
                  .formatted(settings.model(), model.run(), other)
              + " need the files that one training wrote");
    }
  }

  /** Both parties find the same, whichever file was changed. */
  private void requireUnchanged(Map<String, String> theirs) {
    if (!model.othersCommitment().equals(theirs.get(COMMITMENT))
        || !model.commitment().equals(theirs.get(OTHERS_COMMITMENT))) {
      throw new DisagreementException(
          "the two shares of the model are not those that the parties had after training: one of"
              + " the files was changed since; take both from a copy of that time, or train again");
    }
  }

  private Examples examples(Party me, Map<String, String> theirs) {
    Party owner = job.prediction().owner();
    if (me == owner && own.othersRows(theirs) > 0) {
      throw new DisagreementException(
          "the other party brings rows to predict, but predict.owner is %s, which is this party"
              .formatted(owner));
    }
    Examples examples = own.withOthers(me, theirs);
    if (examples.rows() == 0) {
      throw new DisagreementException("the owner of the rows to predict has none");
    }
    return examples;
  }

  private Event started(Party me, int rows) {
    Job.Prediction prediction = job.prediction();
    return new Event.PredictionStarted(
        job.digest(),
        me,
        appointment.peer(),
        rows,
        prediction.owner(),
        prediction.to(),
        prediction.reveal(),
        job.classes(),
        job.modelSummary());
  }

  private Optional<Path> write(Optional<Predictions> opened, Session session) {
    return Handover.complete(
        session,
        opened.map(all -> all.writeAside(settings.predictions().orElseThrow().path())),
        settings.predictions().map(OutputFile::overwrite).orElse(false));
  }

  private OptionalDouble accuracy(Optional<Predictions> opened) {
    return opened.isPresent() && own.rows().rows() > 0 && own.rows().hasLabels()
        ? OptionalDouble.of(opened.get().accuracy(own.rows().labels()))
        : OptionalDouble.empty();
  }
}
