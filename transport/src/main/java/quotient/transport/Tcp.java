package quotient.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;

/**
 * Sessions of several channels over TCP. One party listens, the other connects; which is which has
 * no meaning beyond that.
 */
public abstract sealed class Tcp permits TlsTcp, InsecureTcp {
  private final Timeouts timeouts;
  private final Optional<LinkModel> emulated;

  Tcp(Timeouts timeouts, Optional<LinkModel> emulated) {
    this.timeouts = timeouts;
    this.emulated = emulated;
  }

  /**
   * The same connections, slowed down as if the parties were as far apart as {@code model} says;
   * for benchmarks on one machine. Each party slows down what it sends, so both must do this with
   * the same model. The channels of a session share one link. Setting up the connections is not
   * slowed down.
   */
  public abstract Tcp over(LinkModel model);

  /**
   * Starts to listen; the connections are taken by {@link Listener#accept}.
   *
   * @throws ChannelException IN_USE if the port is taken, UNREACHABLE if {@code address} is not one
   *     of this machine
   */
  public final Listener listen(Address address) {
    return new Listener(this, address);
  }

  /**
   * Connects to the party that listens at {@code address}, and keeps trying for a while if it does
   * not listen yet. It takes no longer than the {@linkplain Timeouts#connect limit for connecting}.
   *
   * @param count how many channels the session has, 1 to 64; both parties must ask for the same
   * @return the channels, in the same order as at the other party
   * @throws ChannelException UNREACHABLE, UNTRUSTED, REFUSED, or what else stood in the way
   */
  public final List<Channel> connect(Address address, int count) {
    return new Connector(this, address, count, true).connect();
  }

  /**
   * The same, but only if the party listens already: where nobody does, it fails at once.
   *
   * @throws ChannelException as {@link #connect}
   */
  public final List<Channel> connectIfThere(Address address, int count) {
    return new Connector(this, address, count, false).connect();
  }

  /**
   * Makes sure that all that goes over {@code socket} has the protection that this kind of
   * connection promises. The socket has a read timeout set.
   *
   * @param peer the name of the peer, for messages
   * @param listening whether this party accepted the connection
   */
  abstract Connection secure(Socket socket, String peer, boolean listening) throws IOException;

  /**
   * The line for the user about an error before the parties have greeted each other.
   *
   * @param peer the name of the peer
   */
  ChannelException explain(String peer, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Failures.handshakeStalled(peer, timeouts.handshake(), e);
    }
    return Failures.handshakeLost(peer, e);
  }

  /**
   * The line for the operator about a visitor that was turned away because of an error before the
   * parties have greeted each other. It never advises to trust the visitor, who may be anybody.
   *
   * @param peer where the visitor came from
   */
  ChannelException explainVisitor(String peer, IOException e) {
    return explain(peer, e);
  }

  /** Turns connections whose parties have greeted each other into the channels of a session. */
  final List<Channel> channels(List<Connection> connections) {
    return emulated
        .map(model -> LinkEmulator.between(model, connections))
        .orElse(connections)
        .stream()
        .map(connection -> SocketLink.channel(connection, timeouts.stall()))
        .toList();
  }

  final Timeouts timeouts() {
    return timeouts;
  }

  static void checkCount(int count) {
    if (count < 1 || count > Greeting.MAX_COUNT) {
      throw new IllegalArgumentException(
          "a session has 1 to " + Greeting.MAX_COUNT + " channels, not " + count);
    }
  }
}
