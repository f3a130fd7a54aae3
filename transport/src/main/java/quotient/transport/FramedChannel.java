package quotient.transport;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The channel: two queues of frames and the link that carries them. */
final class FramedChannel implements Channel {
  private final String peer;
  private final Optional<Fingerprint> peerFingerprint;
  private final FrameQueue outgoing;
  private final FrameQueue incoming;
  private final Link link;
  private final FrameWriter writer;
  private final FrameReader reader;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong rounds = new AtomicLong();
  private long sentBeforeLastRead;

  FramedChannel(
      String peer,
      Optional<Fingerprint> peerFingerprint,
      FrameQueue outgoing,
      FrameQueue incoming,
      Link link) {
    this.peer = peer;
    this.peerFingerprint = peerFingerprint;
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.link = link;
    writer = new FrameWriter(outgoing);
    reader = new FrameReader(incoming, peer);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    writer.write(source, offset, length);
  }

  @Override
  public void writeInt(int value) {
    writer.writeInt(value);
  }

  @Override
  public void writeLong(long value) {
    writer.writeLong(value);
  }

  @Override
  public void writeLongs(long[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    writer.writeLongs(source, offset, length);
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    turn();
    reader.read(target, offset, length);
  }

  @Override
  public int readInt() {
    turn();
    return reader.readInt();
  }

  @Override
  public long readLong() {
    turn();
    return reader.readLong();
  }

  @Override
  public void readLongs(long[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    turn();
    reader.readLongs(target, offset, length);
  }

  /**
   * From writing to reading. It flushes even if the bytes to read are there already: frames and
   * rounds must not depend on timing.
   */
  private void turn() {
    writer.flush();
    long sent = writer.bytesSent();
    if (sent != sentBeforeLastRead) {
      sentBeforeLastRead = sent;
      rounds.incrementAndGet();
    }
  }

  @Override
  public Traffic traffic() {
    return new Traffic(writer.bytesSent(), reader.bytesReceived(), rounds.get());
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public Optional<Fingerprint> peerFingerprint() {
    return peerFingerprint;
  }

  @Override
  public void abort(AbortReason reason) {
    if (closed.compareAndSet(false, true)) {
      incoming.discard();
      outgoing.abort(reason);
      link.awaitPeerGone();
      link.cut();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // First: a peer that waits for room in our queue could not take what we still have to say.
    reader.drop();
    incoming.discard();
    boolean orderly = false;
    try {
      if (!outgoing.hasReported() && !incoming.hasReported()) {
        writer.end();
        link.awaitSent();
        orderly = true;
      }
    } finally {
      if (!orderly) {
        link.cut();
      }
    }
  }
}
