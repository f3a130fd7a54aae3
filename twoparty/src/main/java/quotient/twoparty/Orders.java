package quotient.twoparty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Orders of a {@link Supply}, carried out one after the other on one thread. One that fails fails
 * all after it.
 */
final class Orders {
  private final Executor maker;
  private final AtomicInteger waiting = new AtomicInteger();

  // Of the maker's thread alone.
  private final Deque<Begun<?>> begun = new ArrayDeque<>();
  private Optional<Throwable> failure = Optional.empty();

  /** Orders that {@code maker} carries out, which has one thread and keeps their order. */
  Orders(Executor maker) {
    this.maker = maker;
  }

  /** An order of which the first part is done. */
  private record Begun<T>(CompletableFuture<T> made, Supplier<T> rest) {
    void finish() {
      made.complete(rest.get());
    }

    void fail(Throwable cause) {
      made.completeExceptionally(cause);
    }
  }

  /** Places an order that reads and writes as it likes: all before it are finished first. */
  <T> CompletableFuture<T> place(Supplier<T> work) {
    return place(
        () -> {
          finishAllBut(0);
          return work;
        },
        0);
  }

  /**
   * Places an order in two parts, of which the first only writes, and the second reads what the
   * other party has written in its first. While that travels, the next order is begun, if there is
   * one. So parts of neighbouring orders take turns as it happens, but on each connection the order
   * is the same as without.
   *
   * @param begin the first part, which returns the second
   */
  <T> CompletableFuture<T> placeInTwo(Supplier<Supplier<T>> begin) {
    return place(begin, 1);
  }

  /**
   * Places an order.
   *
   * @param open orders that may remain begun if another one waits
   */
  private <T> CompletableFuture<T> place(Supplier<Supplier<T>> begin, int open) {
    CompletableFuture<T> made = new CompletableFuture<>();
    waiting.incrementAndGet();
    maker.execute(() -> {
      boolean isLast = waiting.decrementAndGet() == 0;
      try {
        if (failure.isEmpty()) {
          begun.add(new Begun<>(made, begin.get()));
          finishAllBut(isLast ? 0 : open);
        }
      } catch (Throwable e) {
        failure = Optional.of(e);
      }
      failure.ifPresent(cause -> {
        begun.forEach(order -> order.fail(cause));
        made.completeExceptionally(cause);
      });
    });
    return made;
  }

  private void finishAllBut(int open) {
    while (begun.size() > open) {
      begun.getFirst().finish();
      begun.removeFirst();
    }
  }
}
