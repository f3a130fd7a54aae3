package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Inference;
import quotient.training.TrainingJob;
import quotient.transport.Channel;
import quotient.twoparty.Protocols;

/** Predictions for images of A, of which A learns the classes; one batch is a run. */
record Prediction(String name, TrainingJob job) implements Workload {
  /** Images of one batch. */
  static final int IMAGES = 128;

  @Override
  public Unit unit() {
    return Unit.PREDICTION_BATCHES;
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
  public Runnable prepare(Party me, List<Channel> channels, SecureRandom random) {
    TrainingSetup setup =
        TrainingSetup.of(
            me, channels, job, Protocols.DEFAULT, Math.max(IMAGES, job.schedule().batch()), 0);
    // One step of training, so that the weights are as secret as a trained model's.
    setup.trainer().iterate();
    Inference inference = new Inference(setup.engine(), setup.trainer().model());
    int[] rows = IntStream.range(0, IMAGES).toArray();
    return () -> inference.openClasses(setup.images(), rows, Recipient.A);
  }
}
