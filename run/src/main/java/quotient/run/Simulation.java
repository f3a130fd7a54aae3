package quotient.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import quotient.bits.BitVectors;
import quotient.data.Dataset;
import quotient.engine.ClearEngine;
import quotient.engine.Party;
import quotient.job.Accuracy;
import quotient.job.Job;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.training.Model;
import quotient.transport.Traffic;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.InProcess;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/**
 * A training run of which this process knows all rows: in the clear, or as two parties on a thread
 * each. The first half of the rows counts as A's.
 */
public final class Simulation {
  private final Job job;
  private final Dataset train;
  private final Optional<Dataset> test;
  private final Trace trace;
  private final int maxIterations;

  private Simulation(
      Job job, Dataset train, Optional<Dataset> test, Trace trace, int maxIterations) {
    this.job = job;
    this.train = train;
    this.test = test;
    this.trace = trace;
    this.maxIterations = maxIterations;
  }

  /**
   * Reads the rows.
   *
   * @param directory what relative paths of the job start from
   * @param maxIterations after how many the run ends if not before
   * @throws quotient.data.DataException if a table cannot be used
   */
  public static Simulation prepare(Job job, Path directory, Trace trace, int maxIterations) {
    Dataset train = job.read(job.train(), directory, Optional.empty());
    Optional<Dataset> test = job.test().map(table -> job.read(table, directory, train.columns()));
    return new Simulation(job, train, test, trace, maxIterations);
  }

  /**
   * What came out.
   *
   * @param run of A, if there were two parties
   * @param model the weights themselves
   * @param traffic as A saw it, if there were two parties
   */
  private record Outcome(TrainingLoop.Outcome run, Model model, Optional<Traffic> traffic) {}

  /**
   * Trains.
   *
   * @param gates the protocol for gates, instead of the job's, between two parties; absent for a
   *     run in the clear
   * @return the weights themselves
   * @throws UserException if there are fewer rows than a batch
   */
  public Model run(Optional<GateProtocol> gates, Consumer<Event> events) {
    long start = System.nanoTime();
    Outcome outcome =
        gates.map(protocol -> secure(protocol, events)).orElseGet(() -> clear(events));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    events.accept(
        new Event.SimulationFinished(
            outcome.run().iterations(),
            elapsed,
            outcome.traffic(),
            outcome.run().accuracy(),
            Confusion.of(
                new Inference(new ClearEngine(), outcome.model()),
                test.orElse(train),
                test.isPresent() ? "data.test" : "data.train",
                job.test().orElse(job.train())),
            tooFew(),
            job.digest()));
    return outcome.model();
  }

  private Event started() {
    return new Event.SimulationStarted(
        job.digest(), train.rows(), job.summary(TrainingLoop.iterations(job, train.rows())));
  }

  /** What would stop the training of two parties and does not stop this one. */
  private Optional<Event.TooFewTestRows> tooFew() {
    int rows = test.map(Dataset::rows).orElse(0);
    Accuracy accuracy = job.accuracy();
    return accuracy.open() == Accuracy.Opening.NONE || accuracy.allows(rows)
        ? Optional.empty()
        : Optional.of(new Event.TooFewTestRows(rows, accuracy.minRows()));
  }

  private Outcome clear(Consumer<Event> events) {
    TrainingLoop run =
        new TrainingLoop(
            ClearEngine::new,
            job,
            all(train, job.train()),
            test.map(rows -> all(rows, job.test().orElseThrow())),
            trace);
    events.accept(started());
    TrainingLoop.Outcome outcome = run.run(maxIterations, events, () -> 0);
    return new Outcome(outcome, outcome.model(), Optional.empty());
  }

  /** The rows as one table that this process knows. */
  static Examples all(Dataset rows, Table table) {
    return Examples.all(
        rows.features(), rows.rows() / 2, table.signed(), rows.values(), rows.labels());
  }

  /** How a party's training ended, and its session, which has counted what it sent. */
  private record Trained(TrainingLoop.Outcome run, Session session) {}

  /** Trains with the secure protocols, both parties on a thread of this process. */
  private Outcome secure(GateProtocol gates, Consumer<Event> events) {
    Protocols protocols = new Protocols(gates, job.protocols().products());
    InProcess.Both<Trained> both =
        InProcess.run(
            channels -> train(new Session(Party.A, channels), protocols, events),
            channels -> train(new Session(Party.B, channels), protocols, _ -> {}));
    TrainingLoop.Outcome run = both.a().run();
    return new Outcome(
        run,
        together(run.model(), both.b().run().model()),
        Optional.of(both.a().session().traffic()));
  }

  /** The network of which each party has a share. */
  private static Model together(Model a, Model b) {
    return new Model(a.job(), together(a.weights(), b.weights()), together(a.scales(), b.scales()));
  }

  private static List<long[][]> together(List<long[][]> a, List<long[][]> b) {
    List<long[][]> out = new ArrayList<>();
    for (int l = 0; l < a.size(); l++) {
      long[][] wires = new long[a.get(l).length][];
      for (int k = 0; k < wires.length; k++) {
        wires[k] = BitVectors.xor(a.get(l)[k], b.get(l)[k]);
      }
      out.add(wires);
    }
    return out;
  }

  private Trained train(Session session, Protocols protocols, Consumer<Event> events) {
    Party me = session.me();
    TrainingLoop run =
        new TrainingLoop(
            () -> session.engine(protocols),
            job,
            own(me, train, job.train()),
            test.map(rows -> own(me, rows, job.test().orElseThrow())),
            trace);
    events.accept(started());
    return new Trained(run.run(maxIterations, events, () -> session.traffic().bytes()), session);
  }

  private static Examples own(Party me, Dataset rows, Table table) {
    int rowsOfA = rows.rows() / 2;
    Dataset own = me == Party.A ? rows.range(0, rowsOfA) : rows.range(rowsOfA, rows.rows());
    return Examples.own(
        me, rows.rows() - own.rows(), own.features(), table.signed(), own.values(), own.labels());
  }
}
