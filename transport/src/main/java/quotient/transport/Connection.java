package quotient.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * An established connection, secured if it is to be, over which nothing of a channel has gone yet.
 *
 * @param socket the TCP socket beneath; closing it ends everything at once
 * @param in what comes from the peer
 * @param out what goes to the peer
 * @param peer {@code host:port} of the peer
 * @param ending ends what lies between {@code out} and the socket; never fails and never waits
 */
record Connection(Socket socket, InputStream in, OutputStream out, String peer, Runnable ending) {

  /** A connection with nothing but the socket to end. */
  Connection(Socket socket, InputStream in, OutputStream out, String peer) {
    this(socket, in, out, peer, () -> {});
  }

  /** Ends the connection; never fails and never waits. */
  void close() {
    Sockets.close(socket);
    ending.run();
  }
}
