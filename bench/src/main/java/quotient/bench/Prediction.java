package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Examples;
import quotient.training.Hyperparameters;
import quotient.training.Inference;
import quotient.training.Trainer;
import quotient.transport.Channel;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.TwoPartyEngine;

/** Predictions for images of A, of which A learns the classes; one batch is a run. */
record Prediction(String name, Hyperparameters hyper) implements Workload {
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
    return 10;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, SecureRandom random) {
    TwoPartyEngine engine = TwoPartyEngine.create(me, channels, ProductProtocol.AUTO, random);
    Examples images =
        SyntheticImages.examples(
            me, Math.max(IMAGES, hyper.batch()), 0, hyper.inputs(0), hyper.classes());
    Trainer trainer = new Trainer(engine, hyper, images);
    // One step of training, so that the weights are as secret as a trained model's.
    trainer.iterate();
    Inference inference = new Inference(engine, trainer.model());
    int[] rows = IntStream.range(0, IMAGES).toArray();
    return () -> inference.openClasses(images, rows, Recipient.A);
  }
}
