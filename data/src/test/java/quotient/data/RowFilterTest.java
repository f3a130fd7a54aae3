package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowFilterTest {
  @Test
  void keepsEveryFifthRowOrAllTheOthers() {
    assertThat(IntStream.range(0, 15).filter(RowFilter.keep(5, 4)::keeps))
        .containsExactly(4, 9, 14);
    assertThat(IntStream.range(0, 7).filter(RowFilter.skip(5, 4)::keeps))
        .containsExactly(0, 1, 2, 3, 5, 6);
  }

  @Test
  void everyRowIsOnOneSideOfASplit() {
    for (int modulus = 2; modulus < 9; modulus++) {
      for (int remainder = 0; remainder < modulus; remainder++) {
        RowFilter test = RowFilter.keep(modulus, remainder);
        RowFilter train = RowFilter.skip(modulus, remainder);
        assertThat(IntStream.range(0, 100)).allMatch(row -> test.keeps(row) != train.keeps(row));
      }
    }
  }

  @Test
  void allKeepsEveryRow() {
    assertThat(IntStream.range(0, 100)).allMatch(RowFilter.ALL::keeps);
  }

  @Test
  void remaindersThatNoRowLeaves_fail() {
    assertFails(() -> RowFilter.keep(5, 5)).contains("rows", "5", "4 mod 5");
    assertFails(() -> RowFilter.keep(5, -1)).contains("-1");
    assertFails(() -> RowFilter.keep(0, 0)).contains("divided by 0");
  }

  @Test
  void skippingEveryRow_fails() {
    assertFails(() -> RowFilter.skip(1, 0)).contains("leaves none");
  }
}
