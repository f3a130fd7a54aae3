package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.data.Dataset;

class RowSelectionTest {
  private static final Dataset TABLE =
      Dataset.of(1, 2, new byte[] {10, 11, 12, 13, 14}, new int[] {0, 1, 0, 1, 0});

  private static RowSelection selection(String text) {
    return RowSelection.parse(text);
  }

  @Test
  void selectsAllNoneOrRanges() {
    assertThat(selection("all").of(TABLE, "--rows").values()).hasSize(5);
    assertThat(selection("all").isNone()).isFalse();
    assertThat(selection("none").isNone()).isTrue();
    assertThat(selection("1-2").of(TABLE, "--rows").values()).containsExactly(11, 12);
    assertThat(selection("4,0-1").of(TABLE, "--rows").values()).containsExactly(14, 10, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some", "1-", "-3", "2-1", "1,,2", "1 - 2", "9999999999"})
  void whatIsNoSelection_fails(String text) {
    assertThatThrownBy(() -> selection(text))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.fault()).isEqualTo(UserException.Fault.REQUEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0,1,1,2,2 | 1", "0-5,3 | 3", "3,0-5 | 3", "7,7 | 7", "0-9,20-29,9-20 | 9"})
  void aRowThatStandsTwice_fails(String text, int row) {
    assertThatThrownBy(() -> selection(text))
        .isInstanceOf(UserException.class)
        .hasMessage("'" + text + "': row " + row + " stands twice; name each row once");
  }

  @Test
  void farMoreRowsThanThereAre_fail() {
    assertThatThrownBy(() -> selection("0-999999999").of(TABLE, "--rows"))
        .isInstanceOf(UserException.class)
        .hasMessage("--rows 0-999999999: the table has only the rows 0-4");
  }

  @Test
  void rowsThatAreNotThere_fail() {
    assertThatThrownBy(() -> selection("3-5").of(TABLE, "--test-rows"))
        .isInstanceOf(UserException.class)
        .hasMessage("--test-rows 3-5: the table has only the rows 0-4");
  }
}
