package quotient.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/**
 * Sessions of several channels over TCP. One party listens, the other connects; which is which has
 * no meaning beyond that.
 */
public abstract sealed class Tcp permits TlsTcp, InsecureTcp {
  private final Timeouts timeouts;

  Tcp(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

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
   * not listen yet.
   *
   * @param count how many channels the session has, 1 to 64; both parties must ask for the same
   * @return the channels, in the same order as at the other party
   * @throws ChannelException UNREACHABLE, UNTRUSTED, REFUSED, or what else stood in the way
   */
  public final List<Channel> connect(Address address, int count) {
    return new Connector(this, address, count).connect();
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
