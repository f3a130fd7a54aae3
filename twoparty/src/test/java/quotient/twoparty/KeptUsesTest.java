package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.LinkModel;

/** For how many products an encryption is kept; those that are made are numbered. */
class KeptUsesTest {
  private static final Ring RING = Ring.of(20);
  private static final RingLwe RING_LWE = new RingLwe(new ProductPrice(LinkModel.LOOPBACK));

  private final KeptUses<Integer> uses = new KeptUses<>();
  private final List<Integer> planned = new ArrayList<>();

  private static ProductShape shape(int rows, Matrix x) {
    Matrix p = Matrix.ofShares(Shares.zeros(rows, x.rows(), 20));
    return ProductShape.of(OtExtension.DEFAULT, p, x, CrossTerm.of(p, x));
  }

  private static Matrix x(int inner, int columns) {
    return Matrix.ofShares(Shares.zeros(inner, columns, 20));
  }

  private static KeptPlan plan(ProductShape shape, int times) {
    return RING_LWE.kept(shape, RING, times).orElseThrow();
  }

  /** A product that is never too expensive to keep something for. */
  private Optional<Integer> take(int rows, Matrix x) {
    ProductShape shape = shape(rows, x);
    return uses.take(
        x,
        shape,
        RING,
        times -> Optional.of(plan(shape, times)),
        plan -> {
          planned.add(plan.uses());
          return planned.size();
        });
  }

  private List<Optional<Integer>> take(int times, int rows, Matrix x) {
    List<Optional<Integer>> out = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      out.add(take(rows, x));
    }
    return out;
  }

  private static void add(List<Optional<Integer>> out, int number, int times) {
    for (int i = 0; i < times; i++) {
      out.add(Optional.of(number));
    }
  }

  @Test
  void whatIsUsedAgainIsKeptForTwoThenFourThenEightProducts() {
    List<Optional<Integer>> expected = new ArrayList<>(List.of(Optional.empty()));
    add(expected, 1, 2);
    add(expected, 2, 4);
    add(expected, 3, 8);
    add(expected, 4, 8);
    add(expected, 5, 1);
    assertThat(take(24, 3, x(5, 7))).isEqualTo(expected);
    assertThat(planned).containsExactly(2, 4, 8, 8, 8);
  }

  /** And each matrix counts for itself. */
  @Test
  void eachShapeIsKeptForItself() {
    Matrix x = x(5, 7);
    take(3, 3, x);
    assertThat(take(2, 4, x)).containsExactly(Optional.empty(), Optional.of(2));
    assertThat(take(2, 3, x)).containsExactly(Optional.of(3), Optional.of(3));
    assertThat(take(4, x)).contains(2);
    assertThat(take(2, 3, x(5, 7))).containsExactly(Optional.empty(), Optional.of(4));
    assertThat(planned).containsExactly(2, 2, 4, 2);
  }

  /** Products that go another way count, too. */
  @Test
  void whatDoesNotPayIsNotKept() {
    Matrix x = x(5, 7);
    ProductShape shape = shape(3, x);
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Optional<Integer> taken =
          uses.take(
              x,
              shape,
              RING,
              times -> {
                asked.add(times);
                return times < 8 ? Optional.empty() : Optional.of(plan(shape, times));
              },
              plan -> plan.uses());
      assertThat(taken).isEqualTo(i < 7 ? Optional.empty() : Optional.of(8));
    }
    assertThat(asked).containsExactly(2, 2, 4, 4, 4, 4, 8);
  }

  /** 32 MiB a matrix; what finds no room leaves what there is alone. */
  @Test
  void whatIsKeptOfAMatrixIsBounded() {
    Matrix x = x(1100, 1600);
    long one = plan(shape(2, x), 2).held();
    assertThat(one).isBetween(Recurring.LARGEST / 3, Recurring.LARGEST / 2);
    assertThat(take(2, 2, x)).contains(Optional.of(1));
    assertThat(take(2, 3, x)).contains(Optional.of(2));
    assertThat(uses.mostHeld()).isBetween(2 * one - one / 10, 2 * one + one / 10);
    assertThat(take(3, 1, x)).containsOnly(Optional.empty());
    assertThat(take(2, x)).contains(1);
    // That was the last of its two.
    assertThat(take(1, x)).contains(3);
    assertThat(uses.mostHeld()).isLessThan(3 * one);
  }

  @Test
  void aMatrixThatIsTooLargeHasNoPlan() {
    assertThat(RING_LWE.kept(shape(3, x(2000, 3000)), RING, 2)).isEmpty();
  }
}
