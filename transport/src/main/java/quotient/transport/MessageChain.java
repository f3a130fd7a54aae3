package quotient.transport;

import java.util.ArrayDeque;

/**
 * Measures the longest chain of messages between two parties in one process, each of which could
 * only be sent when the one before it had arrived (Lamport, "Time, Clocks, and the Ordering of
 * Events in a Distributed System", CACM 1978): what a computation takes in latencies, however long
 * its messages are. Bytes that are written without having read anything new in between are one
 * message, on all channels together.
 */
public final class MessageChain {
  private final Clock clockOfFirst = new Clock();
  private final Clock clockOfSecond = new Clock();

  /** A chain of no message. */
  public MessageChain() {}

  /** The length of the longest chain that ended in what one of the parties knows. */
  static final class Clock {
    private long time;

    synchronized long time() {
      return time;
    }

    synchronized void advanceTo(long received) {
      time = Math.max(time, received);
    }
  }

  /** What was written in one direction of a channel: up to which byte in which message. */
  static final class Stamps {
    private final ArrayDeque<Stamp> stamps = new ArrayDeque<>();
    private long written;
    private long read;
    // Where the first stamp begins.
    private long begin;

    private record Stamp(long end, long time) {}

    /** Notes bytes that are about to be written. */
    synchronized void write(long bytes, long time) {
      written += bytes;
      if (!stamps.isEmpty() && stamps.getLast().time == time) {
        stamps.removeLast();
      }
      stamps.addLast(new Stamp(written, time));
    }

    /** Whether so many bytes were written that have not been read. */
    synchronized boolean holds(long bytes) {
      return written - read >= bytes;
    }

    /** The time of the last of the next bytes, which have arrived. */
    synchronized long read(long bytes) {
      read += bytes;
      long time = 0;
      while (!stamps.isEmpty() && begin < read) {
        time = stamps.getFirst().time;
        if (stamps.getFirst().end > read) {
          return time;
        }
        begin = stamps.removeFirst().end;
      }
      return time;
    }
  }

  /** The same two ends, observed; all pairs of a session belong to the same chain. */
  public MemoryChannel.Pair observed(MemoryChannel.Pair pair) {
    Stamps there = new Stamps();
    Stamps back = new Stamps();
    return new MemoryChannel.Pair(
        new Observed(pair.first(), clockOfFirst, there, back),
        new Observed(pair.second(), clockOfSecond, back, there));
  }

  /** Messages in the longest chain so far. */
  public long length() {
    return Math.max(clockOfFirst.time(), clockOfSecond.time());
  }

  private static final class Observed extends ChannelDecorator {
    private final Clock clock;
    private final Stamps outgoing;
    private final Stamps incoming;

    Observed(Channel channel, Clock clock, Stamps outgoing, Stamps incoming) {
      super(channel);
      this.clock = clock;
      this.outgoing = outgoing;
      this.incoming = incoming;
    }

    private void beforeWriting(long bytes) {
      outgoing.write(bytes, clock.time() + 1);
    }

    private void afterReading(long bytes) {
      clock.advanceTo(incoming.read(bytes));
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      beforeWriting(length);
      channel().write(source, offset, length);
    }

    @Override
    public void writeInt(int value) {
      beforeWriting(Integer.BYTES);
      channel().writeInt(value);
    }

    @Override
    public void writeLong(long value) {
      beforeWriting(Long.BYTES);
      channel().writeLong(value);
    }

    @Override
    public void writeLongs(long[] source, int offset, int length) {
      beforeWriting((long) Long.BYTES * length);
      channel().writeLongs(source, offset, length);
    }

    @Override
    public void read(byte[] target, int offset, int length) {
      channel().read(target, offset, length);
      afterReading(length);
    }

    @Override
    public int readInt() {
      int value = channel().readInt();
      afterReading(Integer.BYTES);
      return value;
    }

    @Override
    public long readLong() {
      long value = channel().readLong();
      afterReading(Long.BYTES);
      return value;
    }

    @Override
    public void readLongs(long[] target, int offset, int length) {
      channel().readLongs(target, offset, length);
      afterReading((long) Long.BYTES * length);
    }
  }
}
