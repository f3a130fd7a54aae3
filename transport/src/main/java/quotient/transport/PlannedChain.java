package quotient.transport;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The longest chain of messages that a {@link MessageChain} would measure of two parties, of which
 * is known how much each writes and reads, on which channel and in which order, but not what. What
 * one party does may be told in full before what the other does: a read waits, and all that its
 * party does after it, until what it reads has been written.
 */
public final class PlannedChain {
  private final End first = new End();
  private final End second = new End();

  /** A chain of no message. */
  public PlannedChain() {}

  /** What a party has not done yet, and how long the chain is that ended in what it knows. */
  private static final class End {
    private final MessageChain.Clock clock = new MessageChain.Clock();
    private final ArrayDeque<Step> left = new ArrayDeque<>();

    /** Does the next step, if there is one that needs not wait. */
    private boolean step() {
      if (left.isEmpty() || !left.getFirst().isPossible()) {
        return false;
      }
      Step step = left.removeFirst();
      if (step.writes) {
        step.stamps.write(step.bytes, clock.time() + 1);
      } else {
        clock.advanceTo(step.stamps.read(step.bytes));
      }
      return true;
    }
  }

  private record Step(boolean writes, MessageChain.Stamps stamps, long bytes) {
    private boolean isPossible() {
      return writes || stamps.holds(bytes);
    }
  }

  /** One party's end of a channel. */
  public final class Channel {
    private final End end;
    private final MessageChain.Stamps outgoing;
    private final MessageChain.Stamps incoming;

    private Channel(End end, MessageChain.Stamps outgoing, MessageChain.Stamps incoming) {
      this.end = end;
      this.outgoing = outgoing;
      this.incoming = incoming;
    }

    /** The party writes so many bytes. */
    public void write(long bytes) {
      add(new Step(true, outgoing, bytes));
    }

    /** The party reads so many bytes. */
    public void read(long bytes) {
      add(new Step(false, incoming, bytes));
    }

    /** The party sends and receives in turns, as by an {@link Exchange}. */
    public void swap(long sent, long received) {
      for (long at = 0; at < Math.max(sent, received); at += Exchange.TURN_BYTES) {
        write(Math.clamp(sent - at, 0, Exchange.TURN_BYTES));
        read(Math.clamp(received - at, 0, Exchange.TURN_BYTES));
      }
    }

    private void add(Step step) {
      if (step.bytes > 0) {
        end.left.add(step);
        advance();
      }
    }
  }

  private void advance() {
    boolean moved;
    do {
      moved = first.step() || second.step();
    } while (moved);
  }

  /** The two ends of a channel, that of the first party first. */
  public List<Channel> channel() {
    MessageChain.Stamps there = new MessageChain.Stamps();
    MessageChain.Stamps back = new MessageChain.Stamps();
    return List.of(new Channel(first, there, back), new Channel(second, back, there));
  }

  /**
   * Messages in the longest chain so far.
   *
   * @throws IllegalStateException if a party waits for what the other never writes
   */
  public long length() {
    if (!first.left.isEmpty() || !second.left.isEmpty()) {
      throw new IllegalStateException("a party waits for what is not written");
    }
    return Math.max(first.clock.time(), second.clock.time());
  }
}
