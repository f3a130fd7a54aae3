package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quotient.bits.Kernels;
import quotient.bits.Words;

class TweaksTest {
  private static final long FIRST = (1L << 40) - 3;

  private final SplittableRandom random = new SplittableRandom(1);

  private byte[] bytes(int blocks) {
    byte[] out = new byte[16 * blocks];
    random.nextBytes(out);
    return out;
  }

  private void check(Tweaks tweaks) {
    for (int count = 0; count < 12; count++) {
      byte[] inner = bytes(count);
      byte[] numbered = new byte[16 * count];
      tweaks.number(inner, count, FIRST, numbered);
      for (int i = 0; i < count; i++) {
        checkBlock(numbered, i, inner, i, FIRST + i, 0);
      }
      for (int each = 1; each < 12; each++) {
        byte[] spread = new byte[16 * count * each];
        tweaks.spread(inner, count, FIRST, each, spread);
        byte[] before = bytes(count * each);
        byte[] sum = before.clone();
        tweaks.addEach(inner, count, each, sum);
        for (int i = 0; i < count; i++) {
          for (int b = 0; b < each; b++) {
            int block = i * each + b;
            checkBlock(spread, block, inner, i, FIRST + i, b);
            long low = Words.get(before, 16 * block);
            long high = Words.get(before, 16 * block + 8);
            checkBlock(sum, block, inner, i, low, high);
          }
        }
      }
    }
  }

  /** Block {@code j} of {@code actual} is block {@code i} of {@code inner} plus two words. */
  private static void checkBlock(byte[] actual, int j, byte[] inner, int i, long low, long high) {
    assertThat(Words.get(actual, 16 * j)).isEqualTo(Words.get(inner, 16 * i) ^ low);
    assertThat(Words.get(actual, 16 * j + 8)).isEqualTo(Words.get(inner, 16 * i + 8) ^ high);
  }

  @Test
  void sumsAreThoseOfTheDefinition() {
    check(new TweaksPlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new TweaksVector());
  }
}
