package quotient.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quotient.transport.Greeting.Verdict;

/**
 * The listening party: takes the connections of one session, then listens no more.
 *
 * <p>The port may be seen by anybody, so whoever comes is handled on a virtual thread of its own: a
 * visitor that says nothing delays nobody. Visitors that are no quotient party (port scanners,
 * monitors) are turned away and the wait goes on. What ends the wait is a quotient party that does
 * not fit: the certificate is not trusted by this side or by that side, or the number of channels
 * or the version differs. Waiting on would hide from two operators that they have to act. Once the
 * trusted party has made its first connection, nobody else can end anything.
 */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 64;

  private final Tcp tcp;
  private final Address address;
  private final ServerSocket server;

  Listener(Tcp tcp, Address address) {
    this.tcp = tcp;
    server = bind(address);
    this.address = new Address(address.host(), server.getLocalPort());
  }

  private static ServerSocket bind(Address address) {
    InetSocketAddress local = new InetSocketAddress(address.host(), address.port());
    if (local.isUnresolved()) {
      throw Failures.cannotListen(address, "the host is unknown");
    }
    try {
      if (!local.getAddress().isAnyLocalAddress()
          && NetworkInterface.getByInetAddress(local.getAddress()) == null) {
        throw Failures.cannotListen(address, "it is not an address of this machine");
      }
      return open(local);
    } catch (BindException e) {
      throw Failures.portInUse(address, e);
    } catch (IOException e) {
      throw Failures.cannotListen(address, String.valueOf(e.getMessage()));
    }
  }

  private static ServerSocket open(InetSocketAddress local) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      Sockets.prepare(server);
      server.bind(local, BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** The port it listens on: the one asked for, or the one the system chose. */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Waits for the other party and takes its connections. Then the port is closed; so this can be
   * called once.
   *
   * @param count how many channels the session has, 1 to 64; both parties must ask for the same
   * @return the channels, in the same order as at the other party
   * @throws ChannelException UNREACHABLE if they do not come in time, UNTRUSTED, REFUSED, or what
   *     else stood in the way
   * @throws IllegalStateException if it does not listen any more
   */
  public List<Channel> accept(int count) {
    Tcp.checkCount(count);
    if (server.isClosed()) {
      throw new IllegalStateException("a listener takes one session only");
    }
    try (Reception reception = new Reception(address, count)) {
      Thread door =
          Thread.ofVirtual().name("listen on " + address).start(() -> admitAll(reception));
      try {
        return tcp.channels(reception.await(tcp.timeouts().connect()));
      } finally {
        close();
        awaitEnd(door);
      }
    }
  }

  /** The system gives the port back only when nobody waits for connections any more. */
  private static void awaitEnd(Thread door) {
    try {
      door.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void admitAll(Reception reception) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual()
            .name("greet " + Sockets.peerOf(socket))
            .start(() -> admit(socket, reception));
      } catch (IOException e) {
        if (!server.isClosed()) {
          reception.fail(Failures.cannotListen(address, String.valueOf(e.getMessage())));
          return;
        }
      }
    }
  }

  /** Finds out who has come. */
  private void admit(Socket socket, Reception reception) {
    String peer = Sockets.peerOf(socket);
    reception.enter(socket);
    try {
      Sockets.prepare(socket);
      socket.setSoTimeout((int) tcp.timeouts().handshake().toMillis());
      Connection connection = tcp.secure(socket, peer, true);
      Greeting greeting = Greeting.receive(connection.in(), peer);
      Greeting answer = greeting.answer(reception.admit(greeting));
      if (answer.verdict() != Verdict.WELCOME) {
        answer.send(connection.out());
        throw answer.refusal(peer, reception.count());
      }
      welcome(connection, answer, reception);
    } catch (IOException e) {
      turnAway(socket, reception, tcp.explain(peer, e));
    } catch (ChannelException e) {
      turnAway(socket, reception, e);
    }
  }

  private static void welcome(Connection connection, Greeting answer, Reception reception)
      throws IOException {
    try {
      answer.send(connection.out());
      connection.socket().setSoTimeout(0);
    } catch (IOException e) {
      reception.release(answer);
      throw e;
    }
    reception.place(answer, connection);
  }

  private static void turnAway(Socket socket, Reception reception, ChannelException why) {
    LOG.debug("turned away: {}", why.getMessage());
    Sockets.hangUp(socket);
    reception.turnedAway(socket, why);
  }

  /** Stops listening. Channels that were accepted live on. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("closing the port of {}: {}", address, e.getMessage());
    }
  }
}
