package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTilesTest {
  /** The sender hashes two blocks for each four entries, or two in a wide ring. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 127, 128, 129, 784, 4096, 9000, 65_536, 1 << 18, 1 << 19})
  void noKeyServesMoreThan2To18Hashes(int columns) {
    for (int ring : new int[] {1, 32, 33, 64}) {
      if (columns <= ProductTiles.maxColumns(ring)) {
        int ots = ProductTiles.otsPerKey(ProductSums.padBlocks(columns, ring));
        assertThat(ots).isPositive();
        assertThat(2L * ots * Math.ceilDiv(columns, ring <= 32 ? 4 : 2))
            .isLessThanOrEqualTo(1 << 18);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 64, 128})
  void rowsOfUpTo128EntriesShareAKeyBy4096(int columns) {
    assertThat(ProductTiles.otsPerKey(ProductSums.padBlocks(columns, 32))).isEqualTo(4096);
  }

  @Test
  void theLongestRowsNeedAKeyOfTheirOwn() {
    for (int ring : new int[] {1, 32, 33, 64}) {
      int most = ProductTiles.maxColumns(ring);
      assertThat(ProductTiles.otsPerKey(ProductSums.padBlocks(most, ring))).isEqualTo(1);
      assertThat(ProductTiles.otsPerKey(ProductSums.padBlocks(most / 2, ring))).isEqualTo(2);
    }
  }
}
