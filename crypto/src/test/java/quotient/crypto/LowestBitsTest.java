package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LowestBitsTest {
  private static void check(LowestBits lowestBits) {
    SplittableRandom random = new SplittableRandom(1);
    for (int count = 0; count < 300; count++) {
      byte[] blocks = new byte[16 * count];
      random.nextBytes(blocks);
      long[] out = new long[2 + (count + 63) / 64 + 1];
      Arrays.fill(out, 77);
      lowestBits.gather(blocks, count, out, 2);
      long[] expected = out.clone();
      Arrays.fill(expected, 2, out.length - 1, 0);
      for (int i = 0; i < count; i++) {
        expected[2 + i / 64] |= (blocks[16 * i] & 1L) << (i % 64);
      }
      assertThat(out).as("%d blocks", count).isEqualTo(expected);
      assertThat(out).startsWith(77, 77).endsWith(77);
    }
  }

  @Test
  void areThoseOfTheBlocks() {
    check(new LowestBitsPlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new LowestBitsVector());
  }
}
