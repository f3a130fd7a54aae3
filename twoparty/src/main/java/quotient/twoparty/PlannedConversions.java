package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** What {@link Conversions} cost. */
final class PlannedConversions {
  private final Account account;
  private final Recurring<DaBits.Kind, DaBits.Kind> ahead;
  private boolean isSetUp;
  private int count;

  /** Whether anything is made ahead depends on the link. */
  PlannedConversions(Account account, boolean ahead) {
    this.account = account;
    this.ahead = new Recurring<>(ahead);
  }

  /** Converts matrices, if they never were, to zeros. */
  void run(List<Matrix> matrices) {
    Bill opened = Bill.NONE;
    for (Matrix matrix : Conversions.missing(matrices)) {
      count++;
      account.hold((long) Long.BYTES * matrix.rows() * matrix.columns());
      Optional<DaBits.Kind> random = DaBits.Kind.of(matrix).flatMap(this::take);
      if (random.isPresent()) {
        opened = opened.plus(random.get().opening());
      } else {
        convert(matrix);
      }
      matrix.keepShares(Shares.zeros(matrix.rows(), matrix.columns(), matrix.widestRing()));
    }
    account.swap(opened);
  }

  private void convert(Matrix matrix) {
    int ring = matrix.widestRing();
    List<Long> weights = matrix.weights();
    long lanes = matrix.ownership().sharedEntries();
    account.add(BitsToShares.bill(account.extension(), lanes, weights, ring));
    account.parties().each(party -> BitsToShares.plan(party, lanes, weights, ring));
  }

  private Optional<DaBits.Kind> take(DaBits.Kind kind) {
    return ahead.take(kind, kind.bytes(), () -> order(kind));
  }

  private DaBits.Kind order(DaBits.Kind kind) {
    account.add(isSetUp ? Bill.NONE : BitsToShares.setUpBill());
    isSetUp = true;
    account.add(kind.making(account.extension()));
    return kind;
  }

  /** Conversions so far. */
  int count() {
    return count;
  }

  /** Bytes of what is made ahead. */
  long held() {
    return ahead.held();
  }
}
