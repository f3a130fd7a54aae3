package quotient.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.engine.Party;
import quotient.job.Accuracy;
import quotient.job.Job;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.training.Method;
import quotient.training.Model;
import quotient.training.Trainer;
import quotient.transport.LinkModel;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.Protocols;
import quotient.twoparty.Work;

/**
 * What a job will take over a link, known without data and without a peer: all that the secure
 * engine will do, from its set-up on. The handshake, the goodbye and files are not in it.
 *
 * @param link between the parties
 * @param parts of the job
 * @param heap bytes of heap of a party, about: {@link #FIXED_HEAP}, its own rows, {@link
 *     #BYTES_A_WEIGHT} for each weight, and what the largest call of the engine holds at a time;
 *     garbage that is not collected yet comes on top
 */
public record Plan(Link link, List<Part> parts, long heap) {
  /** Classes, code, buffers and the queues of the channels: 128 MiB. */
  private static final long FIXED_HEAP = 128L << 20;

  /** Wires or shares of a latent weight, its momentum and its gradient. */
  private static final long BYTES_A_WEIGHT = 32;

  /** Iterations before those that stand for all: the first updates are of public weights. */
  private static final int WARM_UPS = 2;

  /**
   * Iterations of which the mean is taken, at least: triples are made for several at a time. More
   * until they take so many OTs, of which a batch is a few percent, or are enough for anything.
   */
  private static final int SAMPLE = 8;

  private static final long SAMPLED_OTS = 1L << 26;
  private static final int LARGEST_SAMPLE = 256;

  /** Batches of rows that are assumed where none are said: enough for a mean. */
  private static final int ASSUMED_BATCHES = 16;

  /** Groups of rows that are updated in turn and are all sampled. */
  private static final int MOST_GROUPS = 64;

  /** Of more test rows only so many are planned, and stand for all. */
  private static final int MOST_TEST_ROWS = 20_000;

  /** Batches of predictions of which the mean is taken: weights are encrypted once for eight. */
  private static final int BATCHES = 8;

  /** Those before them: the first weights are encrypted for fewer. */
  private static final int FIRST_BATCHES = 7;

  /**
   * A link as it was named.
   *
   * @param name as a user writes it
   */
  public record Link(String name, LinkModel model) {
    private static final String LOOPBACK = "loopback";

    /** Those that a plan is made for if neither the user nor the job names one. */
    public static final List<Link> ALL =
        List.of(parse(LOOPBACK), parse("10Gb/s,0.3ms"), parse("1Gb/s,1ms"), parse("24MB/s,42ms"));

    /** That of a job. */
    public static Link of(LinkModel model) {
      return new Link(model.equals(LinkModel.LOOPBACK) ? LOOPBACK : model.toString(), model);
    }

    /**
     * Reads {@code loopback}, or what {@link LinkModel#parse} reads.
     *
     * @throws IllegalArgumentException if it is neither; the message is one line for the user
     */
    public static Link parse(String text) {
      return new Link(text, text.equals(LOOPBACK) ? LinkModel.LOOPBACK : LinkModel.parse(text));
    }
  }

  /**
   * Rows of the parties.
   *
   * @param ofA to learn from
   * @param ofB to learn from
   * @param testOfA to count hits on
   * @param testOfB to count hits on
   */
  public record Rows(int ofA, int ofB, int testOfA, int testOfB) {
    /**
     * As far as they are said: who of the two is not named has none, and if neither is, each has
     * half of {@link #ASSUMED_BATCHES} batches.
     *
     * @param test of both parties to count hits on, the first half of A
     * @throws UserException if one is negative, or there are too many
     */
    public static Rows of(Job job, Optional<Integer> ofA, Optional<Integer> ofB, int test) {
      boolean none = ofA.isEmpty() && ofB.isEmpty();
      int half = none ? ASSUMED_BATCHES / 2 * job.training().schedule().batch() : 0;
      Rows rows = new Rows(ofA.orElse(half), ofB.orElse(half), test / 2, test - test / 2);
      int least = Math.min(test, Math.min(rows.ofA, rows.ofB));
      if (least < 0) {
        throw UserException.request("there are no " + least + " rows; say 0 or more");
      }
      if (Math.max((long) rows.ofA + rows.ofB, test) > Examples.MAX_ROWS) {
        throw UserException.request(
            "both parties together can have %,d rows at most".formatted(Examples.MAX_ROWS));
      }
      return rows;
    }
  }

