package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.data.TestFiles.assertFails;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Dataset TABLE =
      Dataset.of(2, 3, new byte[] {1, -2, 3, -4, 5, 127, 7, -127}, new int[] {0, 2, 1, 2});

  @Test
  void holdsItsShapeValuesAndLabels() {
    assertThat(TABLE.rows()).isEqualTo(4);
    assertThat(TABLE.features()).isEqualTo(2);
    assertThat(TABLE.classes()).isEqualTo(3);
    assertThat(TABLE.values()).containsExactly(1, -2, 3, -4, 5, 127, 7, -127);
    assertThat(TABLE.labels()).containsExactly(0, 2, 1, 2);
  }

  @Test
  void selectsRowsInTheGivenOrderAndTwiceIfAsked() {
    Dataset chosen = TABLE.select(new int[] {3, 0, 3});

    assertThat(chosen.rows()).isEqualTo(3);
    assertThat(chosen.features()).isEqualTo(2);
    assertThat(chosen.classes()).isEqualTo(3);
    assertThat(chosen.values()).containsExactly(7, -127, 1, -2, 7, -127);
    assertThat(chosen.labels()).containsExactly(2, 0, 2);
  }

  @Test
  void rangeIsTheSelectionOfConsecutiveRows() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int rows = random.nextInt(20);
      int features = 1 + random.nextInt(9);
      byte[] values = new byte[rows * features];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (random.nextInt(255) - 127);
      }
      Dataset table = Dataset.of(features, 5, values, random.ints(rows, 0, 5).toArray());
      int from = random.nextInt(rows + 1);
      int to = from + random.nextInt(rows - from + 1);
      int[] chosen = new int[to - from];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = from + i;
      }

      assertThat(table.range(from, to)).usingRecursiveComparison().isEqualTo(table.select(chosen));
    }
  }

  @Test
  void mayHaveNoRows() {
    assertThat(TABLE.range(2, 2).rows()).isZero();
    assertThat(TABLE.range(2, 2).values()).isEmpty();
  }

  @Test
  void mayHaveNoLabels() {
    Dataset table = Dataset.unlabelled(2, 3, new byte[] {1, 2, 3, 4});

    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.hasLabels()).isFalse();
    assertThat(table.select(new int[] {1}).values()).containsExactly(3, 4);
    assertThat(table.range(1, 2).hasLabels()).isFalse();
    assertThatThrownBy(table::labels).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Dataset.unlabelled(2, 3, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void selectingRowsThatAreNotThere_fails() {
    assertThatThrownBy(() -> TABLE.select(new int[] {0, 4}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> TABLE.select(new int[] {-1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> TABLE.range(3, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> TABLE.range(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void selectingMoreThanAnArrayHolds_fails() {
    Dataset wide = Dataset.unlabelled(1_000_000, 2, new byte[1_000_000]);
    assertFails(() -> wide.select(new int[2148]))
        .isEqualTo("2148 rows of 1000000 features are too many; choose fewer");
  }

  @Test
  void valuesOrLabelsOutOfRange_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(1, 2, new byte[] {-128}, new int[] {0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(1, 2, new byte[] {0}, new int[] {2}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(1, 2, new byte[] {0}, new int[] {-1}));
  }

  @Test
  void sizesThatDoNotFit_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(2, 2, new byte[] {0, 0, 0}, new int[] {0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(0, 2, new byte[0], new int[] {0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(1, 0, new byte[0], new int[0]));
  }

  @Test
  void toStringShowsTheShapeOnly() {
    assertThat(TABLE).hasToString("Dataset[4 rows x 2 features, 3 classes]");
  }
}
