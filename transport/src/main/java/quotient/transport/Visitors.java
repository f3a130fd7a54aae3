package quotient.transport;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has come to an open port and has no place in the session yet.
 *
 * <p>Each visitor costs a file and a thread, so there are never more than {@link #MOST} of them.
 * Whoever comes then takes the place of the oldest one that may be sent away, and that is everybody
 * who has not shown yet that it is the other party. So idle visitors, however many, keep nobody
 * out.
 */
final class Visitors implements AutoCloseable {
  /**
   * How many may be there at once. The connections of a session come one by one, so these are far
   * more than it needs, and yet few where a process may open just a hundred files.
   */
  static final int MOST = 32;

  /** How long to wait for somebody to leave. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The oldest first. */
  private final List<Visitor> present = new ArrayList<>();

  private boolean closed;

  /** One that has come; guarded by the {@link Visitors} that it belongs to. */
  static final class Visitor {
    private final Socket socket;
    private final String peer;
    private boolean mayStay;
    private volatile boolean sentAway;

    private Visitor(Socket socket) {
      this.socket = socket;
      peer = Sockets.peerOf(socket);
    }

    Socket socket() {
      return socket;
    }

    /** {@code host:port}. */
    String peer() {
      return peer;
    }

    /** Whether it had to make room for others. */
    boolean wasSentAway() {
      return sentAway;
    }
  }

  /** Takes a visitor in; sends one away, perhaps this one, if there are too many. */
  synchronized Visitor enter(Socket socket) {
    Visitor visitor = new Visitor(socket);
    present.add(visitor);
    if (closed) {
      Sockets.close(socket);
    } else if (present.size() > MOST) {
      sendOldestAway();
    }
    return visitor;
  }

  /** From now on a visitor need not make room for others. */
  synchronized void mayStay(Visitor visitor) {
    visitor.mayStay = true;
  }

  /** Forgets a visitor: it has its place, or its socket is closed. */
  synchronized void leave(Visitor visitor) {
    present.remove(visitor);
    notifyAll();
  }

  /**
   * Sends the oldest away, if there is one, and waits a moment for somebody to leave: a socket in
   * which a thread waits gives its file back only when that thread has gone.
   */
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  synchronized void makeRoom() throws InterruptedException {
    sendOldestAway();
    wait(PAUSE.toMillis());
  }

  private void sendOldestAway() {
    for (Visitor visitor : present) {
      if (!visitor.mayStay) {
        present.remove(visitor);
        visitor.sentAway = true;
        Sockets.close(visitor.socket);
        return;
      }
    }
  }

  /** Sends everybody away, and whoever still comes. */
  @Override
  public synchronized void close() {
    closed = true;
    present.forEach(visitor -> Sockets.close(visitor.socket));
  }
}
