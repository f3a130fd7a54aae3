package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTilesTest {
  /** The sender hashes two blocks for each four entries. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 127, 128, 129, 784, 4096, 9000, 65_536, 1 << 19})
  void noKeyServesMoreThan2To18Hashes(int columns) {
    int ots = ProductTiles.otsPerKey(columns);
    assertThat(ots).isPositive();
    assertThat(2L * ots * Math.ceilDiv(columns, 4)).isLessThanOrEqualTo(1 << 18);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 64, 128})
  void rowsOfUpTo128EntriesShareAKeyBy4096(int columns) {
    assertThat(ProductTiles.otsPerKey(columns)).isEqualTo(4096);
  }

  @Test
  void rowsThatAloneNeedMore_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProductTiles.otsPerKey((1 << 19) + 1))
        .withMessage("products by OT have at most 524288 columns, not 524289");
  }
}
