package quotient.transport;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns what the compute thread writes into frames, directly in the segments of the outgoing queue.
 *
 * <p>There is always an open frame, of which {@code frame} is the place of its header and {@code
 * position} the place of its next payload byte, unless the segment is used up; then {@code position
 * == limit}. A frame that reaches the end of its segment is handed over at once.
 */
final class FrameWriter {
  static final ValueLayout.OfLong LONG_LAYOUT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A frame is not begun in less room than this, so that headers stay a small part. */
  private static final int MIN_ROOM_BYTES = 64;

  private final FrameQueue queue;
  private final byte[] scratch = new byte[Long.BYTES];
  private final AtomicLong bytesSent = new AtomicLong();

  private Segment segment = Segment.NONE;
  private int frame;
  private int position;
  private int limit;

  FrameWriter(FrameQueue queue) {
    this.queue = queue;
    useUpSegment();
  }

  void write(byte[] source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      requireRoom();
      int n = Math.min(left, limit - position);
      System.arraycopy(source, from, segment.bytes, position, n);
      from += n;
      left -= n;
      advance(n);
    }
  }

  void writeInt(int value) {
    if (limit - position >= Integer.BYTES) {
      Frames.INT.set(segment.bytes, position, value);
      advance(Integer.BYTES);
    } else {
      Frames.INT.set(scratch, 0, value);
      write(scratch, 0, Integer.BYTES);
    }
  }

  void writeLong(long value) {
    if (limit - position >= Long.BYTES) {
      Frames.LONG.set(segment.bytes, position, value);
      advance(Long.BYTES);
    } else {
      Frames.LONG.set(scratch, 0, value);
      write(scratch, 0, Long.BYTES);
    }
  }

  void writeLongs(long[] source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      requireRoom();
      int n = Math.min(left, (limit - position) / Long.BYTES);
      if (n == 0) {
        writeLong(source[from]);
        n = 1;
      } else {
        MemorySegment.copy(source, from, segment.memory, LONG_LAYOUT, position, n);
        advance(n * Long.BYTES);
      }
      from += n;
      left -= n;
    }
  }

  /** Hands over what has been written. */
  void flush() {
    if (position - frame > Frames.HEADER_BYTES) {
      handOver();
    }
  }

  /** Hands over what has been written and the goodbye. */
  void end() {
    flush();
    requireRoom();
    Frames.putHeader(segment.bytes, frame, Frames.END, 0);
    queue.commit(position);
    useUpSegment();
    queue.finish();
  }

  /** Bytes of the frames handed over, without headers; may be asked from any thread. */
  long bytesSent() {
    return bytesSent.get();
  }

  private void requireRoom() {
    if (position == limit) {
      segment = queue.open();
      limit = segment.bytes.length;
      beginFrame(0);
    }
  }

  private void advance(int n) {
    position += n;
    if (position == limit) {
      handOver();
    }
  }

  private void handOver() {
    int end = position;
    Frames.putHeader(segment.bytes, frame, Frames.DATA, end - frame - Frames.HEADER_BYTES);
    queue.commit(end);
    bytesSent.addAndGet(end - frame - Frames.HEADER_BYTES);
    if (limit - end >= MIN_ROOM_BYTES) {
      beginFrame(end);
    } else {
      useUpSegment();
    }
  }

  private void beginFrame(int start) {
    frame = start;
    position = start + Frames.HEADER_BYTES;
  }

  private void useUpSegment() {
    beginFrame(limit - Frames.HEADER_BYTES);
  }
}
