package quotient.transport;

import java.io.IOException;
import java.net.Socket;

/**
 * Channels over TCP without encryption and without any proof of who the peer is. Only for
 * benchmarks on one machine: whoever can reach the port can take part, and whoever sees the packets
 * can read them. Everything but the protection is the same as for {@link TlsTcp}.
 */
public final class InsecureTcp extends Tcp {

  /** Connections with the given limits. */
  public InsecureTcp(Timeouts timeouts) {
    super(timeouts);
  }

  @Override
  Connection secure(Socket socket, String peer, boolean listening) throws IOException {
    return new Connection(socket, socket.getInputStream(), socket.getOutputStream(), peer);
  }
}
