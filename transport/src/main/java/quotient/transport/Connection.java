package quotient.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * An established connection, secured if it is to be, over which nothing of a channel has gone yet.
 *
 * @param socket the TCP socket beneath; closing it ends everything at once
 * @param in what comes from the peer
 * @param out what goes to the peer
 * @param peer {@code host:port} of the peer
 * @param fingerprint of the certificate whose key the peer has proven to hold; empty if it has
 *     proven nothing
 * @param ending ends what lies between {@code out} and the socket; never fails and never waits
 */
record Connection(
    Socket socket,
    InputStream in,
    OutputStream out,
    String peer,
    Optional<Fingerprint> fingerprint,
    Runnable ending) {

  /** A connection with nothing but the socket to end. */
  Connection(
      Socket socket,
      InputStream in,
      OutputStream out,
      String peer,
      Optional<Fingerprint> fingerprint) {
    this(socket, in, out, peer, fingerprint, () -> {});
  }

  /** Ends the connection; never fails and never waits. */
  void close() {
    Sockets.close(socket);
    ending.run();
  }
}
