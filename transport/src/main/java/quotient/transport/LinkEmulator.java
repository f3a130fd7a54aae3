package quotient.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direction of an emulated network, from this party to the other: all that the connections of a
 * session send goes through it, one piece at a time. The other party has its own, for the way back.
 *
 * <p>One thread is the clock. It takes pieces of at most {@link #PIECE_BYTES} from the connections
 * in turn, so that no connection waits for all that another one has queued (as the fair queueing of
 * a real sender has it). A piece occupies the line for as long as its bytes take at the line's
 * speed, from the later of two moments: when the line became free and when the piece was there. It
 * has arrived when its last byte has been sent and half a round trip has passed; from then on its
 * connection passes it on. So nothing is readable earlier than on the modelled network.
 *
 * <p>Times are computed, not measured: a clock that wakes up late passes a piece on late, but does
 * not slow the line down, for the next piece is reckoned from when the line was free.
 *
 * <p>What is modelled is the payload of TCP without TLS: neither the overhead of TLS, TCP and IP
 * nor TCP's slow start, congestion control and losses. Connections are set up without delay.
 */
final class LinkEmulator implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkEmulator.class);
  private static final int PIECE_BYTES = 1 << 14;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Guards everything here and the positions of all outputs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final double nanosPerByte;
  private final long latencyNanos;
  private final List<EmulatedOutput> outputs = new ArrayList<>();
  private final ArrayDeque<Arrival> onTheWay = new ArrayDeque<>();

  /** When the line has sent all that it was given, on the scale of {@link System#nanoTime}. */
  private long free = System.nanoTime();

  /** Whose turn it is. */
  private int turn;

  /**
   * A piece between the two parties.
   *
   * @param end its end in the stream of its output
   * @param nanoTime when it has arrived
   */
  private record Arrival(EmulatedOutput output, long end, long nanoTime) {}

  LinkEmulator(LinkModel model) {
    nanosPerByte = NANOS_PER_SECOND / model.bytesPerSecond();
    latencyNanos = model.oneWay().toNanos();
  }

  /** Sends what goes out over {@code connections} through a line of their own. */
  static List<Connection> between(LinkModel model, List<Connection> connections) {
    LinkEmulator emulator = new LinkEmulator(model);
    List<Connection> slow = connections.stream().map(emulator::slowDown).toList();
    Thread.ofPlatform().daemon().name("emulated link").start(emulator);
    return slow;
  }

  private Connection slowDown(Connection connection) {
    EmulatedOutput output = attach(connection);
    Thread.ofVirtual().name("deliver to " + connection.peer()).start(output::deliver);
    return new Connection(
        connection.socket(),
        connection.in(),
        output,
        connection.peer(),
        connection.fingerprint(),
        output::end);
  }

  private EmulatedOutput attach(Connection connection) {
    EmulatedOutput output = new EmulatedOutput(connection, lock, changed);
    outputs.add(output);
    return output;
  }

  /** The clock: runs until all outputs have ended. */
  @Override
  public void run() {
    lock.lock();
    try {
      while (isInUse()) {
        arrive();
        if (free - System.nanoTime() > 0 || !sendPiece()) {
          await();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread.
      LOG.debug("the emulated link stops: {}", e.getMessage());
    } catch (Throwable e) {
      outputs.forEach(output -> output.fail(e));
    } finally {
      lock.unlock();
    }
  }

  private boolean isInUse() {
    outputs.removeIf(EmulatedOutput::hasEnded);
    return !outputs.isEmpty();
  }

  private void arrive() {
    long now = System.nanoTime();
    while (!onTheWay.isEmpty() && onTheWay.getFirst().nanoTime - now <= 0) {
      Arrival arrival = onTheWay.removeFirst();
      arrival.output.arrived(arrival.end);
    }
  }

  /** Puts the next piece on the line, if anything waits. */
  private boolean sendPiece() {
    for (int i = 0; i < outputs.size(); i++) {
      turn = (turn + 1) % outputs.size();
      EmulatedOutput output = outputs.get(turn);
      int bytes = output.take(PIECE_BYTES);
      if (bytes > 0) {
        free = later(free, output.waitingSince()) + Math.round(bytes * nanosPerByte);
        // The piece may hold bytes that were written after the line became free, while this
        // thread was late.
        long sent = later(free, output.lastWritten());
        onTheWay.addLast(new Arrival(output, output.taken(), sent + latencyNanos));
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void await() throws InterruptedException {
    long now = System.nanoTime();
    long nanos = Long.MAX_VALUE;
    if (!onTheWay.isEmpty()) {
      nanos = onTheWay.getFirst().nanoTime - now;
    }
    if (outputs.stream().anyMatch(EmulatedOutput::hasWaiting)) {
      nanos = Math.min(nanos, free - now);
    }
    if (nanos == Long.MAX_VALUE) {
      changed.await();
    } else if (nanos > 0) {
      long _ = changed.awaitNanos(nanos);
    }
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
