package quotient.transport;

import java.lang.foreign.MemorySegment;

/**
 * A reusable buffer of 64 KiB that holds whole frames one after the other, headers included, as
 * they travel. One thread fills it while another empties it; see {@link FrameQueue}.
 */
final class Segment {
  /** Stands for "no more frames" and for "none yet": it has no room at all. */
  static final Segment NONE = new Segment(0);

  final byte[] bytes;

  /** The same bytes, for bulk copies of longs. */
  final MemorySegment memory;

  /** End of the frames that the producer has handed over. Guarded by the queue's lock. */
  int committed;

  /** End of the frames that the consumer has claimed. Guarded by the queue's lock. */
  int claimed;

  /** Whether the producer has moved on to another segment. Guarded by the queue's lock. */
  boolean sealed;

  /** Start of what the consumer claimed last. The consumer's own. */
  int from;

  /** End of what the consumer claimed last. The consumer's own. */
  int to;

  Segment() {
    this(Frames.MAX_FRAME_BYTES);
  }

  /** A buffer of another size, for a few bytes. */
  Segment(int size) {
    bytes = new byte[size];
    memory = MemorySegment.ofArray(bytes);
  }
}
