package quotient.transport;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the other party of a test on a platform thread. */
final class Background {
  /** After this a test is stuck. It says nothing about speed. */
  private static final int STUCK_SECONDS = 60;

  private Background() {}

  static <T> Future<T> call(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  static Future<Void> run(Runnable task) {
    FutureTask<Void> future = new FutureTask<>(task, null);
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  /** The result, or the exception that the task threw. */
  static <T> T get(Future<T> future) {
    try {
      return future.get(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("stuck", e);
    }
  }
}
