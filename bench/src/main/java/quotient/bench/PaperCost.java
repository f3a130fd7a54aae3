package quotient.bench;

import java.util.Optional;

/**
 * What an experiment costs over a network. What could not be measured is absent.
 *
 * @param experiment whose
 * @param link the network
 * @param iteration the seconds and bytes of an iteration of training
 * @param one of the prediction of one row
 * @param batch of the prediction of {@value Prediction#IMAGES} rows
 * @param runs of which each figure is the median
 */
public record PaperCost(
    PaperExperiment experiment,
    PaperLink link,
    Optional<Figure> iteration,
    Optional<Figure> one,
    Optional<Figure> batch,
    int runs) {
  /** Rows of the larger prediction. */
  public static final int BATCH_ROWS = Prediction.IMAGES;

  /** Whether all of it could be measured. */
  boolean isComplete() {
    return iteration.isPresent() && one.isPresent() && batch.isPresent();
  }

  /** Seconds of an epoch: those of an iteration, times the iterations of an epoch. */
  public Optional<Double> epochSeconds() {
    return iteration.map(figure -> figure.median() * experiment.iterationsPerEpoch());
  }

  /** Bytes of an epoch, both directions together, in the same way. */
  public Optional<Double> epochBytes() {
    return iteration.map(figure -> figure.bytes() * experiment.iterationsPerEpoch());
  }
}
