package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
  private static final Shares X = Shares.of(3, 2, 8, new long[] {1, 2, 3, 4, 5, -1});

  @Test
  void valuesAreReduced() {
    assertThat(X.values()).containsExactly(1, 2, 3, 4, 5, 255);
    assertThat(X.reduce(2).values()).containsExactly(1, 2, 3, 0, 1, 3);
    assertThat(X.reduce(2).width()).isEqualTo(2);
    assertThat(Shares.of(1, 1, 64, new long[] {-5}).values()).containsExactly(-5);
  }

  @Test
  void sumsAndMultiplesWrapAround() {
    assertThat(X.plus(X).values()).containsExactly(2, 4, 6, 8, 10, 254);
    assertThat(X.times(-3).values()).containsExactly(253, 250, 247, 244, 241, 3);
    assertThat(X.sum().values()).containsExactly(14);
    assertThat(X.sum().lanes()).isEqualTo(1);
  }

  @Test
  void transposeExchangesRowsAndColumns() {
    Shares transposed = X.transpose();
    assertThat(transposed.rows()).isEqualTo(2);
    assertThat(transposed.columns()).isEqualTo(3);
    assertThat(transposed.values()).containsExactly(1, 3, 5, 2, 4, 255);
  }

  @Test
  void guardBitsAreAlignedAndTheirErrorGrows() {
    Shares exact = Shares.of(1, 2, 8, new long[] {3, 255});
    Shares rough = Shares.guarded(1, 2, 8, 5, 2, new long[] {(5 << 5) + 2, (1 << 5) - 1});
    Shares sum = rough.times(-2).plus(exact).reduce(7);
    assertThat(sum.guard()).isEqualTo(5);
    assertThat(sum.error()).isEqualTo(4);
    assertThat(sum.isExact()).isTrue();
    assertThat(sum.times(2).isExact()).isFalse();
    assertThat(sum.values()).containsExactly(((-7 << 5) - 4) & 0xFFF, ((-3 << 5) + 2) & 0xFFF);
    assertThatIllegalArgumentException().isThrownBy(() -> rough.withGuard(4));
  }

  /** A sum of entries has as much error as they have together, guard bits and all. */
  @Test
  void gatheredAndScatteredErrorsGrow() {
    Gather map = Gather.ofSums(2, 3, 1, 2, new int[] {0, 1, 1, 1, Gather.ZERO, 0});
    Shares rough = Shares.guarded(1, 2, 8, 5, 2, new long[] {(5 << 5) + 2, (9 << 5) - 1});
    Shares gathered = rough.gather(map);
    assertThat(gathered).hasToString("Shares[3 x 1 mod 2^8, 5 guard bits]");
    assertThat(gathered.error()).isEqualTo(4);
    assertThat(gathered.values()).containsExactly((14 << 5) + 1, (18 << 5) - 2, (5 << 5) + 2);
    Shares scattered = gathered.scatter(map);
    assertThat(scattered).hasToString("Shares[1 x 2 mod 2^8, 5 guard bits]");
    assertThat(scattered.error()).isEqualTo(4 * 3);
    assertThat(scattered.values()).containsExactly((19 << 5) + 3, ((14 + 36) << 5) - 3);
    assertThat(scattered.isExact()).isFalse();
  }

  @Test
  void gatheredSumsWrapAround() {
    Gather map = Gather.ofSums(2, 1, 1, 3, new int[] {1, 1, 1});
    assertThat(X.gather(map).values()).containsExactly(6, 12, 253);
    assertThat(X.gather(map).scatter(map).values()).containsExactly(0, 18, 0, 36, 0, 247);
  }

  @Test
  void rowsThatAMapDoesNotFit_fail() {
    Gather map = Gather.of(3, 2, 2, new int[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.gather(map))
        .withMessage("Gather[3 to 2 x 2, sums of 1] of Shares[3 x 2 mod 2^8]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.scatter(map))
        .withMessage("Gather[3 to 2 x 2, sums of 1] of Shares[3 x 2 mod 2^8]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.transpose().scatter(map))
        .withMessage("Gather[3 to 2 x 2, sums of 1] of Shares[2 x 3 mod 2^8]");
  }

  /** Every value, every error that is allowed and every first share of a small ring. */
  @ParameterizedTest
  @CsvSource({"1,1", "1,2", "1,3", "2,2", "2,4", "3,3", "1,6", "3,5"})
  void roundedSharesAddUpToTheValue(int width, int guard) {
    int ring = 1 << (width + guard);
    int most = guard < 2 ? 0 : (1 << (guard - 2)) - 1;
    for (int x = 0; x < 1 << width; x++) {
      for (int d = -most; d <= most; d++) {
        for (int ofA = 0; ofA < ring; ofA++) {
          Shares a = Shares.guarded(1, 1, width, guard, most, new long[] {ofA});
          long rest = ((long) x << guard) + d - ofA;
          Shares b = Shares.guarded(1, 1, width, guard, most, new long[] {rest});
          Shares sum = a.rounded(true).plus(b.rounded(false));
          assertThat(sum.guard()).isEqualTo(1);
          assertThat(sum.values()[0] >>> 1).as("%d, %d, %d", x, d, ofA).isEqualTo(x);
        }
      }
    }
  }

  @Test
  void roundingTakesTheWholeWordAndLeavesWhatIsExact() {
    assertThat(X.rounded(true)).isSameAs(X);
    long first = 0x9E3779B97F4A7C15L;
    for (int d = -15; d < 16; d++) {
      Shares a = Shares.guarded(1, 1, 58, 6, 15, new long[] {first});
      Shares b = Shares.guarded(1, 1, 58, 6, 15, new long[] {(123456789L << 6) + d - first});
      Shares sum = a.rounded(false).plus(b.rounded(true));
      assertThat(sum.values()[0] >>> 1).isEqualTo(123456789L);
    }
  }

  @Test
  void roundingWithTooFewGuardBits_fails() {
    assertThat(Shares.guarded(1, 1, 8, 1, 0, new long[1]).isExact()).isTrue();
    assertThat(Shares.guarded(1, 1, 8, 1, 1, new long[1]).isExact()).isFalse();
    assertThat(Shares.guarded(1, 1, 8, 4, 3, new long[1]).isExact()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.guarded(1, 1, 8, 4, 4, new long[1]).rounded(true))
        .withMessage("Shares[1 x 1 mod 2^8, 4 guard bits] has too few guard bits for its error 4");
  }

  @Test
  void everyRowTakesRows() {
    Shares odd = X.everyRow(1, 2);
    assertThat(odd.rows()).isEqualTo(1);
    assertThat(odd.values()).containsExactly(3, 4);
    assertThat(X.everyRow(0, 2).values()).containsExactly(1, 2, 5, 255);
    assertThat(X.everyRow(2, 4).values()).containsExactly(5, 255);
    assertThat(X.values()).containsExactly(1, 2, 3, 4, 5, 255);
  }

  @Test
  void wipingLeavesZeros() {
    Shares secret = Shares.of(1, 2, 8, new long[] {3, 4});
    secret.wipe();
    assertThat(secret.values()).containsOnly(0);
  }

  @Test
  void textShowsNoValue() {
    assertThat(Shares.of(1, 1, 20, new long[] {4711})).hasToString("Shares[1 x 1 mod 2^20]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65})
  void aWidthOutOfRange_fails(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.zeros(1, 1, width))
        .withMessage("1 values of " + width + " bits for 1 x 1");
  }

  @Test
  void shapesThatDoNotFit_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.of(2, 2, 8, new long[3]))
        .withMessage("3 values of 8 bits for 2 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.of(65_536, 65_536, 8, new long[0]))
        .withMessage("0 values of 8 bits for 65536 x 65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.plus(Shares.zeros(2, 3, 8)))
        .withMessage("Shares[3 x 2 mod 2^8] plus Shares[2 x 3 mod 2^8]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.plus(Shares.zeros(3, 2, 9)))
        .withMessage("Shares[3 x 2 mod 2^8] plus Shares[3 x 2 mod 2^9]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X.reduce(9))
        .withMessage("cannot widen Shares[3 x 2 mod 2^8] to 9 bits");
  }
}
