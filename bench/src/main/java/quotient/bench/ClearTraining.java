package quotient.bench;

import java.nio.file.Path;
import quotient.data.DataException;
import quotient.data.Dataset;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.training.Trainer;
import quotient.training.TrainingJob;

/**
 * Trains in the clear, with one party's program that knows all rows: what two parties train
 * securely is the same bit for bit.
 */
public final class ClearTraining {
  private static final int MOST_AT_A_TIME = 500;

  private ClearTraining() {}

  /**
   * The share of test rows, in percent, that a network predicts right after training.
   *
   * @param directory where the data is
   * @throws BenchException if the data is not there or not as expected; the message is one line for
   *     the user
   */
  public static double accuracy(PaperExperiment experiment, int epochs, Path directory) {
    PaperData.Rows rows = read(experiment, directory);
    TrainingJob job = experiment.job(epochs);
    Engine engine = new ClearEngine();
    Trainer trainer = new Trainer(engine, job, examples(rows.train(), experiment));
    while (trainer.iteration() < trainer.iterations()) {
      trainer.iterate();
    }
    Examples test = examples(rows.test(), experiment);
    int correct = new Inference(engine, trainer.model()).openCorrect(test, MOST_AT_A_TIME);
    return 100.0 * correct / test.rows();
  }

  private static PaperData.Rows read(PaperExperiment experiment, Path directory) {
    int features = experiment.network().input().units();
    int classes = experiment.network().classes();
    PaperData.Rows rows;
    try {
      rows = experiment.data().read(directory, features, classes);
    } catch (DataException e) {
      throw new BenchException(String.valueOf(e.getMessage()), e);
    }
    if (rows.train().rows() != experiment.trainingRows()) {
      throw new BenchException(
          experiment.name()
              + ": "
              + rows.train().rows()
              + " rows to train on, but this data set has "
              + experiment.trainingRows());
    }
    return rows;
  }

  private static Examples examples(Dataset rows, PaperExperiment experiment) {
    return Examples.all(
        rows.features(), rows.rows(), experiment.data().signed(), rows.values(), rows.labels());
  }
}
