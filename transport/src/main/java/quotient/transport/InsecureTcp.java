package quotient.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * Channels over TCP without encryption and without any proof of who the peer is. Only for
 * benchmarks on one machine: whoever can reach the port can take part, and whoever sees the packets
 * can read them. Everything but the protection is the same as for {@link TlsTcp}.
 */
public final class InsecureTcp extends Tcp {

  /** Connections with the given limits. */
  public InsecureTcp(Timeouts timeouts) {
    this(timeouts, Optional.empty());
  }

  private InsecureTcp(Timeouts timeouts, Optional<LinkModel> emulated) {
    super(timeouts, emulated);
  }

  @Override
  public InsecureTcp over(LinkModel model) {
    return new InsecureTcp(timeouts(), Optional.of(model));
  }

  @Override
  Connection secure(Socket socket, String peer, boolean listening) throws IOException {
    // Small frames would cost two system calls each; large ones still go past this buffer.
    InputStream in = new BufferedInputStream(socket.getInputStream());
    return new Connection(socket, in, socket.getOutputStream(), peer, Optional.empty());
  }
}
