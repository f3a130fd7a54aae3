package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitTransposeTest {
  private static final int STRIDE = 200;

  private static int bit(byte[] bytes, int i) {
    return bytes[i >>> 3] >>> (i & 7) & 1;
  }

  private static void checkTile(BitTranspose transpose) {
    for (int at : new int[] {0, 64, 101}) {
      byte[] rows = new byte[128 * STRIDE];
      new SplittableRandom(at).nextBytes(rows);
      byte[] before = rows.clone();
      byte[] out = new byte[16 * (BitTranspose.TILE + 2)];
      transpose.tile(rows, at, STRIDE, out, 16);
      int wrong = 0;
      for (int i = 0; i < 128; i++) {
        for (int j = 0; j < BitTranspose.TILE; j++) {
          wrong += bit(out, 128 * (j + 1) + i) ^ bit(rows, 8 * (at + i * STRIDE) + j);
        }
      }
      assertThat(wrong).isZero();
      assertThat(rows).isEqualTo(before);
      for (int i = 0; i < 16; i++) {
        assertThat(out[i]).isZero();
        assertThat(out[out.length - 1 - i]).isZero();
      }
    }
  }

  @Test
  void bitIOfBlockJIsBitJOfRowI() {
    checkTile(new BitTransposePlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    checkTile(new BitTransposeVector());
  }
}
