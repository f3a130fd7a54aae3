package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitBatchTest {
  @Test
  void vectorsLieEndToEndWithZerosBehindThem() {
    SplittableRandom random = new SplittableRandom(1);
    BitBatch batch = new BitBatch();
    long[] expected = new long[BitVectors.words(100 * 300)];
    int count = 0;
    for (int i = 0; i < 100; i++) {
      int lanes = random.nextInt(1, 300);
      long[] vector =
          BitVectors.and(random.longs(BitVectors.words(lanes)).toArray(), BitVectors.ones(lanes));
      batch.add(vector, lanes);
      BitVectors.put(vector, lanes, expected, count);
      count += lanes;
    }
    assertThat(batch.count()).isEqualTo(count);
    assertThat(Arrays.copyOf(batch.bits(), expected.length)).isEqualTo(expected);
  }
}
