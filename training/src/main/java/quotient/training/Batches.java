package quotient.training;

import java.util.Arrays;

/**
 * Which examples each iteration takes: every epoch another public permutation, cut into batches; a
 * partial last one is dropped. A function of seed, network, examples and iteration.
 */
final class Batches {
  private final Schedule schedule;
  private final int examples;

  /** Numbers that the initial weights take of the stream, before the first permutation. */
  private final long drawnBefore;

  // The order of an epoch is used by many iterations.
  private int epochOfOrder = -1;
  private int[] order = new int[0];

  Batches(TrainingJob job, int examples) {
    schedule = job.schedule();
    this.examples = examples;
    drawnBefore = job.network().weights();
  }

  int perEpoch() {
    return examples / schedule.batch();
  }

  /** The batch of an iteration, from 0. */
  Batch at(int iteration) {
    int epoch = iteration / perEpoch();
    if (epoch != epochOfOrder) {
      long drawn = drawnBefore + (long) epoch * (examples - 1);
      order = SplitMix64.at(schedule.seed(), drawn).permutation(examples);
      epochOfOrder = epoch;
    }
    int from = iteration % perEpoch() * schedule.batch();
    return Batch.whole(iteration, Arrays.copyOfRange(order, from, from + schedule.batch()));
  }
}