  /** What is planned. */
  public enum Kind {
    /** A session's seeds, base OTs and public keys. */
    SET_UP,
    /** An iteration: the mean of several later ones. */
    ITERATION,
    /** The iterations of an epoch, so many times that mean. */
    EPOCH,
    /** A count of hits on the test rows. */
    ACCURACY,
    /** A session that trains: the first iterations, the rest by the mean, and counts of hits. */
    TRAINING,
    /** A session that predicts so many rows: the first batches, the rest by the mean of several. */
    PREDICTION,
    /** A session that predicts a batch. */
    BATCH,
    /** A further batch of that session: the mean of several later ones. */
    FURTHER_BATCH
  }

  /**
   * A part of a job.
   *
   * @param count rows, or iterations
   * @param time expected
   */
  public record Part(Kind kind, int count, Work work, Duration time) {}

  /**
   * Plans a job.
   *
   * @throws UserException if there are fewer rows than a batch, or more than can be counted
   */
  public static Plan of(Job job, Rows rows, Link link, UnitCosts costs) {
    TrainingLoop.iterations(job, rows.ofA + rows.ofB);
    Planner planner = new Planner(job, link, costs);
    Model model = planner.training(rows);
    planner.prediction(model, 1);
    planner.batches(model);
    return planner.plan(Math.max(rows.ofA, rows.ofB));
  }

  /**
   * Plans the training of a job alone.
   *
   * @throws UserException if there are fewer rows than a batch, or more than can be counted
   */
  static Plan ofTraining(Job job, Rows rows, Link link, UnitCosts costs) {
    TrainingLoop.iterations(job, rows.ofA + rows.ofB);
    Planner planner = new Planner(job, link, costs);
    planner.training(rows);
    return planner.plan(Math.max(rows.ofA, rows.ofB));
  }

  /**
   * Plans a prediction of a job.
   *
   * @param model of which only the shapes count
   * @param rows of the party that the job calls the owner, at least one
   */
  static Plan ofPrediction(Job job, Model model, int rows, Link link, UnitCosts costs) {
    Planner planner = new Planner(job, link, costs);
    planner.prediction(model, rows);
    return planner.plan(rows);
  }

  /** The part of this kind, if the plan has one. */
  Optional<Part> part(Kind kind) {
    return parts.stream().filter(part -> part.kind == kind).findFirst();
  }

  /** Makes the parts, one after the other. */
  private static final class Planner {
    private final Job job;
    private final Link link;
    private final UnitCosts costs;
    private final Protocols protocols;
    private final List<Part> parts = new ArrayList<>();
    private long peak;

    Planner(Job job, Link link, UnitCosts costs) {
      this.job = job;
      this.link = link;
      this.costs = costs;
      protocols = job.protocols().over(link.model);
    }

    /**
     * All that is planned.
     *
     * @param rows of the party that has more
     */
    Plan plan(int rows) {
      long data = (long) rows * job.inputs();
      long weights = BYTES_A_WEIGHT * job.training().network().weights();
      return new Plan(link, parts, FIXED_HEAP + data + weights + peak);
    }

    private void add(Kind kind, int count, Work work) {
      Duration time = costs.time(work, protocols);
      parts.add(new Part(kind, count, work, time));
    }

