package quotient.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import quotient.engine.Engine;
import quotient.job.Accuracy;
import quotient.job.Job;
import quotient.training.Examples;
import quotient.training.InsecureWeights;
import quotient.training.Model;
import quotient.training.RuleException;
import quotient.training.Trainer;

/** Trains a network on whatever engine and tells how it goes. */
final class TrainingLoop {
  private final Accuracy open;
  private final int epochs;
  private final Trace trace;
  private final Engine engine;
  private final Trainer trainer;
  private final Optional<AccuracyCount> test;

  /**
   * A run that has not begun.
   *
   * @param engine makes the engine, once everything else is known to be right
   * @throws UserException if there are fewer rows than a batch
   */
  TrainingLoop(
      Supplier<? extends Engine> engine,
      Job job,
      Examples train,
      Optional<Examples> test,
      Trace trace) {
    iterations(job, train.rows());
    open = job.accuracy();
    epochs = job.training().schedule().epochs();
    this.trace = trace;
    this.engine = engine.get();
    this.test = test.map(rows -> new AccuracyCount(this.engine, rows));
    trainer = new Trainer(this.engine, job.training(), train);
  }

  /**
   * Iterations of a whole run.
   *
   * @throws UserException if there are fewer rows than a batch, or more than can be counted
   */
  static int iterations(Job job, int rows) {
    try {
      return job.training().schedule().iterations(rows);
    } catch (RuleException e) {
      throw UserException.file(job.file() + ": " + e.getMessage());
    }
  }

  /**
   * What came out.
   *
   * @param model this side's shares
   * @param iterations how many were done
   * @param accuracy after the last epoch in which it was opened, in percent
   * @param majority the accuracy of always predicting the most frequent class, in percent, if it
   *     was opened
   */
  record Outcome(Model model, int iterations, OptionalDouble accuracy, OptionalDouble majority) {}

  /**
   * Trains to the end, or up to {@code maxIterations}.
   *
   * @param events gets an {@link Event.Iteration} after each, and what is opened
   * @param bytes counts what was sent and received
   */
  Outcome run(int maxIterations, Consumer<Event> events, LongSupplier bytes) {
    long start = System.nanoTime();
    int last = Math.min(maxIterations, trainer.iterations());
    OptionalDouble accuracy = OptionalDouble.empty();
    while (trainer.iteration() < last) {
      trainer.iterate();
      events.accept(
          new Event.Iteration(
              trainer.epoch(),
              epochs,
              trainer.iteration(),
              last,
              bytes.getAsLong(),
              Duration.ofNanos(System.nanoTime() - start)));
      if (trace.includes(trainer.iteration())) {
        events.accept(new Event.Traced(trainer.iteration(), crc()));
      }
      if (trainer.atEndOfEpoch()) {
        OptionalDouble known =
            open.open().at(trainer.epoch(), epochs) ? accuracy() : OptionalDouble.empty();
        accuracy = known.isPresent() ? known : accuracy;
        events.accept(
            new Event.EpochDone(
                trainer.epoch(), known, trace.on() ? OptionalInt.of(crc()) : OptionalInt.empty()));
      }
    }
    OptionalDouble majority =
        accuracy.isPresent() && open.majority() ? majority() : OptionalDouble.empty();
    return new Outcome(trainer.model(), trainer.iteration(), accuracy, majority);
  }

  private int crc() {
    return InsecureWeights.crc(engine, trainer.model());
  }

  private OptionalDouble accuracy() {
    return test.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(test.get().open(trainer.model()));
  }

  private OptionalDouble majority() {
    return OptionalDouble.of(test.orElseThrow().openMajority(trainer.model()));
  }
}
