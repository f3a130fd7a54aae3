package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PlanesTest {
  /** 2 x 3, row-major: 1 0 1 / 0 0 1. */
  private static final long[] BITS = {0b100101};

  @Test
  void weightsAreThoseOfIntegers() {
    assertThat(Planes.unsignedWeights(4)).containsExactly(1, 2, 4, 8);
    assertThat(Planes.signedWeights(4)).containsExactly(1, 2, 4, -8);
    assertThat(Planes.signedWeights(1)).containsExactly(-1);
  }

  @Test
  void transposeExchangesRowsAndColumns() {
    Planes planes = Planes.of(2, 3, new long[] {7}, new long[][] {BITS}).transpose();
    assertThat(planes.rows()).isEqualTo(3);
    assertThat(planes.columns()).isEqualTo(2);
    assertThat(planes.weight(0)).isEqualTo(7);
    assertThat(planes.bits(0)).containsExactly(0b110001);
  }

  @Test
  void transposeWithOwners_fails() {
    Owners owners = Owners.of(new Party[] {Party.A, Party.A, Party.B});
    Planes planes = Planes.ofColumns(2, 3, new long[] {1}, new long[][] {BITS}, owners);
    assertThat(planes.columnOwners()).isSameAs(owners);
    assertThatIllegalStateException()
        .isThrownBy(planes::transpose)
        .withMessage("planes with owned columns have no transposition");
  }

  @Test
  void shapesThatDoNotFit_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(2, 3, new long[] {1, 2}, new long[][] {BITS}))
        .withMessage("1 planes, 2 weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(9, 9, new long[] {1}, new long[][] {BITS}))
        .withMessage("a plane of wrong size for 9 x 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.of(65_536, 65_536, new long[] {1}, new long[][] {{}}))
        .withMessage("a plane of wrong size for 65536 x 65536");
  }

  @Test
  void textShowsNoBit() {
    assertThat(Planes.of(2, 3, new long[] {-1}, new long[][] {BITS}))
        .hasToString("Planes[2 x 3, weights [-1]]");
  }

  @Test
  void ownersSayWhoMayHoldAShare() {
    Owners owners = Owners.of(new Party[] {Party.A, Party.B, Party.A});
    assertThat(owners.heldBy(Party.A, 3)).containsExactly(0, 2);
    assertThat(owners.heldBy(Party.B, 3)).containsExactly(1);
    assertThat(owners.of(1)).contains(Party.B);
    assertThat(Owners.NONE.heldBy(Party.A, 3)).containsExactly(0, 1, 2);
    assertThat(Owners.NONE.of(0)).isEmpty();
  }
}
