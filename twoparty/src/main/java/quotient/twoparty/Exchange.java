package quotient.twoparty;

import quotient.transport.Channel;

/**
 * Messages that go both ways at the same time. They leave as they are written, so that they travel
 * while the next is computed; but who has written a turn first reads one, so that nobody waits for
 * room at a party that waits for it, too.
 */
final class Exchange {
  /** Bytes of a turn: half of what a channel takes without blocking. */
  static final int TURN = Channel.WRITE_AHEAD_BYTES / 2;

  private final Channel channel;
  private final byte[] theirs;
  private long written;
  private int read;

  /** An exchange in which so many bytes come; how many go may be another number. */
  Exchange(Channel channel, int bytes) {
    this.channel = channel;
    theirs = new byte[bytes];
  }

  /** Writes the next bytes of this party. */
  void write(byte[] mine) {
    int at = 0;
    while (at < mine.length) {
      int n = (int) Math.min(TURN - written % TURN, mine.length - at);
      channel.write(mine, at, n);
      at += n;
      written += n;
      if (written % TURN == 0) {
        read(TURN);
      }
    }
    channel.flush();
  }

  private void read(int most) {
    int n = Math.min(most, theirs.length - read);
    channel.read(theirs, read, n);
    read += n;
  }

  /** All that the other party wrote. */
  byte[] finish() {
    read(theirs.length);
    return theirs;
  }

  /** Sends {@code mine} and returns as many longs of the other party. */
  static long[] longs(Channel channel, long[] mine) {
    int turn = TURN / Long.BYTES;
    long[] theirs = new long[mine.length];
    for (int at = 0; at < mine.length; at += turn) {
      int n = Math.min(turn, mine.length - at);
      channel.writeLongs(mine, at, n);
      channel.readLongs(theirs, at, n);
    }
    return theirs;
  }
}
