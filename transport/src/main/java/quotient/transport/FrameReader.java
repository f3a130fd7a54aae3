package quotient.transport;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives the compute thread the payload of the frames in the incoming queue as one stream of bytes.
 */
final class FrameReader {
  private final FrameQueue queue;
  private final String peer;
  private final byte[] scratch = new byte[Long.BYTES];
  private final AtomicLong bytesReceived = new AtomicLong();

  private Segment segment = Segment.NONE;

  /** The next payload byte. */
  private int position;

  /** End of the payload of the frame being read, where the next frame begins. */
  private int limit;

  FrameReader(FrameQueue queue, String peer) {
    this.queue = queue;
    this.peer = peer;
  }

  void read(byte[] target, int offset, int length) {
    int to = offset;
    int left = length;
    while (left > 0) {
      requireBytes();
      int n = Math.min(left, limit - position);
      System.arraycopy(segment.bytes, position, target, to, n);
      position += n;
      to += n;
      left -= n;
    }
  }

  int readInt() {
    if (limit - position >= Integer.BYTES) {
      int value = (int) Frames.INT.get(segment.bytes, position);
      position += Integer.BYTES;
      return value;
    }
    read(scratch, 0, Integer.BYTES);
    return (int) Frames.INT.get(scratch, 0);
  }

  long readLong() {
    if (limit - position >= Long.BYTES) {
      long value = (long) Frames.LONG.get(segment.bytes, position);
      position += Long.BYTES;
      return value;
    }
    read(scratch, 0, Long.BYTES);
    return (long) Frames.LONG.get(scratch, 0);
  }

  void readLongs(long[] target, int offset, int length) {
    int to = offset;
    int left = length;
    while (left > 0) {
      requireBytes();
      int n = Math.min(left, (limit - position) / Long.BYTES);
      if (n == 0) {
        target[to] = readLong();
        n = 1;
      } else {
        MemorySegment.copy(segment.memory, FrameWriter.LONG_LAYOUT, position, target, to, n);
        position += n * Long.BYTES;
      }
      to += n;
      left -= n;
    }
  }

  /** Drops what has been claimed but not read; further reads ask the queue. */
  void drop() {
    segment = Segment.NONE;
    position = 0;
    limit = 0;
  }

  /** Bytes of the frames begun, without headers; may be asked from any thread. */
  long bytesReceived() {
    return bytesReceived.get();
  }

  private void requireBytes() {
    if (position == limit) {
      nextFrame();
    }
  }

  /** Moves on to the next data frame; stays in front of an end or abort frame. */
  private void nextFrame() {
    if (limit == segment.to) {
      segment = queue.claim();
      if (segment == Segment.NONE) {
        drop();
        throw queue.report(Failures.ended(peer));
      }
      limit = segment.from;
      position = limit;
    }
    int header = Frames.header(segment.bytes, limit);
    switch (Frames.kind(header)) {
      case Frames.DATA -> {
        position = limit + Frames.HEADER_BYTES;
        limit = position + Frames.length(header);
        bytesReceived.addAndGet(Frames.length(header));
      }
      case Frames.ABORT ->
          throw queue.report(
              Failures.aborted(
                  peer,
                  AbortReason.ofCode(segment.bytes[limit + Frames.HEADER_BYTES])
                      .orElse(AbortReason.STOPPED)));
      default -> throw queue.report(Failures.ended(peer));
    }
  }
}
