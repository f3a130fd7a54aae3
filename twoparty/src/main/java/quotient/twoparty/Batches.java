package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import quotient.crypto.OtExtension;

/**
 * Which batches of OTs a {@link Stock} orders and when: a function of what was taken of it alone,
 * so that both parties, and a plan, order alike.
 *
 * <p>A batch has twice as many OTs as the one before, up to the largest. Ahead of use are as many
 * OTs as were used before, at most a fixed number: a short session wastes little, and in a long one
 * there is enough for the calls that need most.
 */
final class Batches {
  /**
   * OTs of the first batch in each direction. Both parties first receive all OTs of a batch and
   * then send all, so that only one message's time passes for all of them.
   */
  private static final int FIRST = 1 << 14;

  /** Bits of all rows of a batch: 4 MiB. */
  private static final int LARGEST_BITS = 1 << 25;

  /**
   * OTs ahead in each direction: more than an iteration of 784-128-128-10 with 128 examples takes,
   * 25 MB of tables.
   */
  private static final int MOST_AHEAD = 1 << 21;

  private final int largest;
  private final int ahead;
  private final Deque<Integer> ordered = new ArrayDeque<>();
  private int last;
  private int inUse;
  private long otsOrdered;
  private long otsUsed;

  /**
   * No batches yet.
   *
   * @param rows of bits that are kept of an OT
   * @param isAhead whether any are ordered beyond the batch in use
   */
  Batches(OtExtension extension, int rows, boolean isAhead) {
    // Of batches ahead two are on their way at a time.
    int batch = isAhead ? extension.batch() / 2 : extension.batch();
    largest = Math.min(batch, Integer.highestOneBit(LARGEST_BITS / rows));
    ahead = isAhead ? MOST_AHEAD : 0;
  }

  /** Begins to use the next batch; returns the OTs of those that are to be ordered for that. */
  List<Integer> use() {
    List<Integer> orders = new ArrayList<>();
    while (ordered.isEmpty() || otsOrdered - ordered.getFirst() < Math.min(otsUsed, ahead)) {
      last = Math.clamp(2L * last, FIRST, largest);
      orders.add(last);
      ordered.add(last);
      otsOrdered += last;
    }
    inUse = ordered.remove();
    otsOrdered -= inUse;
    otsUsed += inUse;
    return orders;
  }

  /** OTs of the batch in use. */
  int inUse() {
    return inUse;
  }
}
