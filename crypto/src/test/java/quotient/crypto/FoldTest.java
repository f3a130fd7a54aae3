package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.Kernels;

class FoldTest {
  private static final int AT = 3 * Fold.STRIDE;

  private static void check(Fold fold, int k) {
    for (int bytes : new int[] {64, 128, 1984, 2048}) {
      byte[] streams = new byte[Fold.STRIDE << k];
      new SplittableRandom(bytes + k).nextBytes(streams);
      byte[] before = streams.clone();
      byte[] rows = new byte[AT + k * Fold.STRIDE];
      byte[] sum = new byte[64 + Fold.STRIDE];
      fold.fold(streams, k, bytes, rows, AT, sum, 64);
      for (int b = 0; b < k; b++) {
        int at = AT + b * Fold.STRIDE;
        assertThat(Arrays.copyOfRange(rows, at, at + Fold.STRIDE))
            .isEqualTo(naive(streams, 1 << b, k, bytes));
      }
      assertThat(Arrays.copyOfRange(sum, 64, sum.length)).isEqualTo(naive(streams, 0, k, bytes));
      assertThat(streams).isEqualTo(before);
    }
  }

  /** The sum of the streams whose number has all bits of {@code selector}. */
  private static byte[] naive(byte[] streams, int selector, int k, int bytes) {
    byte[] out = new byte[Fold.STRIDE];
    for (int x = 0; x < 1 << k; x++) {
      for (int i = 0; i < bytes && (x & selector) == selector; i++) {
        out[i] ^= streams[x * Fold.STRIDE + i];
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void sumsAreThoseOfTheDefinition(int k) {
    check(new FoldPlain(), k);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void vectorFormDoesTheSame(int k) {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new FoldVector(), k);
  }
}
