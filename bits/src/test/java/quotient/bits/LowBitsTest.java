package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LowBitsTest {
  private static void check(LowBits lowBits) {
    SplittableRandom random = new SplittableRandom(1);
    for (int count = 0; count < 300; count++) {
      byte[] blocks = new byte[16 * count];
      random.nextBytes(blocks);
      int width = 1 + count % 8;
      long[][] planes = new long[width][2 + (count + 63) / 64 + 1];
      for (int p = 0; p < width; p++) {
        Arrays.fill(planes[p], 77);
      }
      lowBits.gather(blocks, count, planes, 2);
      for (int p = 0; p < width; p++) {
        long[] expected = new long[planes[p].length];
        expected[0] = 77;
        expected[1] = 77;
        expected[expected.length - 1] = 77;
        for (int i = 0; i < count; i++) {
          expected[2 + i / 64] |= (blocks[16 * i] >> p & 1L) << (i % 64);
        }
        assertThat(planes[p]).as("bit %d of %d blocks", p, count).isEqualTo(expected);
      }
    }
  }

  @Test
  void areThoseOfTheBlocks() {
    check(new LowBitsPlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new LowBitsVector());
  }
}
