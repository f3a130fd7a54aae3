package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource({"100000, 32, 12", "1, 32, 13", "100000000, 30, 3", "1, 42, 3", "1, 64, 0"})
  void productsThatWouldNotBeExactHaveNoPacking(int inner, int width, int guard) {
    assertThat(Packing.of(4, inner, 4, width, guard)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "16, 36, 8, 9223372036854775807",
    "4, 40, 4, 9223372036854775807",
    "784, 40, 4, 127",
    "3136, 41, 3, 255"
  })
  void widerRingsHaveAPackingIfXIsNarrowOrThereIsLittleOfIt(
      int inner, int width, int guard, long bound) {
    check(Packing.of(8, inner, 64, width, guard, bound).orElseThrow());
  }

  /** Images of seven bits times errors, in the ring of a momentum. */
  @Test
  void aNarrowXTakesTwoPrimesToEncryptAndThreeToDecrypt() {
    Packing narrow = Packing.of(784, 64, 128, 27, 8, 127).orElseThrow();
    check(narrow);
    assertThat(narrow.primes).isEqualTo(2);
    assertThat(narrow.decryptionPrimes()).isEqualTo(3);
    Packing wide = Packing.of(784, 64, 128, 27, 8).orElseThrow();
    assertThat(wide.primes).isEqualTo(3);
    assertThat(narrow.bytes()).isLessThan(wide.bytes());
  }

  /** For more products with one query a longer one pays, whose answers are shorter. */
  @Test
  void theMoreUsesAQueryHasTheShorterAreTheAnswers() {
    SplittableRandom random = new SplittableRandom(2);
    for (int run = 0; run < 50; run++) {
      int rows = 1 + random.nextInt(500);
      int inner = 1 + random.nextInt(800);
      int columns = 1 + random.nextInt(500);
      List<Packing> packings = new ArrayList<>();
      for (int uses : new int[] {1, 2, 8, 1000}) {
        Packing packing =
            Packing.of(rows, inner, columns, 18, 4, Long.MAX_VALUE, uses).orElseThrow();
        check(packing);
        packings.add(packing);
        for (Packing other : packings) {
          assertThat(bytes(packing, uses)).isLessThanOrEqualTo(bytes(other, uses));
          assertThat(bytes(packing, 0)).isGreaterThanOrEqualTo(bytes(other, 0));
        }
      }
      Packing once = Packing.of(rows, inner, columns, 18, 4).orElseThrow();
      assertThat(once.bytes()).isEqualTo(packings.getFirst().bytes());
    }
    long few = Packing.of(128, 128, 128, 18, 4).orElseThrow().replyBytes();
    long many = Packing.of(128, 128, 128, 18, 4, Long.MAX_VALUE, 8).orElseThrow().replyBytes();
    assertThat(many).isLessThan(few / 2);
  }

  private static long bytes(Packing packing, int uses) {
    long ofReplies = (long) packing.columnBlocks() * packing.replyBytes();
    return packing.bytes() - ofReplies + uses * ofReplies;
  }

  @Test
  void noBoundIsLargerThanThatOfTheRing() {
    assertThat(Packing.of(9, 99, 9, 20, 4, 1L << 40).orElseThrow().bound).isEqualTo(1L << 19);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 4", "3, 4", "4, 5", "48, 8", "63, 8", "64, 9", "192, 10"})
  void guardBitsHoldTheErrorBelowOneQuarter(long error, int bits) {
    assertThat(Packing.guardBits(error)).isEqualTo(bits);
    assertThat(1L << (bits - 2)).isGreaterThan(error);
    assertThat(1L << (bits - 3)).isLessThanOrEqualTo(error);
  }
}
