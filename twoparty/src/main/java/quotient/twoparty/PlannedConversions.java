package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** What {@link Conversions} cost. */
final class PlannedConversions {
  private final Account account;
  private final Recurring<DaBits.Kind, DaBits.Kind> ahead;
  private int count;

  /** Whether anything is made ahead depends on the link. */
  PlannedConversions(Account account, boolean ahead) {
    this.account = account;
    this.ahead = new Recurring<>(ahead);
  }

  /** Converts a matrix, if it never was, to zeros. */
  void run(Matrix matrix) {
    if (!matrix.hasShares()) {
      Matrix whole = matrix.whole();
      convert(whole);
      matrix.keepShares(Shares.zeros(whole.rows(), whole.columns(), whole.widestRing()));
    }
  }

  private void convert(Matrix matrix) {
    count++;
    int ring = matrix.widestRing();
    List<Long> weights = matrix.weights();
    long lanes = matrix.ownership().sharedEntries();
    if (matrix.ownership().isShared()) {
      DaBits.Kind kind = DaBits.Kind.of(Math.toIntExact(lanes), weights, ring);
      Optional<DaBits.Kind> ordered = ahead.take(kind, kind.bytes(), () -> order(kind));
      if (ordered.isPresent()) {
        account.swap(kind.opening());
        return;
      }
    }
    account.add(BitsToShares.bill(account.extension(), lanes, weights, ring));
    account.parties().each(party -> BitsToShares.plan(party, lanes, weights, ring));
  }

  private DaBits.Kind order(DaBits.Kind kind) {
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
