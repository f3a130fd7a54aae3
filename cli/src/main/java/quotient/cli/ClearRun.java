package quotient.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import quotient.data.Dataset;
import quotient.engine.ClearEngine;
import quotient.training.Inference;
import quotient.training.Model;

/**
 * The demo's job in the clear, in this process, to compare with.
 *
 * @param epochs what came out after each epoch
 * @param model the weights themselves
 * @param predictions of the test rows
 */
record ClearRun(List<Demo.Epoch> epochs, Model model, int[] predictions) {
  /** Trains and predicts. */
  static ClearRun of(Job job, Path directory) {
    Dataset train = job.read(job.train(), directory, Optional.empty());
    Table testTable = job.test().orElseThrow();
    Dataset test = job.read(testTable, directory, train.columns());
    List<Demo.Epoch> epochs = new ArrayList<>();
    Simulation simulation =
        new Simulation(
            job, train, Optional.of(test), new Trace(true, List.of()), Integer.MAX_VALUE);
    Model model = simulation.clear(new Collector(epochs)).run().model();
    int[] predictions =
        Predictions.open(
                new Inference(new ClearEngine(), model),
                Simulation.all(test, testTable),
                job.prediction())
            .orElseThrow()
            .classes();
    return new ClearRun(epochs, model, predictions);
  }

  private record Collector(List<Demo.Epoch> epochs) implements TrainingListener {
    @Override
    public void progress(Progress progress) {}

    @Override
    public void traced(int iteration, int crc) {}

    @Override
    public void epoch(int epoch, OptionalDouble accuracy, OptionalInt crc) {
      epochs.add(
          new Demo.Epoch(Format.hundredths(accuracy.orElseThrow()), Format.crc(crc.orElseThrow())));
    }
  }
}
