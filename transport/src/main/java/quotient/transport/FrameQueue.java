package quotient.transport;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of frames between one producer and one consumer thread.
 *
 * <p>A channel has two, outgoing and incoming. Over a network the producer of the outgoing queue is
 * the compute thread and its consumer the thread that sends; the incoming queue lies between the
 * thread that receives and the compute thread. In memory the outgoing queue of one party simply is
 * the incoming queue of the other.
 *
 * <p><b>Segments.</b> The queue hands out buffers, not copies. The producer fills a {@link Segment}
 * with frames and <em>commits</em> them from time to time: when a segment is full or on a flush.
 * The consumer <em>claims</em> whatever is committed and not yet claimed, works on it in place, and
 * gives it back with its next call. So both may work in the same segment at once, the producer
 * above {@code committed}, the consumer below it, and the lock that each commit and each claim
 * takes makes the bytes of the one visible to the other. Two properties follow:
 *
 * <ul>
 *   <li>Many small flushes cost no more room than their bytes, and the sending thread writes all
 *       that has gathered in one go; yet where frames begin and end depends on the producer's calls
 *       alone, so that counters and transcripts are the same in every run.
 *   <li>A frame never crosses a segment, so whatever the consumer claims is whole frames, and an
 *       abort can jump the queue without breaking the stream.
 * </ul>
 *
 * <p>Emptied segments are reused last in, first out: as long as the consumer keeps up, the same two
 * or three stay in the processor's cache, and only a queue that really fills up takes its 8 MiB.
 *
 * <p><b>The end.</b> {@link #finish} (after the last frame) and {@link #abort} (instead of all
 * frames not yet claimed) close the producer's end. {@link #discard} closes the consumer's end:
 * from then on frames vanish and nobody waits for room, which lets a sender run into the frame that
 * tells it why. {@link #fail} is for the connection beneath: the producer is told at once, the
 * consumer after the frames that still arrived.
 *
 * <p><b>Waiting.</b> Each end waits at most its {@link Patience}, counted from the last sign of
 * life of the other end.
 */
final class FrameQueue {
  /**
   * What may be queued before the producer waits. The two frames beyond the promise to the user are
   * for headers and for the segment that the consumer holds.
   */
  private static final int CAPACITY_BYTES = Channel.WRITE_AHEAD_BYTES + 2 * Frames.MAX_FRAME_BYTES;

  private final String peer;
  private final Patience producerPatience;
  private final Patience consumerPatience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();

  /** Segments with committed frames, oldest first; the producer's own, if any, is the last. */
  private final ArrayDeque<Segment> queued = new ArrayDeque<>();

  private final ArrayDeque<Segment> free = new ArrayDeque<>();
  private Segment filling = Segment.NONE;
  private Segment claimed = Segment.NONE;

  /** Bytes committed and not yet given back. */
  private int queuedBytes;

  private boolean finished;
  private boolean discarding;
  private @Nullable ChannelException failure;
  private volatile boolean reported;

  FrameQueue(String peer, Patience producerPatience, Patience consumerPatience) {
    this.peer = peer;
    this.producerPatience = producerPatience;
    this.consumerPatience = consumerPatience;
  }

  // --- producer

  /** Gives the producer an empty segment in place of the one it had; waits while all is full. */
  Segment open() {
    lock.lock();
    try {
      if (discarding && filling != Segment.NONE) {
        return filling;
      }
      if (filling != Segment.NONE) {
        filling.sealed = true;
      }
      boolean patient = true;
      while (queuedBytes > CAPACITY_BYTES && !discarding && !finished && failure == null) {
        patient = await(drained, producerPatience, patient);
      }
      checkProducer();
      filling = free.isEmpty() ? new Segment() : free.pop();
      return filling;
    } finally {
      lock.unlock();
    }
  }

  /** Hands over the frames of the segment opened last, up to {@code end}. */
  void commit(int end) {
    lock.lock();
    try {
      checkProducer();
      if (discarding) {
        return;
      }
      if (filling.committed == 0) {
        queued.addLast(filling);
      }
      queuedBytes += end - filling.committed;
      filling.committed = end;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the last frame has been committed. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Puts one abort frame in place of all that waits, and finishes. Any thread may call it. */
  void abort(AbortReason reason) {
    lock.lock();
    try {
      if (finished) {
        return;
      }
      // As small as it may be: memory may be what is short.
      Segment last = new Segment(Frames.HEADER_BYTES + 1);
      Frames.putHeader(last.bytes, 0, Frames.ABORT, 1);
      last.bytes[Frames.HEADER_BYTES] = reason.code();
      last.committed = Frames.HEADER_BYTES + 1;
      queued.clear();
      queued.addLast(last);
      finished = true;
      filled.signal();
      drained.signal();
    } finally {
      lock.unlock();
    }
  }

  private void checkProducer() {
    if (failure != null) {
      throw report(failure.again());
    }
    if (finished) {
      throw report(Failures.closed(peer));
    }
  }

  // --- consumer

  /**
   * Gives back what was claimed before and claims what has been committed since: whole frames, from
   * {@link Segment#from} to {@link Segment#to}. Waits while there is nothing.
   *
   * @return {@link Segment#NONE} if the queue is finished and empty
   */
  Segment claim() {
    lock.lock();
    try {
      giveBack();
      boolean patient = true;
      while (!discarding) {
        Segment head = queued.peekFirst();
        if (head != null && head.claimed < head.committed) {
          head.from = head.claimed;
          head.to = head.committed;
          head.claimed = head.committed;
          claimed = head;
          return head;
        }
        if (head != null && head.sealed) {
          recycle(queued.removeFirst());
        } else if (finished) {
          return Segment.NONE;
        } else if (failure != null) {
          throw report(failure.again());
        } else {
          patient = await(filled, consumerPatience, patient);
        }
      }
      throw report(Failures.closed(peer));
    } finally {
      lock.unlock();
    }
  }

  /** Drops all that waits and all that will come. Any thread may call it. */
  void discard() {
    lock.lock();
    try {
      discarding = true;
      queued.clear();
      filled.signal();
      drained.signal();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack() {
    if (claimed != Segment.NONE) {
      queuedBytes -= claimed.to - claimed.from;
      claimed = Segment.NONE;
      if (queuedBytes <= CAPACITY_BYTES) {
        drained.signal();
      }
    }
  }

  private void recycle(Segment segment) {
    segment.committed = 0;
    segment.claimed = 0;
    segment.sealed = false;
    free.push(segment);
  }

  // --- both

  /** Lets both ends fail with {@code cause}; the first cause counts. Any thread may call it. */
  void fail(ChannelException cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
      filled.signal();
      drained.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the user of the queue is being told about a failure. */
  ChannelException report(ChannelException e) {
    reported = true;
    return e;
  }

  /** Whether a user of this queue has been told about a failure. */
  boolean hasReported() {
    return reported;
  }

  /** Throws the failure of the connection, if there is one. */
  void checkFailure() {
    lock.lock();
    try {
      if (failure != null) {
        throw report(failure.again());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a signal.
   *
   * @param patient false if the wait before this one was already in vain
   * @return whether the signal came in time
   */
  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private boolean await(Condition condition, Patience patience, boolean patient) {
    if (!patient) {
      throw report(patience.complaint().get());
    }
    try {
      return condition.awaitNanos(patience.nanos()) > 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw report(Failures.interrupted());
    }
  }
}
