package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;
import quotient.transport.MessageChain;

/**
 * Both parties in this process, each on a platform thread of its own. What either throws comes out,
 * and neither is left waiting for the other: a party that fails takes its channels down, and one
 * that hears nothing for the {@linkplain quotient.transport.Timeouts#stall stall limit} fails.
 */
public final class InProcess {
  private InProcess() {}

  /**
   * What one party does.
   *
   * @param <T> what it comes to
   */
  @FunctionalInterface
  public interface Role<T> {
    /** Plays the role over {@link Session#CHANNELS} channels to the other party. */
    T play(List<Channel> channels);
  }

  /**
   * What there is of either party.
   *
   * @param a party A's
   * @param b party B's
   */
  public record Both<T>(T a, T b) {}

  /**
   * Plays both roles at the same time, connected in memory. The channels of a party are closed when
   * its role is over.
   *
   * @return when both are done, what they came to
   * @throws RuntimeException what a party threw; where both failed, the first, which led to the
   *     other
   * @throws IllegalStateException if this thread is interrupted; then both have been stopped
   */
  public static <T> Both<T> run(Role<T> a, Role<T> b) {
    return run(connect(), closing(a), closing(b));
  }

  private static <T> Role<T> closing(Role<T> role) {
    return channels -> {
      T result = role.play(channels);
      channels.forEach(Channel::close);
      return result;
    };
  }

  /** Two parties that are connected in memory. */
  static Both<List<Channel>> connect() {
    return connect(UnaryOperator.identity());
  }

  /**
   * Two parties that are connected in memory, whose messages {@code chain} counts: those that their
   * computing threads wait for.
   */
  public static Both<List<Channel>> connect(MessageChain chain) {
    return connect(chain::observed);
  }

  private static Both<List<Channel>> connect(UnaryOperator<MemoryChannel.Pair> each) {
    List<Channel> ofA = new ArrayList<>();
    List<Channel> ofB = new ArrayList<>();
    for (int i = 0; i < Session.CHANNELS; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair();
      if (i < Session.CHANNELS_OF_COMPUTATION) {
        pair = each.apply(pair);
      }
      ofA.add(pair.first());
      ofB.add(pair.second());
    }
    return new Both<>(ofA, ofB);
  }

  /** As {@link #run(Role, Role)}, over channels that live on if both roles end well. */
  public static <T> Both<T> run(Both<List<Channel>> channels, Role<T> a, Role<T> b) {
    CompletableFuture<T> ofA = new CompletableFuture<>();
    CompletableFuture<T> ofB = new CompletableFuture<>();
    CompletableFuture<Void> failure = new CompletableFuture<>();
    start("party A", () -> play(a, channels.a(), ofA, failure));
    start("party B", () -> play(b, channels.b(), ofB, failure));
    try {
      CompletableFuture.anyOf(failure, CompletableFuture.allOf(ofA, ofB)).get();
      return new Both<>(ofA.join(), ofB.join());
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      abort(channels.a());
      abort(channels.b());
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while two parties ran", e);
    }
  }

  private static void start(String name, Runnable party) {
    Thread.ofPlatform().daemon().name(name).start(party);
  }

  /** Of two failures the first is kept; it is told before the other party can hear of it. */
  private static <T> void play(
      Role<T> role,
      List<Channel> channels,
      CompletableFuture<T> result,
      CompletableFuture<Void> failure) {
    try {
      result.complete(role.play(channels));
    } catch (RuntimeException | Error e) {
      failure.completeExceptionally(e);
      abort(channels);
    }
  }

  private static void abort(List<Channel> channels) {
    channels.forEach(channel -> channel.abort(AbortReason.STOPPED));
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
