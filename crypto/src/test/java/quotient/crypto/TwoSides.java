package quotient.crypto;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;

/** Runs both sides of a protocol, each on a platform thread of its own. */
final class TwoSides {
  /** After this a test is stuck. It says nothing about speed. */
  private static final int STUCK_SECONDS = 60;

  private TwoSides() {}

  /** The results of both. */
  record Results<A, B>(A first, B second) {}

  /** Fails as the first side fails, or else as the second does. */
  static <A, B> Results<A, B> run(Function<Channel, A> first, Function<Channel, B> second) {
    MemoryChannel.Pair pair = MemoryChannel.pair();
    Future<A> one = start(first, pair.first());
    Future<B> two = start(second, pair.second());
    return new Results<>(get(one), get(two));
  }

  private static <T> Future<T> start(Function<Channel, T> side, Channel channel) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          try {
            T result = side.apply(channel);
            channel.flush();
            return result;
          } catch (RuntimeException | Error e) {
            // The other side must not wait for this one.
            channel.abort(AbortReason.STOPPED);
            throw e;
          }
        });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("stuck", e);
    }
  }
}