    Model training(Rows rows) {
      PlanningEngine engine = new PlanningEngine(protocols);
      add(Kind.SET_UP, 1, engine.work());
      Work before = engine.work();
      Trainer trainer =
          new Trainer(
              engine,
              job.training(),
              Examples.counted(rows.ofA, rows.ofB, job.inputs(), job.train().signed()));
      int groups = groups();
      int all = trainer.iterations();
      int begin = Math.min(WARM_UPS + groups, all);
      iterate(trainer, begin);
      Work begun = begin == all ? before : engine.work();
      int more = 0;
      while (begin + more < all && !isEnough(more, engine.work().minus(begun))) {
        int some = Math.min(groups, all - begin - more);
        iterate(trainer, some);
        more += some;
      }
      Work sampled = engine.work().minus(begun);
      int sample = more == 0 ? begin : more;
      add(Kind.ITERATION, sample, sampled.times(1, sample));
      int perEpoch = trainer.iterationsPerEpoch();
      add(Kind.EPOCH, perEpoch, sampled.times(perEpoch, sample));
      Work training = engine.work().plus(sampled.times(all - begin - more, sample));
      add(Kind.TRAINING, all, training.plus(hits(engine, trainer.model(), rows)));
      peak = engine.peakBytes();
      return trainer.model();
    }

    private static boolean isEnough(int iterations, Work work) {
      return iterations >= SAMPLE
          && (work.bill().cots() >= SAMPLED_OTS || iterations >= LARGEST_SAMPLE);
    }

    private int groups() {
      return job.training().method() instanceof Method.Signum signum
          ? Math.min(signum.rotate(), MOST_GROUPS)
          : 1;
    }

    private static void iterate(Trainer trainer, int times) {
      for (int i = 0; i < times; i++) {
        trainer.iterate();
      }
    }

    /** All that a training opens. */
    private Work hits(PlanningEngine engine, Model model, Rows rows) {
      Accuracy accuracy = job.accuracy();
      int test = rows.testOfA + rows.testOfB;
      if (job.test().isEmpty() || accuracy.open() == Accuracy.Opening.NONE || test == 0) {
        return Work.NONE;
      }
      boolean signed = job.test().map(Table::signed).orElse(false);
      int parts = Math.ceilDiv(test, MOST_TEST_ROWS);
      int ofA = rows.testOfA / parts;
      int ofB = test / parts - ofA;
      AccuracyCount count =
          new AccuracyCount(engine, Examples.counted(ofA, ofB, job.inputs(), signed));
      Work before = engine.work();
      count.open(model);
      Work one = engine.work().minus(before).times(test, ofA + ofB);
      add(Kind.ACCURACY, test, one);
      int epochs = job.training().schedule().epochs();
      long counts =
          IntStream.rangeClosed(1, epochs).filter(e -> accuracy.open().at(e, epochs)).count();
      before = engine.work();
      if (accuracy.majority()) {
        count.openMajority(model);
      }
      return one.times(counts, 1).plus(engine.work().minus(before));
    }

    void prediction(Model model, int rows) {
      PlanningEngine engine = new PlanningEngine(protocols);
      Inference inference = new Inference(engine, model);
      int batch = inference.rowsAtATime(job.prediction().batch());
      int begin = Math.min(FIRST_BATCHES * batch, rows);
      predict(inference, begin);
      int more = Math.min(BATCHES * batch, rows - begin);
      Work begun = engine.work();
      predict(inference, more);
      Work sampled = engine.work().minus(begun);
      int rest = rows - begin - more;
      add(
          Kind.PREDICTION,
          rows,
          rest == 0 ? engine.work() : engine.work().plus(sampled.times(rest, more)));
      peak = Math.max(peak, engine.peakBytes());
    }

    void batches(Model model) {
      PlanningEngine engine = new PlanningEngine(protocols);
      Inference inference = new Inference(engine, model);
      int batch = inference.rowsAtATime(job.prediction().batch());
      predict(inference, batch);
      add(Kind.BATCH, batch, engine.work());
      predict(inference, (FIRST_BATCHES - 1) * batch);
      Work begun = engine.work();
      predict(inference, BATCHES * batch);
      peak = Math.max(peak, engine.peakBytes());
      add(Kind.FURTHER_BATCH, batch, engine.work().minus(begun).times(1, BATCHES));
    }

    private void predict(Inference inference, int rows) {
      Job.Prediction prediction = job.prediction();
      boolean signed = prediction.table().orElse(job.train()).signed();
      boolean ofA = prediction.owner() == Party.A;
      Predictions.open(
          inference,
          Examples.counted(ofA ? rows : 0, ofA ? 0 : rows, job.inputs(), signed),
          prediction);
    }
  }
}
