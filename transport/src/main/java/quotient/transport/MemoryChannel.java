package quotient.transport;

import java.util.Optional;

/**
 * Two connected channels within one process, for tests and simulation: the same queues, bounds,
 * frames and counters as over a network, without threads of their own and without further copies.
 */
public final class MemoryChannel {
  private static final String PEER = "in this process";

  private MemoryChannel() {}

  /**
   * The two ends, one for each party. Each belongs to one compute thread.
   *
   * @param first one end
   * @param second the other end
   */
  public record Pair(Channel first, Channel second) {}

  /** Two connected channels with the default stall limit. */
  public static Pair pair() {
    return pair(Timeouts.DEFAULT);
  }

  /** Two connected channels with the stall limit of {@code timeouts}. */
  public static Pair pair(Timeouts timeouts) {
    FrameQueue there = queue(timeouts);
    FrameQueue back = queue(timeouts);
    return new Pair(
        new FramedChannel(PEER, Optional.empty(), there, back, new MemoryLink(there)),
        new FramedChannel(PEER, Optional.empty(), back, there, new MemoryLink(back)));
  }

  private static FrameQueue queue(Timeouts timeouts) {
    return new FrameQueue(
        PEER, Patience.writing(PEER, timeouts.stall()), Patience.reading(PEER, timeouts.stall()));
  }

  /** Nothing needs carrying: what is queued has arrived. */
  private record MemoryLink(FrameQueue outgoing) implements Link {
    @Override
    public void awaitSent() {}

    @Override
    public void awaitPeerGone() {}

    @Override
    public void cut() {
      outgoing.fail(Failures.lost(PEER));
    }
  }
}
