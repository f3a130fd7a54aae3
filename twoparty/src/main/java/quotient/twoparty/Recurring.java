package quotient.twoparty;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Random material that is made ahead for what a computation does again and again: each use orders
 * what the next one of the same kind will take. Most of what is done once is never done again, so
 * the first use of a kind orders nothing. What is held is one order of a kind, of which a party
 * that ends has used all but the last.
 *
 * <p>It depends on the sequence of uses alone, so it is the same at both parties and in a plan.
 *
 * @param <K> kinds of uses; equal kinds take the same material
 * @param <T> an order
 */
final class Recurring<K, T> {
  /** Bytes of an order: 32 MiB. What needs more is made when it is needed. */
  private static final long LARGEST = 1L << 25;

  /** Bytes of all orders: 256 MiB. */
  private static final long ALL = 1L << 28;

  private final boolean ahead;
  private final Set<K> used = new HashSet<>();
  private final Map<K, T> next = new HashMap<>();
  private long held;

  /** Nothing is ordered before it is used twice, and nothing at all unless {@code ahead}. */
  Recurring(boolean ahead) {
    this.ahead = ahead;
  }

  /**
   * What was ordered for this use, if anything was; orders what the next one will take.
   *
   * @param bytes that an order of the kind holds when it is made
   * @param order places an order
   */
  Optional<T> take(K kind, long bytes, Supplier<T> order) {
    Optional<T> ordered = Optional.ofNullable(next.remove(kind));
    if (ordered.isPresent() || begins(kind, bytes)) {
      next.put(kind, order.get());
    }
    return ordered;
  }

  /** Whether the kind recurs and there is room for it from now on. */
  private boolean begins(K kind, long bytes) {
    boolean recurs = ahead && !used.add(kind);
    if (!recurs || bytes > LARGEST || held + bytes > ALL) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Bytes of all that is ordered or made and not used. */
  long held() {
    return held;
  }
}
