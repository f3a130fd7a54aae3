package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Random material that is made ahead for what a computation does again and again: uses order what
 * later ones of the same kind will take. Most of what is done once is never done again, so the
 * first use of a kind orders nothing; then more and more are ordered ahead, up to three.
 *
 * <p>One would do if an iteration used a kind once. But layers of the same shape use the same kind,
 * and what one of them orders for the next would be made after all that the iteration before has
 * ordered: the next one would wait for it.
 *
 * <p>It depends on the sequence of uses alone, so it is the same at both parties and in a plan.
 *
 * @param <K> kinds of uses; equal kinds take the same material
 * @param <T> an order
 */
final class Recurring<K, T> {
  /** Orders of a kind that are open after a use, at most. */
  private static final int OPEN = 3;

  /** Bytes of what is made ahead or kept for a use: 32 MiB. What needs more is made for itself. */
  static final long LARGEST = 1L << 25;

  /** Bytes of all orders: 256 MiB. */
  private static final long ALL = 1L << 28;

  private final boolean ahead;
  private final Map<K, Uses<T>> kinds = new HashMap<>();
  private long held;

  /** The uses of a kind. */
  private static final class Uses<T> {
    private final Deque<T> ordered = new ArrayDeque<>();
    private int count;
  }

  /** Nothing is ordered before it is used twice, and nothing at all unless {@code ahead}. */
  Recurring(boolean ahead) {
    this.ahead = ahead;
  }

  /**
   * What was ordered for this use, if anything was; orders what later ones will take.
   *
   * @param bytes that an order of the kind holds when it is made
   * @param order places an order
   */
  Optional<T> take(K kind, long bytes, Supplier<T> order) {
    Uses<T> uses = kinds.computeIfAbsent(kind, _ -> new Uses<>());
    Optional<T> taken = Optional.ofNullable(uses.ordered.poll());
    held -= taken.isPresent() ? bytes : 0;
    int open = ahead && bytes <= LARGEST ? Math.min(uses.count, OPEN) : 0;
    while (uses.ordered.size() < open && held + bytes <= ALL) {
      uses.ordered.add(order.get());
      held += bytes;
    }
    uses.count = Math.min(uses.count + 1, OPEN);
    return taken;
  }

  /** Bytes of all that is ordered or made and not used. */
  long held() {
    return held;
  }
}
