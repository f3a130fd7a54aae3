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
import quotient.transport.Visitors.Visitor;

/**
 * The listening party: takes the connections of one session, then listens no more.
 *
 * <p>The port may be seen by anybody, so whoever comes is handled on a virtual thread of its own: a
 * visitor that says nothing delays nobody. Before a visitor has proven with its key that it has a
 * trusted certificate, nothing that it does or says can end the wait: it is turned away, the
 * operator reads a line (see {@link Strangers}), and the wait goes on. That holds for port
 * scanners, for strangers with certificates of their own, for alerts, which anybody can send, and
 * for visitors that come in such numbers that this process runs out of files (see {@link
 * Visitors}).
 *
 * <p>What ends the wait is the trusted party itself, if it does not fit: if its version or the
 * number of its channels differs. Waiting on would hide from two operators that they have to act.
 * Once the trusted party has made its first connection, only its own certificate gets in, and
 * nobody else can end anything.
 *
 * <p>Over {@link InsecureTcp} nobody proves anything. Whoever greets as quotient does is the other
 * party there, for it could take its place as well; so there too a version or number of channels
 * that differs ends the wait, and nothing else does.
 */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 64;

  private final Tcp tcp;
  private final Address address;
  private final ServerSocket server;

  Listener(Tcp tcp, Address address) {
    this(tcp, address, bind(address));
  }

  /** Listens with a socket that is bound. */
  Listener(Tcp tcp, Address address, ServerSocket server) {
    this.tcp = tcp;
    this.server = server;
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
      throw Failures.cannotListen(address, Failures.reason(e));
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
   * called once. It takes no longer than the {@linkplain Timeouts#connect limit for connecting}.
   *
   * @param count how many channels the session has, 1 to 64; both parties must ask for the same
   * @return the channels, in the same order as at the other party
   * @throws ChannelException UNREACHABLE if they do not come in time, REFUSED if the other party
   *     does not fit
   * @throws IllegalStateException if it does not listen any more
   */
  public List<Channel> accept(int count) {
    Tcp.checkCount(count);
    if (server.isClosed()) {
      throw new IllegalStateException("a listener takes one session only");
    }
    try (Visitors visitors = new Visitors();
        Reception reception = new Reception(address, count)) {
      Thread door =
          Thread.ofVirtual()
              .name("listen on " + address)
              .start(() -> admitAll(visitors, reception));
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

  private void admitAll(Visitors visitors, Reception reception) {
    try {
      while (!server.isClosed()) {
        // Who is being greeted when the wait ends was not silent.
        if (!admitNext(visitors, reception) && !server.isClosed()) {
          visitors.makeRoom();
        }
      }
    } catch (Throwable e) {
      // Whatever it is, nobody is let in any more, and who waits must not wait for that in vain.
      reception.breakDown(e);
    }
  }

  /** Waits for a visitor and lets it in; returns whether there was room for it. */
  private boolean admitNext(Visitors visitors, Reception reception) {
    try {
      Visitor visitor = visitors.enter(server.accept());
      Thread.ofVirtual()
          .name("greet " + visitor.peer())
          .start(() -> admit(visitor, visitors, reception));
      return true;
    } catch (IOException | OutOfMemoryError e) {
      if (!server.isClosed()) {
        reception.keepOut(Failures.reason(e));
      }
      return false;
    }
  }

  /** Finds out who has come. */
  private void admit(Visitor visitor, Visitors visitors, Reception reception) {
    try {
      greet(visitor, visitors, reception);
    } catch (IOException e) {
      turnAway(visitor, reception, tcp.explainVisitor(visitor.peer(), e));
    } catch (ChannelException e) {
      turnAway(visitor, reception, e);
    } catch (Throwable e) {
      // Whatever a visitor sets off here must neither end this process nor keep a file.
      turnAway(visitor, reception, Failures.fault(visitor.peer(), e));
    } finally {
      visitors.leave(visitor);
    }
  }

  private void greet(Visitor visitor, Visitors visitors, Reception reception) throws IOException {
    Socket socket = visitor.socket();
    Sockets.prepare(socket);
    socket.setSoTimeout((int) tcp.timeouts().handshake().toMillis());
    Connection connection = tcp.secure(socket, visitor.peer(), true);
    if (connection.fingerprint().isPresent()) {
      visitors.mayStay(visitor);
    }
    Greeting greeting = Greeting.receive(connection.in(), visitor.peer());
    Greeting answer = greeting.answer(reception.admit(greeting, connection.fingerprint()));
    switch (answer.verdict()) {
      case WELCOME -> {
        visitors.mayStay(visitor);
        welcome(connection, answer, reception);
        visitors.leave(visitor);
        reception.place(answer, connection);
      }
      case OTHER_SESSION -> {
        answer.send(connection.out());
        throw answer.refusal(visitor.peer(), reception.count());
      }
      case OTHER_VERSION, OTHER_COUNT -> {
        answer.send(connection.out());
        // It must have read the answer before this process may end.
        Sockets.hangUp(visitor.socket());
        reception.misfit(answer.refusal(visitor.peer(), reception.count()));
      }
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
  }

  private static void turnAway(Visitor visitor, Reception reception, ChannelException why) {
    reception.turnAway(visitor.wasSentAway() ? Failures.crowdedOut(visitor.peer()) : why);
    Sockets.hangUp(visitor.socket());
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
