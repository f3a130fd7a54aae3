package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quotient.bits.BitVectors;

class PlanesTest {
  /** 2 x 3, row-major: 1 0 1 / 0 0 1. */
  private static final long[] BITS = {0b100101};

  @Test
  void weightsAreThoseOfIntegers() {
    assertThat(Planes.unsignedWeights(4)).containsExactly(1, 2, 4, 8);
    assertThat(Planes.signedWeights(4)).containsExactly(1, 2, 4, -8);
    assertThat(Planes.signedWeights(1)).containsExactly(-1);
  }

  @Test
  void transposeExchangesRowsAndColumns() {
    Planes planes = Planes.of(2, 3, new long[] {7}, new long[][] {BITS}).transpose();
    assertThat(planes.rows()).isEqualTo(3);
    assertThat(planes.columns()).isEqualTo(2);
    assertThat(planes.weight(0)).isEqualTo(7);
    assertThat(planes.bits(0)).containsExactly(0b110001);
  }

  @Test
  void valuesAreSumsOfWeights() {
    SplittableRandom random = new SplittableRandom(1);
    long[] values = random.longs(13 * 11, 0, 1 << 5).toArray();
    long[][] bits = BitVectors.split(values, 0, values.length, 5);
    assertThat(Planes.of(13, 11, Planes.unsignedWeights(5), bits).values()).isEqualTo(values);
    long[] signed = Arrays.stream(values).map(v -> v << 59 >> 59).toArray();
    assertThat(Planes.of(13, 11, Planes.signedWeights(5), bits).values()).isEqualTo(signed);
    assertThat(Planes.of(2, 3, new long[] {-7}, new long[][] {BITS}).values())
        .containsExactly(-7, 0, -7, 0, 0, -7);
  }

  @Test
  void shapesThatDoNotFit_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(2, 3, new long[] {1, 2}, new long[][] {BITS}))
        .withMessage("1 planes, 2 weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(9, 9, new long[] {1}, new long[][] {BITS}))
        .withMessage("a plane of wrong size for 9 x 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(65_536, 65_536, new long[] {1}, new long[][] {{}}))
        .withMessage("a plane of wrong size for 65536 x 65536");
  }

  @Test
  void textShowsNoBit() {
    assertThat(Planes.of(2, 3, new long[] {-1}, new long[][] {BITS}))
        .hasToString("Planes[2 x 3, weights [-1]]");
  }
}
