package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitVectorsTest {
  /** Random bits with zeros past the last, as the class asks for. */
  private static long[] random(SplittableRandom random, int count) {
    long[] bits = random.longs(BitVectors.words(count)).toArray();
    return BitVectors.and(bits, BitVectors.ones(count));
  }

  private static String text(long[] bits, int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      out.append(BitVectors.get(bits, i));
    }
    return out.toString();
  }

  private static void assertTailIsZero(long[] bits, int count) {
    assertThat(bits).hasSize(BitVectors.words(count));
    assertThat(text(bits, count, 64 * bits.length)).doesNotContain("1");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "63,1", "64,1", "65,2", "128,2", "129,3"})
  void wordsHoldTheBits(int bits, int words) {
    assertThat(BitVectors.words(bits)).isEqualTo(words);
  }

  @Test
  void moreThan2To31BitsAreCountedAndFound() {
    long far = 1L << 31;
    long[] bits = new long[BitVectors.words(far + 70)];
    BitVectors.put(new long[] {0b1011}, 4, bits, far + 62);
    assertThat(BitVectors.get(bits, far + 62)).isEqualTo(1);
    assertThat(BitVectors.get(bits, far + 64)).isZero();
    assertThat(BitVectors.slice(bits, far + 61, far + 67)).containsExactly(0b10110);
  }

  @Test
  void bitsAreNumberedFromTheLowestOfWordZero() {
    long[] bits = {1, Long.MIN_VALUE};
    assertThat(text(bits, 0, 128)).isEqualTo("1" + "0".repeat(126) + "1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 200})
  void onesAreOnesUpToTheirCount(int count) {
    long[] ones = BitVectors.ones(count);
    assertThat(text(ones, 0, count)).isEqualTo("1".repeat(count));
    assertTailIsZero(ones, count);
  }

  @Test
  void slicesAreTheBitsBetween() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      int count = random.nextInt(1, 300);
      long[] bits = random(random, count);
      int from = random.nextInt(count);
      int to = random.nextInt(from, count + 1);
      long[] slice = BitVectors.slice(bits, from, to);
      assertThat(text(slice, 0, to - from)).isEqualTo(text(bits, from, to));
      assertTailIsZero(slice, to - from);
    }
  }

  @Test
  void putLaysVectorsEndToEnd() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 500; round++) {
      int[] counts = random.ints(5, 1, 200).toArray();
      int total = Arrays.stream(counts).sum();
      long[] target = new long[BitVectors.words(total)];
      StringBuilder expected = new StringBuilder();
      for (int count : counts) {
        long[] part = random(random, count);
        BitVectors.put(part, count, target, expected.length());
        expected.append(text(part, 0, count));
      }
      assertThat(text(target, 0, total)).isEqualTo(expected.toString());
      assertTailIsZero(target, total);
    }
  }

  @Test
  void splitAndJoinAreInverse() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(1, 300);
      int width = random.nextInt(1, 65);
      int from = random.nextInt(count);
      int to = random.nextInt(from, count) + 1;
      long[] values = random.longs(count).toArray();
      long[][] bits = BitVectors.split(values, from, to, width);
      assertThat(bits.length).isEqualTo(width);
      for (int k = 0; k < width; k++) {
        assertTailIsZero(bits[k], to - from);
        for (int i = from; i < to; i++) {
          assertThat(BitVectors.get(bits[k], i - from)).isEqualTo((int) (values[i] >>> k & 1));
        }
      }
      long[] expected =
          Arrays.stream(values, from, to).map(v -> v & -1L >>> (64 - width)).toArray();
      assertThat(BitVectors.join(bits, to - from)).isEqualTo(expected);
    }
  }

  @Test
  void transposeExchangesRowsAndColumns() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 200; round++) {
      int rows = random.nextInt(1, 150);
      int columns = random.nextInt(1, 150);
      long[] bits = random(random, rows * columns);
      long[] transposed = BitVectors.transpose(bits, rows, columns);
      assertTailIsZero(transposed, rows * columns);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          assertThat(BitVectors.get(transposed, j * rows + i))
              .isEqualTo(BitVectors.get(bits, i * columns + j));
        }
      }
    }
  }

  @Test
  void gatherTakesBitsInAnyOrder() {
    long[] bits = {0b1011, 1L << 63, 1};
    assertThat(BitVectors.gather(bits, new int[] {3, 2, 127, 128, 0, 129, 3}))
        .containsExactly(0b1011101);
    assertThat(BitVectors.gather(bits, new int[70])).containsExactly(-1, 0b111111);
  }
}
