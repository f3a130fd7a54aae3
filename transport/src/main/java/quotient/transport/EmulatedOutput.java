package quotient.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection sends over an emulated link: a ring of bytes that a writer fills, from which
 * the {@link LinkEmulator} says when bytes have travelled, and which a thread of its own empties
 * into the stream beneath.
 *
 * <p>The ring stands for TCP's send buffer and what is on its way: a writer waits only while {@link
 * #WINDOW_BYTES} have been written and not passed on. A peer that does not read holds up its own
 * connection only.
 *
 * <p>Positions count bytes since the beginning: {@code delivered <= arrived <= taken <= written}.
 */
final class EmulatedOutput extends OutputStream {
  /** More than speed times round trip of any network that one would use; else it limits speed. */
  static final int WINDOW_BYTES = 1 << 23;

  private static final Logger LOG = LoggerFactory.getLogger(EmulatedOutput.class);

  private final Connection connection;
  private final OutputStream beneath;
  private final byte[] ring = new byte[WINDOW_BYTES];

  /** The emulator's, which guards all that follows. */
  private final ReentrantLock lock;

  /** Signals to the emulator. */
  private final Condition changed;

  /** Signals to the writer, and to the thread that delivers. */
  private final Condition drained;

  private final Condition ready;

  private long written;
  private long taken;
  private long arrived;
  private long delivered;
  private long waitingSince;
  private long lastWritten;
  private boolean ended;
  private @Nullable Throwable failure;

  EmulatedOutput(Connection connection, ReentrantLock lock, Condition changed) {
    this.connection = connection;
    beneath = connection.out();
    this.lock = lock;
    this.changed = changed;
    drained = lock.newCondition();
    ready = lock.newCondition();
  }

  // --- the writer

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int from = offset;
    int left = length;
    while (left > 0) {
      int room = awaitRoom();
      int at = (int) (written % WINDOW_BYTES);
      int n = Math.min(Math.min(left, room), WINDOW_BYTES - at);
      System.arraycopy(source, from, ring, at, n);
      commit(n);
      from += n;
      left -= n;
    }
  }

  private int awaitRoom() throws IOException {
    lock.lock();
    try {
      while (written - delivered == WINDOW_BYTES) {
        awaitDrained();
      }
      check();
      return WINDOW_BYTES - (int) (written - delivered);
    } finally {
      lock.unlock();
    }
  }

  private void commit(int n) {
    lock.lock();
    try {
      lastWritten = System.nanoTime();
      if (!hasWaiting()) {
        waitingSince = lastWritten;
        changed.signal();
      }
      written += n;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was written is beneath. */
  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      while (delivered < written) {
        awaitDrained();
      }
      check();
    } finally {
      lock.unlock();
    }
    beneath.flush();
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void awaitDrained() throws IOException {
    check();
    try {
      drained.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }

  private void check() throws IOException {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    if (ended) {
      throw new IOException("the connection is closed");
    }
  }

  /** Drops what has not been delivered; never fails and never waits. Any thread may call it. */
  void end() {
    lock.lock();
    try {
      ended = true;
      drained.signal();
      ready.signal();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  // --- the emulator, which holds the lock

  boolean hasEnded() {
    return ended;
  }

  boolean hasWaiting() {
    return taken < written;
  }

  /** Takes up to {@code most} bytes of those that wait, and returns how many. */
  int take(int most) {
    int n = (int) Math.min(most, written - taken);
    taken += n;
    return n;
  }

  /** End of what has been taken. */
  long taken() {
    return taken;
  }

  /** When bytes began to wait without a break up to now. */
  long waitingSince() {
    return waitingSince;
  }

  /** When the last bytes were written. */
  long lastWritten() {
    return lastWritten;
  }

  /** Bytes up to {@code end} have travelled. */
  void arrived(long end) {
    arrived = end;
    ready.signal();
  }

  // --- the thread that delivers

  /** Passes on what has arrived until the end. */
  void deliver() {
    try {
      int n = awaitArrived();
      while (n > 0) {
        beneath.write(ring, (int) (delivered % WINDOW_BYTES), n);
        release(n);
        n = awaitArrived();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      fail(new InterruptedIOException("interrupted while sending"));
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** Waits for bytes and returns how many lie in one piece; 0 at the end. */
  private int awaitArrived() throws InterruptedException {
    lock.lock();
    try {
      while (arrived == delivered && !ended) {
        ready.await();
      }
      int contiguous = WINDOW_BYTES - (int) (delivered % WINDOW_BYTES);
      return ended ? 0 : (int) Math.min(arrived - delivered, contiguous);
    } finally {
      lock.unlock();
    }
  }

  private void release(int n) {
    lock.lock();
    try {
      delivered += n;
      drained.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the writer fail, and ends the connection, for the writer may have nothing more to write.
   * Any thread may call it.
   */
  void fail(Throwable e) {
    if (!(e instanceof IOException)) {
      LOG.error("{}", Failures.fault(connection.peer(), e).getMessage());
    }
    lock.lock();
    try {
      failure = e;
      drained.signal();
    } finally {
      lock.unlock();
    }
    connection.close();
  }
}
