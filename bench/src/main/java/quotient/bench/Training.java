package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.engine.Party;
import quotient.training.TrainingJob;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.twoparty.Protocols;

/**
 * Iterations of training, each party with half of the rows; one is a run.
 *
 * @param signed whether features can be negative
 */
record Training(String name, TrainingJob job, Protocols protocols, boolean signed)
    implements Workload {

  /** On images, with the protocols that a job gets which does not choose. */
  Training(String name, TrainingJob job) {
    this(name, job, Protocols.DEFAULT);
  }

  /** On images. */
  Training(String name, TrainingJob job, Protocols protocols) {
    this(name, job, protocols, false);
  }

  private static final int BATCHES = 10;

  @Override
  public Unit unit() {
    return Unit.ITERATIONS;
  }

  @Override
  public long size() {
    return 1;
  }

  /**
   * Weights and momenta start as public values, on which gates are free; and the first iterations
   * run while code is being compiled.
   */
  @Override
  public int warmUps() {
    return 20;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random) {
    int half = BATCHES * job.schedule().batch() / 2;
    return TrainingSetup.of(me, channels, job, protocols.over(link), half, half, signed).trainer()
        ::iterate;
  }
}
