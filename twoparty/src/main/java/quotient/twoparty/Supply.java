package quotient.twoparty;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;
import quotient.transport.LinkModel;

/**
 * Where random material for gates is made of OTs: by the computing thread when it is needed, or
 * ahead of use by a thread of its own, over channels of its own, while the computing thread waits
 * for messages.
 *
 * <p>What is made next is a list of orders, which the computing threads of both parties place at
 * the same points of the computation; so both make the same batches in the same order, however far
 * either has come, and stop after the same one. How many orders are open at a time is bounded
 * ({@link Stock}), and with that the memory.
 */
final class Supply {
  /** A round trip from which on material is made ahead: there is time for it while one waits. */
  private static final Duration AHEAD_FROM = Duration.ofNanos(500_000);

  /**
   * OTs ahead in each direction: more than an iteration of 784-128-128-10 with 128 examples takes,
   * 25 MB of tables.
   */
  private static final int OTS_AHEAD = 1 << 21;

  private final OtExtension extension;
  private final int ahead;
  private final Orders orders;
  private final Runnable handOver;
  private final CompletableFuture<Correlations> correlations;
  private CompletableFuture<?> last;

  private Supply(
      OtExtension extension,
      Supplier<Correlations> correlations,
      int ahead,
      Executor maker,
      Runnable handOver) {
    this.extension = extension;
    this.ahead = ahead;
    this.handOver = handOver;
    orders = new Orders(maker);
    this.correlations = orders.place(correlations);
    last = this.correlations;
  }

  /** OTs that a stock orders at most, over a link, beyond the batch that it needs. */
  static int otsAhead(LinkModel link) {
    return link.roundTrip().compareTo(AHEAD_FROM) >= 0 ? OTS_AHEAD : 0;
  }

  /** Makes what is ordered at once. */
  static Supply inline(Correlations correlations) {
    return new Supply(correlations.extension(), () -> correlations, 0, Runnable::run, () -> {});
  }

  /**
   * Makes what is ordered on a thread of its own.
   *
   * @param extension of those OTs
   * @param correlations sets up OTs on channels that nobody else uses, on that thread
   * @param ahead OTs that a stock orders at most beyond the batch that it needs
   * @param handOver hands over what the computing thread has written
   */
  static Supply ahead(
      OtExtension extension, Supplier<Correlations> correlations, int ahead, Runnable handOver) {
    // A thread that is idle ends, so nobody need end it; the next order starts another one.
    ThreadPoolExecutor maker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("correlations").factory());
    maker.allowCoreThreadTimeOut(true);
    return new Supply(extension, correlations, ahead, maker, handOver);
  }

  /** How its OTs are extended. */
  OtExtension extension() {
    return extension;
  }

  /** The OTs of which everything is made. */
  Correlations correlations() {
    return join(correlations);
  }

  /** OTs that a stock orders at most beyond the batch that it needs. */
  int ahead() {
    return ahead;
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

  private static <T> T join(CompletableFuture<T> ordered) {
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
