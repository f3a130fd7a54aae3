package quotient.transport;

/**
 * Messages of any length that go both ways at the same time: all at once ({@link #swap}), or a
 * piece at a time as they are computed ({@link #write}, then {@link #finish}). Both parties know
 * how long both messages are; either may be empty.
 *
 * <h2>Why nothing can block for good</h2>
 *
 * A party waits in two places only: for bytes to read, and for room to write while a channel is
 * full. Two parties that wait for each other would do so for ever. They can't, by three rules, of
 * which the first two are kept here and the third by whoever writes a protocol:
 *
 * <ol>
 *   <li><b>Who waits has said all.</b> A party that waits for bytes or for room on one channel of a
 *       session has handed over all that it has written to any of them ({@link Bundle}).
 *   <li><b>Turns.</b> Where both parties write to one channel in the same step of a protocol, each
 *       writes no more than {@link #TURN_BYTES}, half of what a channel takes, before it has read
 *       what the other wrote until then. Longer messages take several turns, and each turn is a
 *       step.
 *   <li><b>In step.</b> Both parties go through the same steps in the same order, and what one
 *       reads in a step, the other has written in that step or before, ahead of all that it waits
 *       for in that step. How far ahead is bounded by a turn, too: what is written for later steps
 *       is at most that ({@code quotient.crypto.Correlations}, whose OTs go ahead of their use on
 *       channels of their own). In a step in which one party alone writes to a channel it may write
 *       any amount, if the other reads it without waiting for anything else.
 * </ol>
 *
 * Now take the party that is behind, or either if both are in the same step. What it wants to read
 * has been written and, by the first rule, handed over as soon as the other waits; so it doesn't
 * wait for bytes for good. What the other has not read of its output is, by the other two, at most
 * a turn that both write at the same time and a turn written for later steps; that fits the
 * channel, so it doesn't wait for room. So it goes on until it is no longer behind.
 *
 * <p>It follows when a flush is needed: not before a read, which flushes by itself, and not where
 * more is to be written; only at the end of a message after which the writer doesn't read (a swap
 * with nothing to receive flushes, too), where the writer may wait for another thread of its own,
 * or where the other party shall begin with a part while the rest is computed. What remains is
 * delivered by {@link Channel#close}.
 */
public final class Exchange {
  /** The most that both parties write to a channel before they read: 4 MiB. */
  public static final int TURN_BYTES = Channel.WRITE_AHEAD_BYTES / 2;

  private final Channel channel;
  private final byte[] theirs;
  private long written;
  private int read;

  /** An exchange in which so many bytes come; how many go may be another number. */
  public Exchange(Channel channel, int incoming) {
    this.channel = channel;
    theirs = new byte[incoming];
  }

  /** Sends the next bytes of this party; they travel while the ones after them are computed. */
  public void write(byte[] mine) {
    int at = 0;
    while (at < mine.length) {
      int n = (int) Math.min(TURN_BYTES - written % TURN_BYTES, mine.length - at);
      channel.write(mine, at, n);
      at += n;
      written += n;
      if (written % TURN_BYTES == 0) {
        read(TURN_BYTES);
      }
    }
    channel.flush();
  }

  private void read(int most) {
    int n = Math.min(most, theirs.length - read);
    if (n > 0) {
      channel.read(theirs, read, n);
      read += n;
    }
  }

  /** All that the other party wrote. */
  public byte[] finish() {
    read(theirs.length);
    return theirs;
  }

  /** Sends {@code mine}; returns the {@code incoming} bytes of the other party. */
  public static byte[] swap(Channel channel, byte[] mine, int incoming) {
    Exchange exchange = new Exchange(channel, incoming);
    exchange.write(mine);
    return exchange.finish();
  }

  /** Sends {@code mine}; returns the {@code incoming} longs of the other party. */
  public static long[] swap(Channel channel, long[] mine, int incoming) {
    int turn = TURN_BYTES / Long.BYTES;
    long[] theirs = new long[incoming];
    for (int at = 0; at < Math.max(mine.length, incoming); at += turn) {
      int out = Math.clamp(mine.length - at, 0, turn);
      if (out > 0) {
        channel.writeLongs(mine, at, out);
      }
      int in = Math.clamp(incoming - at, 0, turn);
      if (in > 0) {
        channel.readLongs(theirs, at, in);
      }
    }
    if (mine.length > incoming) {
      channel.flush();
    }
    return theirs;
  }
}
