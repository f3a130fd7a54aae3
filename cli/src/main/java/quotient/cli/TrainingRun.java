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
  private final Accuracy open;
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
    open = job.accuracy();
    this.test = test;
    this.trace = trace;
    if (train.rows() < hyper.batch()) {
      throw UserException.file(
          "%s: batch is %d, but the two parties have only %d rows together; make it smaller"
              .formatted(job.file(), hyper.batch(), train.rows()));
    }
    long iterations = (long) (train.rows() / hyper.batch()) * hyper.epochs();
    if (iterations > Integer.MAX_VALUE) {
      throw UserException.file(
          "%s: %d epochs of %d rows in batches of %d are %d iterations, at most %d are possible; take"
                  .formatted(
                      job.file(),
                      hyper.epochs(),
                      train.rows(),
                      hyper.batch(),
                      iterations,
                      Integer.MAX_VALUE)
              + " fewer epochs or a larger batch");
    }
    this.engine = engine.get();
    trainer = new Trainer(this.engine, hyper, train);
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
  record Outcome(Model model, int iterations, OptionalDouble accuracy, OptionalDouble majority) {
    /** The accuracies as the end of a sentence; empty if none was opened. */
    String accuracyText() {
      StringBuilder text = new StringBuilder();
      accuracy.ifPresent(
          percent -> text.append(", accuracy ").append(Format.hundredths(percent)).append(" %"));
      majority.ifPresent(percent ->
          text.append(" (by always predicting the most frequent class: ")
              .append(Format.hundredths(percent))
              .append(" %)"));
      return text.toString();
    }
  }

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
        OptionalDouble known =
            open.open().at(trainer.epoch(), hyper.epochs()) ? accuracy() : OptionalDouble.empty();
        accuracy = known.isPresent() ? known : accuracy;
        listener.epoch(
            trainer.epoch(), known, trace.on() ? OptionalInt.of(crc()) : OptionalInt.empty());
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
    if (test.isEmpty()) {
      return OptionalDouble.empty();
    }
    int correct = new Inference(engine, trainer.model()).openCorrect(test.get(), TEST_BATCH);
    return OptionalDouble.of(100.0 * correct / test.get().rows());
  }

  private OptionalDouble majority() {
    Examples rows = test.orElseThrow();
    int majority = new Inference(engine, trainer.model()).openMajority(rows);
    return OptionalDouble.of(100.0 * majority / rows.rows());
  }
}
