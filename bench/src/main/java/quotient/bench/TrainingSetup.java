package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.training.Trainer;
import quotient.training.TrainingJob;
import quotient.transport.Channel;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * One party that is about to train on random images.
 *
 * @param engine the party's
 * @param images of both parties
 * @param trainer which has not trained yet
 */
record TrainingSetup(Engine engine, Examples images, Trainer trainer) {

  /** The party {@code me} where A owns {@code rowsOfA} images and B {@code rowsOfB}. */
  static TrainingSetup of(
      Party me,
      List<Channel> channels,
      SecureRandom random,
      TrainingJob job,
      Protocols protocols,
      int rowsOfA,
      int rowsOfB) {
    Engine engine = TwoPartyEngine.create(me, channels, protocols, random);
    Examples images =
        SyntheticImages.examples(
            me, rowsOfA, rowsOfB, job.network().input().units(), job.network().classes());
    return new TrainingSetup(engine, images, new Trainer(engine, job, images));
  }
}
