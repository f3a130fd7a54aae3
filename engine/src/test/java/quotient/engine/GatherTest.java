package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherTest {
  /** Two rows of two sums of two: x0 + x2, x2, x2 + x2, 0. */
  private static final Gather SUMS =
      Gather.ofSums(3, 2, 2, 2, new int[] {0, 2, Gather.ZERO, 2, 2, 2, Gather.ZERO, Gather.ZERO});

  @Test
  void sumsOfEachRowAreRows() {
    assertThat(SUMS.apply(new long[] {1, 2, 4, 8, 16, 32}, 2))
        .containsExactly(5, 4, 8, 0, 40, 32, 64, 0);
  }

  @Test
  void entriesAreAddedBackToWhereTheyCameFrom() {
    assertThat(SUMS.scatter(new long[] {1, 2, 4, 8, 16, 32, 64, 128}, 2))
        .containsExactly(1, 0, 11, 16, 0, 176);
  }

  @Test
  void anEntryIsCountedAsOftenAsItIsThere() {
    assertThat(SUMS.multiplicity()).isEqualTo(4);
    assertThat(Gather.of(3, 1, 2, new int[] {Gather.ZERO, 1}).multiplicity()).isEqualTo(1);
    assertThat(Gather.of(3, 1, 1, new int[] {Gather.ZERO}).multiplicity()).isZero();
  }

  @Test
  void lanesAreCountedThroughAllRows() {
    Gather map = Gather.of(3, 1, 4, new int[] {2, Gather.ZERO, 0, 2});
    assertThat(map.lanes(2)).containsExactly(2, Gather.ZERO, 0, 2, 5, Gather.ZERO, 3, 5);
  }

  @Test
  void sumsAreNoLanes_fail() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SUMS.lanes(1))
        .withMessage("sums of 2 entries are no lanes");
  }

  @Test
  void indicesThatDoNotFit_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gather.of(3, 1, 2, new int[] {0}))
        .withMessage("1 indices for 1 x 2 sums of 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gather.of(3, 1, 1, new int[] {3}))
        .withMessage("index 3 of 3 entries");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gather.of(3, 1, 1, new int[] {-2}))
        .withMessage("index -2 of 3 entries");
  }

  /** Its indices may be changed afterwards. */
  @Test
  void indicesAreCopied() {
    int[] indices = {1};
    Gather map = Gather.of(2, 1, 1, indices);
    indices[0] = 0;
    assertThat(map.apply(new long[] {5, 6}, 1)).containsExactly(6);
  }

  static Gather random(SplittableRandom random, int inputs, int terms) {
    int rows = random.nextInt(1, 5);
    int columns = random.nextInt(1, 6);
    int[] indices = new int[rows * columns * terms];
    Arrays.setAll(indices, i -> random.nextInt(Gather.ZERO, inputs));
    return Gather.ofSums(inputs, rows, columns, terms, indices);
  }

  private static long inner(long[] x, long[] y) {
    long sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** What makes a map the transposed of another: the inner products are the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void scatterIsTheTransposedMap(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Gather map = random(random, 7, random.nextInt(1, 5));
    long[] x = random.longs(3 * 7).toArray();
    long[] y = random.longs(3L * map.rows() * map.columns()).toArray();
    assertThat(inner(map.apply(x, 3), y)).isEqualTo(inner(x, map.scatter(y, 3)));
  }

  @Test
  void textShowsTheShape() {
    assertThat(SUMS).hasToString("Gather[3 to 2 x 2, sums of 2]");
  }
}
