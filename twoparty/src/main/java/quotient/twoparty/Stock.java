package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Random material for gates, made in batches and taken in the order of use, each word once: rows of
 * bits that belong together, 64 a word.
 */
final class Stock {
  private final Supply supply;
  private final IntFunction<Supplier<long[][]>> make;
  private final Deque<CompletableFuture<long[][]>> ordered = new ArrayDeque<>();
  private final Batches batches;
  private long[][] made;
  private int used;

  /**
   * An empty stock; nothing is made for it before it is first used.
   *
   * @param rows their number
   * @param make begins to make the rows of so many OTs each way
   */
  Stock(Session session, int rows, IntFunction<Supplier<long[][]>> make) {
    supply = session.supply(Line.GATES);
    this.make = make;
    batches = new Batches(session.extension(), rows, supply.isAhead());
    made = new long[rows][0];
  }

  /** The next words of all rows. */
  long[][] take(int words) {
    long[][] out = new long[made.length][words];
    int done = 0;
    while (done < words) {
      int left = made[0].length - used;
      if (left == 0) {
        refill();
        continue;
      }
      int n = Math.min(words - done, left);
      for (int r = 0; r < out.length; r++) {
        System.arraycopy(made[r], used, out[r], done, n);
      }
      used += n;
      done += n;
    }
    return out;
  }

  private void refill() {
    for (int count : batches.use()) {
      ordered.add(supply.orderInTwo(() -> make.apply(count)));
    }
    made = supply.await(ordered.remove());
    used = 0;
  }
}
