package quotient.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import quotient.engine.Engine;
import quotient.training.Examples;
import quotient.training.Hyperparameters;
import quotient.training.Inference;
import quotient.training.InsecureWeights;
import quotient.training.Model;
import quotient.training.Trainer;

/** Trains a network on whatever engine and tells how it goes. */
final class TrainingRun {
  /** Rows of the test set that are predicted at a time. */
  private static final int TEST_BATCH = 500;

  private final Hyperparameters hyper;
  private final Optional<Examples> test;
  private final Trace trace;
  private final Engine engine;
  private final Trainer trainer;

  /**
   * A run that has not begun.
   *
   * @param engine makes the engine, once everything else is known to be right
   * @throws UserException if there are fewer rows than a batch
   */
  TrainingRun(
      Supplier<? extends Engine> engine,
      Job job,
      Examples train,
      Optional<Examples> test,
      Trace trace) {
    this.hyper = job.hyper();
    this.test = test;
    this.trace = trace;
    if (train.rows() < hyper.batch()) {
      throw UserException.file(
          "%s: batch is %d, but the two parties have only %d rows together; make it smaller"
              .formatted(job.file(), hyper.batch(), train.rows()));
    }
    this.engine = engine.get();
    trainer = new Trainer(this.engine, hyper, train);
  }

  /**
   * What came out.
   *
   * @param model this side's shares
   * @param iterations how many were done
   * @param accuracy of the last whole epoch, in percent
   */
  record Outcome(Model model, int iterations, OptionalDouble accuracy) {}

  /**
   * Trains to the end, or up to {@code maxIterations}.
   *
   * @param bytes counts what was sent and received
   */
  Outcome run(int maxIterations, TrainingListener listener, LongSupplier bytes) {
    long start = System.nanoTime();
    int last = Math.min(maxIterations, trainer.iterations());
    OptionalDouble accuracy = OptionalDouble.empty();
    while (trainer.iteration() < last) {
      trainer.iterate();
      listener.progress(
          new Progress(
              trainer.epoch(),
              hyper.epochs(),
              trainer.iteration(),
              last,
              bytes.getAsLong(),
              Duration.ofNanos(System.nanoTime() - start)));
      if (trace.includes(trainer.iteration())) {
        listener.traced(trainer.iteration(), crc());
      }
      if (trainer.atEndOfEpoch()) {
        accuracy = accuracy();
        listener.epoch(
            trainer.epoch(), accuracy, trace.on() ? OptionalInt.of(crc()) : OptionalInt.empty());
      }
    }
    return new Outcome(trainer.model(), trainer.iteration(), accuracy);
  }

  private int crc() {
    return InsecureWeights.crc(engine, trainer.model());
  }

  private OptionalDouble accuracy() {
    if (test.isEmpty()) {
      return OptionalDouble.empty();
    }
    int correct = new Inference(engine, trainer.model()).openCorrect(test.get(), TEST_BATCH);
    return OptionalDouble.of(100.0 * correct / test.get().rows());
  }
}
