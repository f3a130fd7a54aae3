package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choosing how a product lies in polynomials. */
class PackingTest {
  private static void check(Packing packing) {
    assertThat(packing.isExact()).isTrue();
    assertThat(packing.primes).isBetween(2, 3);
    assertThat(packing.blockRows * packing.blockInner * packing.blockColumns)
        .isEqualTo(Parameters.DEGREE);
    assertThat(packing.blockColumns % Kernel.TILE).isZero();
    assertThat(packing.blockColumns << packing.layers()).isEqualTo(Parameters.DEGREE);
    assertThat(packing.usedCoefficients())
        .isEqualTo(packing.blockRows * packing.blockColumns)
        .isLessThanOrEqualTo(Parameters.DEGREE);
    assertCovers(packing.rowBlocks(), packing.blockRows, packing.rows);
    assertCovers(packing.innerBlocks(), packing.blockInner, packing.inner);
    assertCovers(packing.columnBlocks(), packing.blockColumns, packing.columns);
    assertThat(packing.replyBits())
        .isGreaterThan(packing.width + packing.guard)
        .isLessThanOrEqualTo(57);
    assertThat(packing.bytes())
        .isEqualTo((long) packing.columnBlocks() * (packing.queryBytes() + packing.replyBytes()));
  }

  private static void assertCovers(int blocks, int size, int count) {
    assertThat(blocks * size).isGreaterThanOrEqualTo(count);
    assertThat((blocks - 1) * size).isLessThan(count);
  }

  @Test
  void blocksCoverAnyShape() {
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 200; run++) {
      int rows = 1 + random.nextInt(2000);
      int inner = 1 + random.nextInt(800);
      int columns = 1 + random.nextInt(2000);
      int guard = 3 + random.nextInt(10);
      check(Packing.of(rows, inner, columns, 1 + random.nextInt(32), guard).orElseThrow());
    }
  }

  /** All sizes are those of layers and batches; a size that overflowed would look cheap. */
  @ParameterizedTest
  @CsvSource({
    "2, 65536, 2, 26",
    "2, 65536, 128, 26",
    "128, 65536, 128, 26",
    "1024, 65536, 4096, 26",
    "65536, 2, 2, 22",
    "65536, 128, 2, 27",
    "65536, 4096, 1024, 32",
    "2, 46490, 2, 25"
  })
  void messagesOfLargeProductsAreBounded(int rows, int inner, int columns, int width) {
    Packing packing = Packing.of(rows, inner, columns, width, 5).orElseThrow();
    check(packing);
    assertThat(packing.queryBytes()).isBetween(1, 1 << 28);
    assertThat(packing.replyBytes()).isBetween(1, 1 << 28);
    assertThat(packing.bytes()).isPositive();
  }

  @Test
  void smallProductsTakeTwoPrimesAndWideOnesThree() {
    assertThat(Packing.of(128, 784, 64, 18, 3).orElseThrow().primes).isEqualTo(2);
    assertThat(Packing.of(64, 64, 64, 32, 12).orElseThrow().primes).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"100000, 32, 12", "1, 32, 13", "100000000, 30, 3"})
  void productsThatWouldNotBeExactHaveNoPacking(int inner, int width, int guard) {
    assertThat(Packing.of(4, inner, 4, width, guard)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 33, 64})
  void otherWidthsAreRefused(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Packing.of(4, 4, 4, width, 3))
        .withMessage("products by RLWE have 1 to 32 bits, not %d", width);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "3, 3", "4, 4", "48, 7", "63, 7", "64, 8", "192, 9"})
  void guardBitsHoldTheErrorBelowOneHalf(long error, int bits) {
    assertThat(Packing.guardBits(error)).isEqualTo(bits);
    assertThat(1L << (bits - 1)).isGreaterThan(error);
    assertThat(1L << (bits - 2)).isLessThanOrEqualTo(error);
  }
}
