package quotient.transport;

import java.net.Socket;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import quotient.transport.ChannelException.Kind;
import quotient.transport.Greeting.Session;
import quotient.transport.Greeting.Verdict;

/**
 * Gathers the connections of one session at the listening party. The first that is admitted decides
 * which session this is; visitors of other sessions are sent away from then on.
 */
final class Reception implements AutoCloseable {
  private final Address address;
  private final int count;
  private final BitSet reserved = new BitSet();
  private final Connection[] places;
  private final CompletableFuture<List<Connection>> complete = new CompletableFuture<>();

  /** Sockets of visitors that have no place yet. */
  private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();

  private Optional<Session> session = Optional.empty();
  private int placed;
  private String lastTurnedAway = "";

  Reception(Address address, int count) {
    this.address = address;
    this.count = count;
    places = new Connection[count];
  }

  int count() {
    return count;
  }

  void enter(Socket visitor) {
    visitors.add(visitor);
    if (complete.isDone()) {
      Sockets.close(visitor);
    }
  }

  /** Decides whether a visitor is welcome, and if so reserves its place. */
  synchronized Verdict admit(Greeting greeting) {
    if (greeting.version() != Greeting.VERSION) {
      return Verdict.OTHER_VERSION;
    }
    if (session.isPresent() && !session.get().equals(greeting.session())) {
      return Verdict.OTHER_SESSION;
    }
    if (greeting.count() != count || greeting.index() >= count) {
      return Verdict.OTHER_COUNT;
    }
    if (reserved.get(greeting.index())) {
      return Verdict.OTHER_SESSION;
    }
    session = Optional.of(greeting.session());
    reserved.set(greeting.index());
    return Verdict.WELCOME;
  }

  /** Gives up the place of a visitor that left before it knew that it was welcome. */
  synchronized void release(Greeting greeting) {
    reserved.clear(greeting.index());
    if (reserved.isEmpty()) {
      session = Optional.empty();
    }
  }

  /** Takes a connection whose place is reserved and that knows that it is welcome. */
  synchronized void place(Greeting greeting, Connection connection) {
    if (complete.isDone()) {
      connection.close();
      return;
    }
    visitors.remove(connection.socket());
    places[greeting.index()] = connection;
    placed++;
    if (placed == count) {
      complete.complete(List.of(places));
    }
  }

  /** Notes why a visitor was sent away, and gives up if that concerns this party. */
  synchronized void turnedAway(Socket visitor, ChannelException why) {
    visitors.remove(visitor);
    lastTurnedAway = String.valueOf(why.getMessage());
    if (session.isEmpty() && (why.kind() == Kind.UNTRUSTED || why.kind() == Kind.REFUSED)) {
      fail(why);
    }
  }

  void fail(ChannelException e) {
    complete.completeExceptionally(e);
  }

  /** Waits until all connections have their places. */
  List<Connection> await(Duration limit) {
    try {
      return complete.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw timeout(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ChannelException known
          ? known.again()
          : new IllegalStateException(e);
    }
  }

  private synchronized ChannelException timeout(Duration limit) {
    return Failures.nobodyCame(address, limit, placed, count, lastTurnedAway);
  }

  /** Sends away whoever still waits, and all if the session is not complete. */
  @Override
  public synchronized void close() {
    complete.cancel(false);
    visitors.forEach(Sockets::close);
    if (complete.isCompletedExceptionally()) {
      Stream.of(places).filter(c -> c != null).forEach(Connection::close);
    }
  }
}
