package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import quotient.bits.BitVectors;
import quotient.engine.Ownership.Holder;

class MatrixTest {
  private static final long[] VALUES = {1, 2, 3, 4, 5, 6};

  private static Matrix ofBits(int widestRing) {
    long[] weights = Planes.signedWeights(4);
    return Matrix.ofBits(Planes.of(2, 3, weights, BitVectors.split(VALUES, 0, 6, 4)), widestRing);
  }

  @Test
  void sharesComeFromOneConversionForAllRingsAndViews() {
    Matrix m = ofBits(20);
    assertThat(m.hasShares()).isFalse();
    assertThat(m.transpose().whole().rows()).isEqualTo(2);
    assertThatNullPointerException().isThrownBy(() -> m.shares(20));
    m.transpose().keepShares(Shares.of(2, 3, 20, new long[] {-1, 2, 3, 4, 5, 6}));
    assertThat(m.hasShares()).isTrue();
    assertThat(m.shares(4).values()).containsExactly(15, 2, 3, 4, 5, 6);
    assertThat(m.transpose().shares(20).values()).containsExactly(0xFFFFF, 4, 2, 5, 3, 6);
    assertThat(m.transpose().transpose().shares(4)).isSameAs(m.shares(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> m.shares(21))
        .withMessage("cannot widen Shares[2 x 3 mod 2^20] to 21 bits");
  }

  private static final Gather ENTRIES = Gather.of(3, 2, 2, new int[] {2, 0, Gather.ZERO, 1});
  private static final Gather SUMS = Gather.ofSums(3, 1, 2, 2, new int[] {0, 1, 2, Gather.ZERO});

  @Test
  void gatheredEntriesHaveBits() {
    Matrix m = ofBits(20);
    Matrix view = m.gather(ENTRIES);
    assertThat(view).hasToString("Matrix[4 x 2]");
    assertThat(view.transpose()).hasToString("Matrix[2 x 4]");
    assertThat(view.weights()).isEqualTo(m.weights());
    assertThat(view.planes().orElseThrow().values()).containsExactly(3, 1, 0, 2, 6, 4, 0, 5);
    assertThat(view.transpose().planes().orElseThrow().values())
        .containsExactly(3, 0, 6, 0, 1, 2, 4, 5);
    assertThat(view.bound()).isEqualTo(m.bound());
    assertThat(view.transpose().transpose().planes().orElseThrow())
        .isSameAs(m.gather(ENTRIES).planes().orElseThrow());
  }

  @Test
  void gatheredSumsHaveNoBits() {
    Matrix view = ofBits(20).gather(SUMS);
    assertThat(view).hasToString("Matrix[2 x 2]");
    assertThat(view.planes()).isEmpty();
    assertThat(view.transpose().planes()).isEmpty();
    assertThat(view.weights()).isEmpty();
    // Of four bits the least is -8, and there are two.
    assertThat(view.bound()).isEqualTo(16);
  }

  @Test
  void whatIsSaidToStayStaysInAllViews() {
    Matrix m = ofBits(20);
    Matrix view = m.gather(SUMS).transpose();
    assertThat(m.isFixed()).isFalse();
    m.transpose().staysFixed();
    assertThat(m.isFixed()).isTrue();
    assertThat(view.isFixed()).isTrue();
    assertThat(ofBits(20).isFixed()).isFalse();
  }

  /** One conversion serves a matrix, its windows and what is turned. */
  @Test
  void viewsShowTheSharesOfTheWhole() {
    Matrix m = ofBits(20);
    Matrix view = m.gather(SUMS);
    assertThat(view.hasShares()).isFalse();
    assertThat(view.transpose().whole()).hasToString("Matrix[2 x 3]");
    view.keepShares(Shares.of(2, 3, 20, new long[] {-1, 2, 3, 4, 5, 6}));
    assertThat(m.hasShares()).isTrue();
    assertThat(view.shares(20).values()).containsExactly(1, 3, 9, 6);
    assertThat(view.transpose().shares(3).values()).containsExactly(1, 1, 3, 6);
    assertThat(m.gather(ENTRIES).shares(20).values()).containsExactly(3, 0xFFFFF, 0, 2, 6, 4, 0, 5);
    assertThat(view.shares(3)).isSameAs(m.gather(SUMS).shares(3));
    assertThat(view.widestRing()).isEqualTo(20);
  }

  @Test
  void whoKnowsARowKnowsItsWindows() {
    Ownership rows = Ownership.ofRows(new Holder[] {Holder.A, Holder.B}, 3);
    Matrix m = Matrix.ofKnown(2, 3, new long[] {1, 2, 3, 0, 0, 0}, Planes.signedWeights(4), rows);
    Matrix view = m.gather(ENTRIES);
    assertThat(view.hasShares()).isTrue();
    assertThat(view.ownership().isKnown()).isTrue();
    assertThat(view.ownership()).hasToString("Ownership[2 x 2 of A, 2 x 2 of B]");
    assertThat(view.ownership().blocks().getLast().rows()).containsExactly(2, 3);
    assertThat(view.transpose().ownership().blocks().getLast().columns()).containsExactly(2, 3);
    assertThat(view.shares(8).values()).containsExactly(3, 1, 0, 2, 0, 0, 0, 0);
  }

  /** Nobody knows what is made of rows of which each party has a part. */
  @Test
  void windowsOfColumnsOfTwoPartiesAreShared() {
    int[] rows = {0, 1};
    Ownership columns =
        Ownership.of(
            List.of(
                new Ownership.Block(rows, new int[] {0, 1}, Holder.A),
                new Ownership.Block(rows, new int[] {2}, Holder.B)));
    Matrix m = Matrix.ofKnown(2, 3, VALUES, Planes.signedWeights(4), columns);
    assertThat(m.gather(ENTRIES).ownership().isShared()).isTrue();
    assertThat(m.gather(ENTRIES).ownership()).hasToString("Ownership[4 x 2 of BOTH]");
  }

  @Test
  void viewsOfViewsAndMapsThatDoNotFit_fail() {
    Matrix m = ofBits(20);
    assertThatIllegalStateException()
        .isThrownBy(() -> m.transpose().gather(ENTRIES))
        .withMessage("Gather[3 to 2 x 2, sums of 1] of Matrix[3 x 2]");
    assertThatIllegalStateException().isThrownBy(() -> m.gather(ENTRIES).gather(ENTRIES));
    assertThatIllegalStateException()
        .isThrownBy(() -> m.gather(Gather.of(2, 1, 1, new int[1])))
        .withMessage("Gather[2 to 1 x 1, sums of 1] of Matrix[2 x 3]");
  }

  @Test
  void formsAreMadeOnceAKeyAndView() {
    Matrix m = ofBits(20);
    AtomicInteger made = new AtomicInteger();
    for (int run = 0; run < 3; run++) {
      assertThat(m.<Integer>form(List.of("key"), made::incrementAndGet)).isEqualTo(1);
      assertThat(m.transpose().<Integer>form(List.of("key"), made::incrementAndGet)).isEqualTo(2);
    }
    assertThat(m.transpose().planes().orElseThrow()).isSameAs(m.transpose().planes().orElseThrow());
  }

  /** A form may need another one. */
  @Test
  void formsMayBeNested() {
    Matrix m = ofBits(20);
    assertThat(m.<Integer>form("outer", () -> 1 + m.<Integer>form("inner", () -> 2))).isEqualTo(3);
  }

  @Test
  void whatPartiesKnowHasSharesInEveryRing() {
    Ownership rows = Ownership.ofRows(new Holder[] {Holder.A, Holder.B}, 3);
    Matrix m = Matrix.ofKnown(2, 3, new long[] {1, 2, 15, 0, 0, 0}, Planes.signedWeights(4), rows);
    assertThat(m.hasShares()).isTrue();
    assertThat(m.widestRing()).isEqualTo(64);
    assertThat(m.shares(64).values()).containsExactly(1, 2, -1, 0, 0, 0);
    assertThat(m.transpose().shares(8).values()).containsExactly(1, 0, 2, 0, 255, 0);
    assertThat(m.transpose().ownership().blocks().getFirst().columns()).containsExactly(0);
    assertThat(m.weights()).containsExactly(1L, 2L, 4L, -8L);
  }

  @Test
  void whatNobodyKnowsIsNotKnown_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Matrix.ofKnown(2, 3, VALUES, Planes.signedWeights(4), Ownership.shared(2, 3)))
        .withMessage("Ownership[2 x 3 of BOTH] has entries that nobody knows");
  }

  @Test
  void sharesWithGuardBits_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.ofShares(Shares.guarded(1, 1, 8, 3, 1, new long[1])))
        .withMessage("Shares[1 x 1 mod 2^8, 3 guard bits] must be rounded before it is multiplied");
  }

  @Test
  void entriesAreKnownWhereAPartyHoldsThem() {
    Ownership rows = Ownership.ofRows(new Holder[] {Holder.A, Holder.BOTH, Holder.B}, 2);
    assertThat(rows.known(3, 2)).containsExactly(true, true, false, false, true, true);
    assertThat(rows.sharedEntries()).isEqualTo(2);
    assertThat(rows.isKnown()).isFalse();
    assertThat(rows.isShared()).isFalse();
  }

  /** As many entries as there are, but one twice and another not at all. */
  @Test
  void blocksThatOverlap_fail() {
    Ownership.Block twice = new Ownership.Block(new int[] {0}, new int[] {0, 1, 2}, Holder.A);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Matrix.ofKnown(
                2, 3, VALUES, Planes.signedWeights(4), Ownership.of(List.of(twice, twice))))
        .withMessage("Ownership[1 x 3 of A, 1 x 3 of A] of a matrix of 2 x 3");
  }

  @Test
  void textShowsNoValue() {
    assertThat(ofBits(8).transpose()).hasToString("Matrix[3 x 2]");
  }
}
