package quotient.run;

import quotient.engine.Engine;
import quotient.training.Examples;
import quotient.training.Inference;
import quotient.training.Model;

/**
 * How a network does on rows of which the labels are known, as a number of rows that both parties
 * learn.
 *
 * @param rows at least one
 */
record AccuracyCount(Engine engine, Examples rows) {
  private static final int MOST_AT_A_TIME = 500;

  /** Opens how many rows are predicted right; returns their share in percent. */
  double open(Model model) {
    return share(new Inference(engine, model).openCorrect(rows, MOST_AT_A_TIME));
  }

  /** Opens how many rows have the most frequent class; returns their share in percent. */
  double openMajority(Model model) {
    return share(new Inference(engine, model).openMajority(rows));
  }

  private double share(int count) {
    return 100.0 * count / rows.rows();
  }
}
