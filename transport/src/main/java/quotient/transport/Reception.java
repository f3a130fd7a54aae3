package quotient.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import quotient.transport.Greeting.Session;
import quotient.transport.Greeting.Verdict;

/**
 * Gathers the connections of one session at the listening party. The first that is admitted decides
 * which session this is and which certificate its peer has; visitors of other sessions or with
 * other certificates are sent away from then on.
 */
final class Reception implements AutoCloseable {
  private final Address address;
  private final int count;
  private final BitSet reserved = new BitSet();
  private final Connection[] places;
  private final CompletableFuture<List<Connection>> complete = new CompletableFuture<>();
  private final Strangers strangers = new Strangers();

  private Optional<Party> party = Optional.empty();
  private int placed;

  /** Whose session it is. */
  private record Party(Session session, Optional<Fingerprint> fingerprint) {}

  Reception(Address address, int count) {
    this.address = address;
    this.count = count;
    places = new Connection[count];
  }

  int count() {
    return count;
  }

  /**
   * Decides whether a visitor is welcome, and if so reserves its place.
   *
   * @param fingerprint of the certificate whose key the visitor has proven to hold
   */
  synchronized Verdict admit(Greeting greeting, Optional<Fingerprint> fingerprint) {
    if (greeting.version() != Greeting.VERSION) {
      return Verdict.OTHER_VERSION;
    }
    Party visitor = new Party(greeting.session(), fingerprint);
    if (party.isPresent() && !party.get().equals(visitor)) {
      if (!startsAnew(visitor)) {
        return Verdict.OTHER_SESSION;
      }
      forget();
    }
    if (greeting.count() != count || greeting.index() >= count) {
      return Verdict.OTHER_COUNT;
    }
    if (reserved.get(greeting.index())) {
      return Verdict.OTHER_SESSION;
    }
    party = Optional.of(visitor);
    reserved.set(greeting.index());
    return Verdict.WELCOME;
  }

  /** Whether the same party comes again, since its first attempt ended before it was complete. */
  private boolean startsAnew(Party visitor) {
    return !complete.isDone()
        && visitor.fingerprint.isPresent()
        && party.map(Party::fingerprint).equals(Optional.of(visitor.fingerprint));
  }

  private void forget() {
    Stream.of(places).filter(c -> c != null).forEach(Connection::close);
    Arrays.fill(places, null);
    placed = 0;
    reserved.clear();
    party = Optional.empty();
  }

  private boolean isOfThisSession(Greeting greeting) {
    return party.map(Party::session).equals(Optional.of(greeting.session()));
  }

  /** Gives up the place of a visitor that left before it knew that it was welcome. */
  synchronized void release(Greeting greeting) {
    if (!isOfThisSession(greeting)) {
      return;
    }
    reserved.clear(greeting.index());
    if (reserved.isEmpty()) {
      party = Optional.empty();
    }
  }

  /** Takes a connection whose place is reserved and that knows that it is welcome. */
  synchronized void place(Greeting greeting, Connection connection) {
    if (complete.isDone() || !isOfThisSession(greeting)) {
      connection.close();
      return;
    }
    places[greeting.index()] = connection;
    placed++;
    if (placed == count) {
      complete.complete(List.of(places));
    }
  }

  /** Notes why a visitor is sent away. */
  void turnAway(ChannelException why) {
    if (!complete.isDone()) {
      strangers.turnedAway(why);
    }
  }

  /** Notes why a visitor could not be let in. */
  void keepOut(String why) {
    strangers.keptOut(why);
  }

  /** Gives up because the other party does not fit, unless the session has begun already. */
  synchronized void misfit(ChannelException why) {
    if (party.isPresent()) {
      turnAway(why);
    } else {
      complete.completeExceptionally(why);
    }
  }

  /** Gives up because this party itself cannot let anybody in any more. */
  void breakDown(Throwable why) {
    complete.completeExceptionally(why);
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
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof ChannelException known
          ? known.again()
          : Failures.fault("visitors to " + address, cause);
    }
  }

  private synchronized ChannelException timeout(Duration limit) {
    return Failures.nobodyCame(address, limit, placed, count, strangers.last());
  }

  /** Sends all away if the session is not complete. */
  @Override
  public synchronized void close() {
    complete.cancel(false);
    if (complete.isCompletedExceptionally()) {
      Stream.of(places).filter(c -> c != null).forEach(Connection::close);
    }
  }
}
