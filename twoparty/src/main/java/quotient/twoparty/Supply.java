package quotient.twoparty;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import quotient.transport.LinkModel;

/**
 * Where random material is made: by the computing thread when it is needed, or ahead of use by a
 * thread of its own, over channels of its own ({@link Line}), while the computing thread waits for
 * messages.
 *
 * <p>What is made next is a list of orders, which the computing threads of both parties place at
 * the same points of the computation; so both make the same things in the same order, however far
 * either has come, and stop after the same one. How many orders are open at a time is bounded
 * ({@link Batches}, {@link Recurring}), and with that the memory.
 */
final class Supply {
  /** A round trip from which on material is made ahead: there is time for it while one waits. */
  private static final Duration AHEAD_FROM = Duration.ofNanos(500_000);

  private final boolean isAhead;
  private final Orders orders;
  private final Runnable handOver;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  private Supply(boolean isAhead, Executor maker, Runnable handOver) {
    this.isAhead = isAhead;
    this.handOver = handOver;
    orders = new Orders(maker);
  }

  /** Whether anything is made ahead over a link. */
  static boolean isAhead(LinkModel link) {
    return link.roundTrip().compareTo(AHEAD_FROM) >= 0;
  }

  /** Makes what is ordered at once. */
  static Supply inline() {
    return new Supply(false, Runnable::run, () -> {});
  }

  /**
   * Makes what is ordered on a thread of its own.
   *
   * @param handOver hands over what the computing thread has written
   */
  static Supply ahead(String thread, Runnable handOver) {
    // A thread that is idle ends, so nobody need end it; the next order starts another one.
    ThreadPoolExecutor maker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(thread).factory());
    maker.allowCoreThreadTimeOut(true);
    return new Supply(true, maker, handOver);
  }

  /** Whether anything is made ahead. */
  boolean isAhead() {
    return isAhead;
  }

  /** What will be made after all that was ordered before, unless some of that can't be. */
  <T> CompletableFuture<T> order(Supplier<T> work) {
    return last(orders.place(work));
  }

  /** The same in two parts; see {@link Orders#placeInTwo}. */
  <T> CompletableFuture<T> orderInTwo(Supplier<Supplier<T>> begin) {
    return last(orders.placeInTwo(begin));
  }

  private <T> CompletableFuture<T> last(CompletableFuture<T> order) {
    last = order;
    return order;
  }

  /**
   * What was ordered, once it is made; for the computing thread. The other party may order its part
   * only when it has what this one has written, so that is handed over first.
   *
   * @throws quotient.transport.ChannelException if it can't be made
   */
  <T> T await(CompletableFuture<T> ordered) {
    handOver.run();
    return join(ordered);
  }

  /** What was ordered, or what it failed with. */
  static <T> T join(CompletableFuture<T> ordered) {
    try {
      return ordered.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Waits until all that was ordered is made, as the other party does. */
  void awaitAll() {
    await(last);
  }
}
