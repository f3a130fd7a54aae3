package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Inference;
import quotient.training.TrainingJob;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.twoparty.Protocols;

/**
 * Predictions for rows of A, of which A learns the classes; one batch is a run.
 *
 * @param rows of a batch
 * @param signed whether features can be negative
 */
record Prediction(String name, TrainingJob job, int rows, boolean signed) implements Workload {
  /** Images of one batch, if not said otherwise. */
  static final int IMAGES = 128;

  /** {@value #IMAGES} images. */
  Prediction(String name, TrainingJob job) {
    this(name, job, IMAGES, false);
  }

  @Override
  public Unit unit() {
    return rows == IMAGES ? Unit.PREDICTION_BATCHES : Unit.PREDICTIONS;
  }

  @Override
  public long size() {
    return 1;
  }

  @Override
  public int warmUps() {
    return 20;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random) {
    TrainingSetup setup =
        TrainingSetup.of(
            me,
            channels,
            job,
            Protocols.DEFAULT.over(link),
            Math.max(rows, job.schedule().batch()),
            0,
            signed);
    // One step of training, so that the weights are as secret as a trained model's.
    setup.trainer().iterate();
    Inference inference = new Inference(setup.engine(), setup.trainer().model());
    int[] batch = IntStream.range(0, rows).toArray();
    return () -> inference.openClasses(setup.examples(), batch, Recipient.A);
  }
}
