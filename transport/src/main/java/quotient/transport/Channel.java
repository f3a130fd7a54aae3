package quotient.transport;

import java.util.Optional;

/**
 * One ordered stream of bytes each way between the two parties.
 *
 * <p>Writing and reading are buffered and run beside the caller: what is written waits in a bounded
 * queue until the network takes it, what arrives waits in another until it is read. All numbers are
 * little endian. Nothing in the stream marks where a message begins or ends; both parties know from
 * the protocol how many bytes come next.
 *
 * <p><b>Threads.</b> One compute thread uses a channel. Only {@link #abort}, {@link #traffic},
 * {@link #peer} and {@link #peerFingerprint} may be called from any thread.
 *
 * <p><b>How much may be written before reading.</b> {@link #WRITE_AHEAD_BYTES} may be written to a
 * channel whose earlier output has been taken without blocking, whatever the peer does; each flush
 * counts as four bytes more. So two parties that both write up to that much and then both read
 * cannot block each other. {@link Exchange} is for those who write more while the peer may be
 * writing too, and says why it is then still true for a whole session.
 *
 * <p><b>Failure.</b> Every method throws {@link ChannelException} once the connection is lost, the
 * peer stalls, aborts, says goodbye too early or sends what is no frame, or once this party lacks
 * the memory to send or receive; its message is one line for the user. Bytes that arrived before
 * the failure can still be read; writing fails at once. After a failure only {@link #abort} and
 * {@link #close} make sense.
 *
 * <h2>Security guarantees</h2>
 *
 * None by itself: a channel is as private and as authentic as what carries it. {@link TlsTcp} gives
 * both against everybody but the peer; {@link InsecureTcp} gives neither. Against the peer, memory
 * is bounded whatever arrives, and no read outlasts the {@linkplain Timeouts#stall stall limit}
 * without progress.
 */
public interface Channel extends AutoCloseable {

  /** Bytes that may be written before reading without blocking: 8 MiB. */
  int WRITE_AHEAD_BYTES = 8 << 20;

  /**
   * Writes {@code length} bytes of {@code source} from {@code offset} on. They are copied: the
   * array may be reused at once. Blocks only while the outgoing queue is full.
   *
   * @throws ChannelException {@link ChannelException.Kind#STALLED} if the queue stays full for the
   *     stall limit, or any other failure of the connection
   */
  void write(byte[] source, int offset, int length);

  /** Writes four bytes, little endian. */
  void writeInt(int value);

  /** Writes eight bytes, little endian. */
  void writeLong(long value);

  /** Writes {@code length} longs of {@code source} from {@code offset} on, little endian. */
  void writeLongs(long[] source, int offset, int length);

  /**
   * Hands over to the peer whatever is still in the buffer. Full frames are handed over without
   * being asked, and every read flushes first.
   */
  void flush();

  /**
   * Reads exactly {@code length} bytes into {@code target} from {@code offset} on, after flushing
   * own output. Blocks until they are there.
   *
   * @throws ChannelException {@link ChannelException.Kind#STALLED} if nothing arrives for the stall
   *     limit, or any other failure of the connection
   */
  void read(byte[] target, int offset, int length);

  /** Reads four bytes, little endian; see {@link #read}. */
  int readInt();

  /** Reads eight bytes, little endian; see {@link #read}. */
  long readLong();

  /** Reads {@code length} longs into {@code target} from {@code offset} on; see {@link #read}. */
  void readLongs(long[] target, int offset, int length);

  /** What has gone through this channel so far; may be asked from any thread. */
  Traffic traffic();

  /** Who is at the other end, for messages: {@code host:port}, or that it is in this process. */
  String peer();

  /**
   * Who is at the other end: the fingerprint of the certificate whose key it has proven to hold,
   * the same for all channels of a session. Empty in memory and over {@link InsecureTcp}, where
   * nobody proves anything.
   */
  Optional<Fingerprint> peerFingerprint();

  /**
   * Tells the peer that this side gives up, and closes. Nothing but the reason is told, so that no
   * private data can leak through an error message. Output not yet sent is dropped. Returns when
   * the peer has heard it, within about two seconds in any case. May be called from any thread (a
   * thread that is blocked in this channel then fails with {@link ChannelException.Kind#CLOSED})
   * and after a failure; does nothing on a closed channel.
   */
  void abort(AbortReason reason);

  /**
   * Sends what is still in the buffer, says goodbye and closes. Input that has not been read is
   * dropped. After a failure that a method of this channel has already thrown, it only closes.
   *
   * @throws ChannelException if what was written cannot be handed to the network any more
   */
  @Override
  void close();
}
