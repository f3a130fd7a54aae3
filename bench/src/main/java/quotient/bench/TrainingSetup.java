package quotient.bench;

import java.util.List;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.training.Trainer;
import quotient.training.TrainingJob;
import quotient.transport.Channel;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/**
 * One party that is about to train on random examples.
 *
 * @param engine the party's
 * @param examples of both parties
 * @param trainer which has not trained yet
 */
record TrainingSetup(Engine engine, Examples examples, Trainer trainer) {

  /**
   * The party {@code me} where A owns {@code rowsOfA} examples and B {@code rowsOfB}, in the range
   * of pixels or, if {@code signed}, of tables.
   */
  static TrainingSetup of(
      Party me,
      List<Channel> channels,
      TrainingJob job,
      Protocols protocols,
      int rowsOfA,
      int rowsOfB,
      boolean signed) {
    Engine engine = new Session(me, channels).engine(protocols);
    Examples examples =
        SyntheticExamples.examples(
            me, rowsOfA, rowsOfB, job.network().input().units(), job.network().classes(), signed);
    return new TrainingSetup(engine, examples, new Trainer(engine, job, examples));
  }
}
