package quotient.job;

import java.util.List;
import quotient.job.JobDocument.NetworkDocument;
import quotient.job.JobDocument.UnitsDocument;
import quotient.training.LayerSpec;
import quotient.training.Method.Momentum;

/** Kinds of networks and data, which a job's defaults depend on. */
enum Kind {
  /** Fully connected layers on images. */
  DENSE(128, Momentum.BUCKET, 0),
  /** Convolutions on images. */
  CONVOLUTIONAL(32, Momentum.EMA, 0),
  /** Fully connected layers on the columns of a table. */
  TABLE(32, Momentum.EMA, 64);

  private final int batch;
  private final Momentum momentum;
  private final int bias;

  Kind(int batch, Momentum momentum, int bias) {
    this.batch = batch;
    this.momentum = momentum;
    this.bias = bias;
  }

  /**
   * The kind of a job. Where the job gives examples the shape of an image, rows of CSV are images.
   */
  static Kind of(NetworkDocument network, List<LayerSpec> layers, Table train) {
    if (!layers.stream().allMatch(LayerSpec.Dense.class::isInstance)) {
      return CONVOLUTIONAL;
    }
    return network instanceof UnitsDocument && train instanceof Table.Csv ? TABLE : DENSE;
  }

  /** Rows per iteration. */
  int batch() {
    return batch;
  }

  /** How signum averages gradients. */
  Momentum momentum() {
    return momentum;
  }

  /** The value of a further input of each layer. */
  int bias() {
    return bias;
  }
}
