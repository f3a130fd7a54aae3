package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.engine.Ownership.Block;
import quotient.engine.Ownership.Holder;

/** Where the parties meet in a product. */
class CrossTermTest {
  private static final List<Holder> HOLDERS = List.of(Holder.A, Holder.B, Holder.BOTH);

  private static Matrix matrix(int rows, int columns, Ownership ownership) {
    return Matrix.ofShares(Shares.zeros(rows, columns, 8), ownership);
  }

  private static Matrix shared(int rows, int columns) {
    return matrix(rows, columns, Ownership.shared(rows, columns));
  }

  private static Holder[] halves(int count) {
    Holder[] out = new Holder[count];
    Arrays.setAll(out, i -> i < count / 2 ? Holder.A : Holder.B);
    return out;
  }

  private static List<String> shapes(List<CrossTerm> terms) {
    return terms.stream()
        .map(term ->
            term.left()
                + " "
                + term.rows().length
                + " x "
                + term.inner().length
                + " x "
                + term.columns().length
                + (term.leftKnown() ? " left" : "")
                + (term.rightKnown() ? " right" : ""))
        .toList();
  }

  /** Batches of rows that their owners know: one term a direction, as dense training has them. */
  @Test
  void ownedRowsTakeOneDirection() {
    Matrix features = matrix(7, 4, Ownership.ofRows(halves(4), 7).transpose());
    Matrix weights = shared(7, 3);
    Matrix errors = shared(3, 4);
    assertThat(shapes(CrossTerm.of(weights.transpose(), features)))
        .containsExactly("A 3 x 7 x 2 right", "B 3 x 7 x 2 right");
    assertThat(shapes(CrossTerm.of(features, errors.transpose())))
        .containsExactly("A 7 x 2 x 3 left", "B 7 x 2 x 3 left");
    assertThat(shapes(CrossTerm.of(weights, errors))).containsExactly("A 7 x 3 x 4", "B 7 x 3 x 4");
  }

  /** What one party knows on both sides needs nobody else. */
  @Test
  void rowsOfTheSameOwnersMeetNobody() {
    Ownership rows = Ownership.ofRows(halves(4), 5);
    assertThat(CrossTerm.of(matrix(5, 4, rows.transpose()), matrix(4, 5, rows))).isEmpty();
    Holder[] others = {Holder.B, Holder.B, Holder.A, Holder.A};
    Matrix crosswise = matrix(4, 5, Ownership.ofRows(others, 5));
    assertThat(shapes(CrossTerm.of(matrix(5, 4, rows.transpose()), crosswise)))
        .containsExactly("A 5 x 2 x 5 left right", "B 5 x 2 x 5 left right");
  }

  /** Neighbouring blocks make one term, along any axis, however the blocks were cut. */
  @Test
  void blocksAreJoined() {
    int[] all = {0, 1, 2, 3};
    int[] some = {0, 2};
    int[] others = {1, 3};
    Ownership cut =
        Ownership.of(
            List.of(
                new Block(some, others, Holder.BOTH),
                new Block(others, some, Holder.BOTH),
                new Block(some, some, Holder.BOTH),
                new Block(others, others, Holder.BOTH)));
    assertThat(shapes(CrossTerm.of(matrix(4, 4, cut), matrix(4, 4, cut))))
        .containsExactly("A 4 x 4 x 4", "B 4 x 4 x 4");
    Ownership mixed =
        Ownership.of(List.of(new Block(some, all, Holder.A), new Block(others, all, Holder.BOTH)));
    assertThat(shapes(CrossTerm.of(matrix(4, 4, mixed), shared(4, 4))))
        .containsExactly("A 4 x 4 x 4", "B 2 x 4 x 4");
  }

  private static Ownership random(int rows, int columns, SplittableRandom random) {
    Ownership byRows =
        Ownership.ofRows(
            random.ints(rows, 0, 3).mapToObj(i -> HOLDERS.get(i)).toArray(Holder[]::new), columns);
    List<Block> blocks = new ArrayList<>();
    int[] sides = random.ints(columns, 0, 2).toArray();
    for (Block block : byRows.blocks()) {
      if (random.nextBoolean()) {
        blocks.add(block);
        continue;
      }
      for (int side = 0; side < 2; side++) {
        int s = side;
        int[] part = IntStream.range(0, columns).filter(c -> sides[c] == s).toArray();
        blocks.add(new Block(block.rows(), part, HOLDERS.get(random.nextInt(3))));
      }
    }
    return Ownership.of(blocks);
  }

  private static boolean[][] held(Ownership ownership, int rows, int columns, Party party) {
    boolean[][] out = new boolean[rows][columns];
    for (Block block : ownership.blocks()) {
      for (int i : block.rows()) {
        for (int j : block.columns()) {
          out[i][j] = block.holder().includes(party);
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void termsCoverOnceWhereBothHoldAFactor(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(1, 9);
    int inner = random.nextInt(1, 9);
    int columns = random.nextInt(1, 9);
    Ownership ofP = random(rows, inner, random);
    Ownership ofX = random(inner, columns, random);
    List<CrossTerm> terms = CrossTerm.of(matrix(rows, inner, ofP), matrix(inner, columns, ofX));
    for (Party left : Party.values()) {
      int[][][] times = new int[rows][inner][columns];
      for (CrossTerm term : terms) {
        for (int i : term.rows()) {
          for (int j : term.inner()) {
            for (int c : term.columns()) {
              times[i][j][c] += term.left() == left ? 1 : 0;
            }
          }
        }
      }
      boolean[][] p = held(ofP, rows, inner, left);
      boolean[][] x = held(ofX, inner, columns, left.other());
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < inner; j++) {
          for (int c = 0; c < columns; c++) {
            assertThat(times[i][j][c]).isEqualTo(p[i][j] && x[j][c] ? 1 : 0);
          }
        }
      }
    }
    assertThat(terms)
        .allSatisfy(term -> {
          assertThat(term.transpose().left()).isEqualTo(term.left().other());
          assertThat(term.transpose().transpose()).isEqualTo(term);
        });
  }

  @Test
  void blocksThatDoNotCoverTheMatrix_fail() {
    int[] one = {0};
    int[] two = {0, 1};
    int[] descending = {1, 0};
    for (Block block :
        List.of(
            new Block(one, two, Holder.A),
            new Block(two, descending, Holder.A),
            new Block(two, new int[] {1, 2}, Holder.A))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> matrix(2, 2, Ownership.of(List.of(block))))
          .withMessageEndingWith(" of A] of a matrix of 2 x 2");
    }
  }

  @Test
  void unfittingShapes_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrossTerm.of(shared(2, 3), shared(2, 3)))
        .withMessage("Matrix[2 x 3] times Matrix[2 x 3]");
  }
}
