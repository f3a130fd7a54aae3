package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.engine.Party;

class ExamplesTest {
  private static Examples own(Party holder, int othersRows) {
    return Examples.own(holder, othersRows, 1, false, new byte[2], new int[2]);
  }

  @ParameterizedTest
  @EnumSource(Party.class)
  void asManyRowsAsThereMayBeAreTaken(Party holder) {
    assertThat(own(holder, Examples.MAX_ROWS - 2).rows()).isEqualTo(Examples.MAX_ROWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {Examples.MAX_ROWS - 1, 1 << 29, Integer.MAX_VALUE})
  void moreRowsOfBothParties_fail(int othersRows) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> own(Party.A, othersRows))
        .withMessage(
            "the parties have 2 and %d rows, at most 67108864 together are possible", othersRows);
  }

  @Test
  void featuresOfAnotherNumber_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Examples.all(65_536, 0, false, new byte[0], new int[65_536]))
        .withMessage("0 features, 65536 labels of width 65536");
  }
}
