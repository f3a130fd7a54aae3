package quotient.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connecting party: makes the connections of one session one after the other.
 *
 * <p>It tries again while the listener does not exist, and also while something accepts and hangs
 * up in the middle of the TLS handshake, as forwarders do whose target does not listen yet. Any
 * answer with words in it is final.
 */
final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Tcp tcp;
  private final Address address;
  private final int count;
  private final Greeting.Session session = Greeting.Session.random();
  private final long deadline;

  Connector(Tcp tcp, Address address, int count) {
    Tcp.checkCount(count);
    this.tcp = tcp;
    this.address = address;
    this.count = count;
    deadline = System.nanoTime() + tcp.timeouts().connect().toNanos();
  }

  List<Channel> connect() {
    List<Connection> connections = new ArrayList<>(count);
    boolean complete = false;
    try {
      for (int index = 0; index < count; index++) {
        connections.add(connect(index));
      }
      complete = true;
    } finally {
      if (!complete) {
        connections.forEach(Connection::close);
      }
    }
    return tcp.channels(connections);
  }

  private Connection connect(int index) {
    Connection connection = reach();
    try {
      greet(connection, index);
      return connection;
    } catch (IOException e) {
      Sockets.hangUp(connection.socket());
      throw tcp.explain(address.toString(), e);
    } catch (ChannelException e) {
      Sockets.hangUp(connection.socket());
      throw e;
    }
  }

  private void greet(Connection connection, int index) throws IOException {
    Greeting mine = new Greeting(index, count, session);
    try {
      mine.send(connection.out());
    } catch (IOException e) {
      // The reason why the other party hung up, if it told one, is still there to be read.
      LOG.debug("greeting {}: {}", address, e.getMessage());
    }
    Greeting answer = Greeting.receive(connection.in(), address.toString());
    if (answer.verdict() != Greeting.Verdict.WELCOME || !answer.equals(mine)) {
      throw answer.refusal(address.toString(), count);
    }
    connection.socket().setSoTimeout(0);
  }

  /** Connects and secures the connection, again and again until the deadline. */
  private Connection reach() {
    while (true) {
      Socket socket = new Socket();
      try {
        dial(socket);
      } catch (IOException e) {
        Sockets.close(socket);
        pauseAfter(e);
        continue;
      }
      try {
        return tcp.secure(socket, address.toString(), false);
      } catch (IOException e) {
        Sockets.hangUp(socket);
        if (!Sockets.isHangUp(e)) {
          throw tcp.explain(address.toString(), e);
        }
        pauseAfter(e);
      }
    }
  }

  private void dial(Socket socket) throws IOException {
    InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
    if (target.isUnresolved()) {
      throw Failures.unknownHost(address);
    }
    Sockets.prepare(socket);
    int handshakeMillis = (int) tcp.timeouts().handshake().toMillis();
    socket.connect(target, handshakeMillis);
    socket.setSoTimeout(handshakeMillis);
  }

  private void pauseAfter(IOException e) {
    LOG.debug("no connection to {} yet: {}", address, e.getMessage());
    if (System.nanoTime() + PAUSE.toNanos() - deadline >= 0) {
      throw Failures.unreachable(address, tcp.timeouts().connect(), e);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
  }
}
