package quotient.twoparty;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.ChannelException;
import quotient.transport.MemoryChannel;

/**
 * Both parties in this process, each on a platform thread of its own, connected in memory unless
 * they come with channels. What either throws comes out; parties that wait for each other fail
 * after a while.
 */
final class TwoParties implements AutoCloseable {
  /** After this a test is stuck. It says nothing about speed. */
  private static final int STUCK_SECONDS = 60;

  /** What one party does; it may throw. */
  @FunctionalInterface
  interface Role<T> {
    T play(List<Channel> channels) throws Exception;
  }

  /** The results of both. */
  record Results<T>(T a, T b) {}

  private final List<Channel> channelsOfA = new ArrayList<>();
  private final List<Channel> channelsOfB = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(2, task -> Thread.ofPlatform().daemon().unstarted(task));

  /** Parties that are connected already. */
  TwoParties(List<Channel> channelsOfA, List<Channel> channelsOfB) {
    this.channelsOfA.addAll(channelsOfA);
    this.channelsOfB.addAll(channelsOfB);
  }

  TwoParties(int channels) {
    for (int i = 0; i < channels; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair();
      channelsOfA.add(pair.first());
      channelsOfB.add(pair.second());
    }
  }

  /** Plays both roles at the same time, once. */
  static <T> Results<T> play(int channels, Role<T> a, Role<T> b) {
    try (TwoParties parties = new TwoParties(channels)) {
      return parties.both(a, b);
    }
  }

  /** Runs a program on a fresh pair of engines. */
  static <T> Results<T> compute(
      Protocols protocols,
      Function<Engine, T> a,
      Function<Engine, T> b,
      SecureRandom randomOfA,
      SecureRandom randomOfB) {
    return play(
        TwoPartyEngine.CHANNELS,
        channels -> a.apply(TwoPartyEngine.create(Party.A, channels, protocols, randomOfA)),
        channels -> b.apply(TwoPartyEngine.create(Party.B, channels, protocols, randomOfB)));
  }

  <T> Results<T> both(Role<T> a, Role<T> b) {
    Future<T> resultOfA = threads.submit(() -> guarded(a, channelsOfA));
    Future<T> resultOfB = threads.submit(() -> guarded(b, channelsOfB));
    try {
      T first = resultOfA.get(STUCK_SECONDS, TimeUnit.SECONDS);
      return new Results<>(first, resultOfB.get(STUCK_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw cause(e, resultOfB);
    } catch (InterruptedException | TimeoutException e) {
      abort(channelsOfA);
      abort(channelsOfB);
      throw new AssertionError("the two parties wait for each other", e);
    }
  }

  /** One party's failure must not leave the other one waiting. */
  private static <T> T guarded(Role<T> role, List<Channel> channels) throws Exception {
    try {
      return role.play(channels);
    } catch (Exception | Error e) {
      abort(channels);
      throw e;
    }
  }

  /** Of two failures the one that led to the other. */
  private static RuntimeException cause(ExecutionException failure, Future<?> resultOfB) {
    Throwable cause = failure.getCause();
    if (cause instanceof ChannelException) {
      try {
        resultOfB.get(STUCK_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        boolean onlyLost = e.getCause() instanceof ChannelException;
        cause = onlyLost ? cause : e.getCause();
      } catch (InterruptedException | TimeoutException e) {
        return new IllegalStateException("stuck after " + cause, e);
      }
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private static void abort(List<Channel> channels) {
    channels.forEach(channel -> channel.abort(AbortReason.STOPPED));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
