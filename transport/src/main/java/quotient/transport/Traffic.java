package quotient.transport;

/**
 * What has gone through a channel, as seen by one party.
 *
 * <p>The numbers depend only on the calls that both parties made, not on timing: frames are cut
 * where the writer flushed or a buffer was full. They leave out what lies below (headers of frames,
 * TLS records, TCP) and the goodbye.
 *
 * @param bytesSent bytes that were written and handed over to the peer
 * @param bytesReceived bytes of all that the peer handed over and of which this party has begun to
 *     read a frame
 * @param rounds how often a read came after own output, that is, how often this party waited for an
 *     answer
 */
public record Traffic(long bytesSent, long bytesReceived, long rounds) {

  /** No traffic at all. */
  public static final Traffic NONE = new Traffic(0, 0, 0);

  /** Bytes in both directions. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** The sum, for instance over the channels of a session. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        bytesSent + other.bytesSent, bytesReceived + other.bytesReceived, rounds + other.rounds);
  }

  /** The difference, for instance since an earlier moment. */
  public Traffic minus(Traffic earlier) {
    return new Traffic(
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived,
        rounds - earlier.rounds);
  }
}
