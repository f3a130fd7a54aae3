package quotient.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

  /** A server that says {@code words} to its first visitor and waits until it leaves. */
  static ServerSocket serve(String words) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> serve(server, words));
    return server;
  }

  private static void serve(ServerSocket server, String words) {
    try (Socket visitor = server.accept()) {
      visitor.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
      visitor.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
