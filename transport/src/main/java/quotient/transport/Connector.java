package quotient.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connecting party: makes the connections of one session one after the other.
 *
 * <p>It tries again while the listener does not exist, and also while something accepts and hangs
 * up in the middle of the TLS handshake, as forwarders do whose target does not listen yet. Any
 * answer with words in it is final, and so is another certificate than that of the first
 * connection.
 *
 * <p>All of this happens on a thread of its own, which is given up when the time is over. So
 * neither a name service nor a peer that says a byte now and then holds up the caller for longer.
 */
final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Tcp tcp;
  private final Address address;
  private final int count;
  private final boolean insistent;
  private final Greeting.Session session = Greeting.Session.random();
  private final CompletableFuture<List<Connection>> complete = new CompletableFuture<>();

  /** What is open, to be closed if the session does not come about. */
  private final List<Socket> sockets = new ArrayList<>();

  private boolean givenUp;

  /** How far it has come: what stands between this party and the other one, for the user. */
  private volatile String obstacle = "";

  /** What the attempt is going to fail with as soon as it has hung up. */
  private volatile @Nullable ChannelException verdict;

  /** Connections to be made; {@code insistent} tries again where nobody listens. */
  Connector(Tcp tcp, Address address, int count, boolean insistent) {
    Tcp.checkCount(count);
    this.insistent = insistent;
    this.tcp = tcp;
    this.address = address;
    this.count = count;
  }

  List<Channel> connect() {
    Thread worker = Thread.ofPlatform().daemon().name("connect to " + address).start(this::work);
    boolean connected = false;
    try {
      List<Channel> channels = tcp.channels(await(tcp.timeouts().connect()));
      connected = true;
      return channels;
    } finally {
      if (!connected) {
        giveUp(worker);
      }
    }
  }

  private List<Connection> await(Duration limit) {
    try {
      return complete.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      ChannelException known = verdict;
      throw known == null ? Failures.unreachable(address, limit, obstacle) : known.again();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ChannelException known -> throw known.again();
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private synchronized void giveUp(Thread worker) {
    givenUp = true;
    worker.interrupt();
    sockets.forEach(Sockets::close);
  }

  // --- the thread that connects

  private void work() {
    try {
      complete.complete(connectAll());
    } catch (Throwable e) {
      complete.completeExceptionally(e);
    }
  }

  private List<Connection> connectAll() {
    List<Connection> connections = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      Connection connection = reach();
      try {
        checkCertificate(connections.isEmpty() ? connection : connections.getFirst(), connection);
        greet(connection, index);
      } catch (IOException e) {
        throw refuse(connection.socket(), tcp.explain(address.toString(), e));
      } catch (ChannelException e) {
        throw refuse(connection.socket(), e);
      }
      connections.add(connection);
    }
    return connections;
  }

  /** A session is with one party: the first connection decides which. */
  private void checkCertificate(Connection first, Connection connection) {
    if (!connection.fingerprint().equals(first.fingerprint())) {
      throw Failures.anotherCertificate(
          address.toString(),
          first.fingerprint().orElseThrow(),
          connection.fingerprint().orElseThrow());
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

  /** Connects and secures the connection, again and again until it is given up. */
  private Connection reach() {
    while (true) {
      Socket socket = open();
      try {
        dial(socket);
      } catch (IOException e) {
        close(socket);
        if (!insistent) {
          throw Failures.unreachable(address, Duration.ZERO, Failures.reason(e));
        }
        pauseAfter(e);
        continue;
      }
      try {
        return tcp.secure(socket, address.toString(), false);
      } catch (IOException e) {
        if (!Sockets.isHangUp(e)) {
          throw refuse(socket, tcp.explain(address.toString(), e));
        }
        close(socket);
        pauseAfter(e);
      }
    }
  }

  private void dial(Socket socket) throws IOException {
    obstacle = "its name was still being looked up";
    InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
    if (target.isUnresolved()) {
      throw Failures.unknownHost(address);
    }
    obstacle = "it has not answered";
    Sockets.prepare(socket);
    int handshakeMillis = (int) tcp.timeouts().handshake().toMillis();
    socket.connect(target, handshakeMillis);
    socket.setSoTimeout(handshakeMillis);
    obstacle = "it took the connection and did not complete the handshake";
  }

  private void pauseAfter(IOException e) {
    LOG.debug("no connection to {} yet: {}", address, e.getMessage());
    obstacle = Failures.reason(e);
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      // Only whoever gives up interrupts this thread, and knows why.
      throw Failures.interrupted();
    }
  }

  private synchronized Socket open() {
    if (givenUp) {
      throw Failures.interrupted();
    }
    Socket socket = new Socket();
    sockets.add(socket);
    return socket;
  }

  private synchronized void close(Socket socket) {
    sockets.remove(socket);
    Sockets.close(socket);
  }

  /** Hangs up so that the other party reads what was said last. */
  private ChannelException refuse(Socket socket, ChannelException why) {
    verdict = why;
    Sockets.hangUp(socket);
    return why;
  }
}
