package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import quotient.crypto.OtExtension;

/**
 * Random material for gates, made in batches and taken in the order of use, each word once: rows of
 * bits that belong together, 64 a word.
 */
final class Stock {
  /**
   * OTs of a batch in each direction: at first, then twice as many each time up to the largest
   * batch. Both parties first receive all OTs of a batch and then send all, so that only one
   * message's time passes for all of them.
   */
  private static final int FIRST_BATCH = 1 << 14;

  /** Bits of all rows of a batch: 4 MiB. */
  private static final int LARGEST_BATCH = 1 << 25;

  private final Supply supply;
  private final IntFunction<long[][]> make;
  private final Deque<CompletableFuture<long[][]>> ordered = new ArrayDeque<>();
  private int lastOrder;
  private long[][] made;
  private int used;

  /**
   * An empty stock; nothing is made for it before it is first used.
   *
   * @param rows their number
   * @param make the rows that are made of so many OTs each way
   */
  Stock(Supply supply, int rows, IntFunction<long[][]> make) {
    this.supply = supply;
    this.make = make;
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
    while (ordered.size() <= supply.ahead()) {
      int count = nextBatch(supply.extension(), made.length, lastOrder);
      lastOrder = count / Long.SIZE;
      ordered.add(supply.order(() -> make.apply(count)));
    }
    made = Supply.await(ordered.remove());
    used = 0;
  }

  /** How many OTs are made after a batch of so many words, of which each needs so many rows. */
  static int nextBatch(OtExtension extension, int rows, int lastWords) {
    int most = Math.min(extension.batch(), Integer.highestOneBit(LARGEST_BATCH / rows));
    return Math.clamp(128L * lastWords, FIRST_BATCH, most);
  }
}
