package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  /** The JDK's generator is another implementation of the same. */
  @Test
  void aJumpGoesWhereAWalkGoes() {
    for (long seed : new long[] {0, 1, -7, Long.MIN_VALUE}) {
      SplittableRandom walk = new SplittableRandom(seed);
      for (int k = 0; k < 100; k++) {
        assertThat(SplitMix64.at(seed, k).next()).isEqualTo(walk.nextLong());
      }
    }
  }

  @Test
  void batchesOfAnIterationDoNotDependOnThoseBefore() {
    TrainingJob job = Job.signum(4, 3).batch(5).epochs(3).build();
    Batches inOrder = new Batches(job, 14);
    for (int iteration = 0; iteration < 6; iteration++) {
      Batch alone = new Batches(job, 14).at(iteration);
      assertThat(inOrder.at(iteration).rows()).isEqualTo(alone.rows());
      assertThat(Arrays.stream(alone.rows()).distinct().count()).isEqualTo(5);
    }
  }
}
