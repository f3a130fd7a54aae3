package quotient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the frames of one channel over one socket, with a thread for each direction: threads of
 * the platform, because a message has to pass two of them and a virtual one takes longer to wake.
 *
 * <p>The sending thread writes whatever the outgoing queue gives it, headers included, without
 * looking at it. The receiving thread checks each header before it makes room for the payload, and
 * passes frames on as they are; it does not stop for a compute thread that does not read until the
 * incoming queue is full.
 *
 * <p><b>How it ends.</b> Each of these is told to the compute thread through both queues, so that
 * it notices whether it is writing or reading:
 *
 * <ul>
 *   <li><i>Goodbye.</i> The outgoing queue is finished: the sending thread has written all and
 *       closes its direction. The socket lives on until the peer's goodbye has come too, at most
 *       {@link #LINGER}, and what still comes is read and dropped.
 *   <li><i>Abort.</i> The same, except that the queue holds one frame only.
 *   <li><i>A frame that is not allowed.</i> This party aborts by itself, so that the peer hears
 *       why.
 *   <li><i>The end of the stream without a goodbye, or an error of the socket.</i> The connection
 *       is lost.
 *   <li><i>Anything else that ends one of the two threads,</i> above all too little memory. This
 *       party aborts by itself if it still can.
 * </ul>
 *
 * <p>The lingering matters: if a socket is closed while it holds bytes that nobody has read, TCP
 * resets the connection, and the reset overtakes what the peer has not read yet, be it the last
 * result or the abort frame that would have explained everything.
 *
 * <p>TLS is never closed on its own (no {@code close_notify}): the end frame, which TLS
 * authenticates, already tells a complete stream from a truncated one; and closing a TLS socket
 * waits for the lock that a blocked write holds, closing the socket beneath does not.
 */
final class SocketLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

  /** How long a goodbye waits for the peer's goodbye, in the background. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** How long an abort waits to be heard. */
  private static final Duration ABORT_WAIT = Duration.ofSeconds(1);

  /** How long a failed write waits for the reason, which may be waiting to be read. */
  private static final Duration VERDICT = Duration.ofSeconds(1);

  private final Connection connection;
  private final Duration stall;
  private final FrameQueue outgoing;
  private final FrameQueue incoming;
  private final CountDownLatch sent = new CountDownLatch(1);
  private final CountDownLatch received = new CountDownLatch(1);

  /** Made beforehand: when it is needed, there may be no memory to make it. */
  private final ChannelException outOfMemory;

  private volatile boolean peerEnded;

  private SocketLink(Connection connection, Duration stall) {
    this.connection = connection;
    this.stall = stall;
    String peer = connection.peer();
    outOfMemory = Failures.outOfMemory(peer);
    outgoing = new FrameQueue(peer, Patience.writing(peer, stall), Patience.FOREVER);
    incoming = new FrameQueue(peer, Patience.FOREVER, Patience.reading(peer, stall));
  }

  /** Turns a connection whose parties have greeted each other into a channel. */
  static Channel channel(Connection connection, Duration stall) {
    SocketLink link = new SocketLink(connection, stall);
    Thread.ofPlatform().daemon().name("send to " + connection.peer()).start(link::send);
    Thread.ofPlatform().daemon().name("receive from " + connection.peer()).start(link::receive);
    return new FramedChannel(
        connection.peer(), connection.fingerprint(), link.outgoing, link.incoming, link);
  }

  private void send() {
    try {
      Segment segment = outgoing.claim();
      while (segment != Segment.NONE) {
        connection.out().write(segment.bytes, segment.from, segment.to - segment.from);
        segment = outgoing.claim();
      }
      connection.out().flush();
      connection.socket().shutdownOutput();
    } catch (IOException e) {
      awaitQuietly(received, VERDICT);
      if (!peerEnded) {
        lose(e);
      }
      outgoing.discard();
    } catch (ChannelException e) {
      LOG.debug("sending to {} ends: {}", connection.peer(), e.getMessage());
    } catch (Throwable e) {
      fail(fault(e));
      connection.close();
    } finally {
      sent.countDown();
      awaitQuietly(received, LINGER);
      connection.close();
    }
  }

  private void receive() {
    try {
      copyFrames();
    } catch (IOException e) {
      lose(e);
    } catch (ChannelException e) {
      outgoing.abort(AbortReason.REFUSED);
      fail(e);
      drain();
    } catch (Throwable e) {
      try {
        outgoing.abort(AbortReason.STOPPED);
      } finally {
        fail(fault(e));
      }
      drain();
    } finally {
      received.countDown();
    }
  }

  /** Copies frames into the incoming queue up to the first that ends the stream. */
  private void copyFrames() throws IOException {
    InputStream in = connection.in();
    byte[] header = new byte[Frames.HEADER_BYTES];
    Segment segment = Segment.NONE;
    int position = 0;
    while (true) {
      readFully(in, header, 0, header.length);
      Frames.check(Frames.header(header, 0), connection.peer());
      int kind = Frames.kind(Frames.header(header, 0));
      int length = Frames.length(Frames.header(header, 0));
      if (segment.bytes.length - position < Frames.HEADER_BYTES + length) {
        segment = incoming.open();
        position = 0;
      }
      Frames.putHeader(segment.bytes, position, kind, length);
      position += Frames.HEADER_BYTES;
      readFully(in, segment.bytes, position, length);
      position += length;
      incoming.commit(position);
      if (kind != Frames.DATA) {
        peerEnded = kind == Frames.END;
        incoming.finish();
        if (kind == Frames.ABORT) {
          AbortReason reason =
              AbortReason.ofCode(segment.bytes[position - 1]).orElse(AbortReason.STOPPED);
          outgoing.fail(Failures.aborted(connection.peer(), reason));
        }
        return;
      }
    }
  }

  private void readFully(InputStream in, byte[] target, int offset, int length) throws IOException {
    if (in.readNBytes(target, offset, length) < length) {
      throw new EOFException("end of stream");
    }
  }

  /** Reads and drops what comes until the peer hangs up or the socket is closed. */
  private void drain() {
    try {
      connection.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException | RuntimeException | Error e) {
      // The compute thread has been told already what went wrong.
      LOG.debug("{} hung up: {}", connection.peer(), e.getMessage());
    }
  }

  private void lose(IOException cause) {
    fail(Failures.lost(connection.peer(), cause));
    connection.close();
  }

  private ChannelException fault(Throwable cause) {
    return cause instanceof OutOfMemoryError
        ? outOfMemory
        : Failures.fault(connection.peer(), cause);
  }

  private void fail(ChannelException e) {
    outgoing.fail(e);
    incoming.fail(e);
  }

  @Override
  public void awaitSent() {
    if (!awaitQuietly(sent, stall)) {
      throw Failures.congested(connection.peer(), stall);
    }
    if (!peerEnded) {
      outgoing.checkFailure();
    }
  }

  @Override
  public void awaitPeerGone() {
    if (awaitQuietly(sent, ABORT_WAIT)) {
      awaitQuietly(received, ABORT_WAIT);
    }
  }

  @Override
  public void cut() {
    connection.close();
    outgoing.fail(Failures.closed(connection.peer()));
  }

  private static boolean awaitQuietly(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
