package quotient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all sockets have in common, whoever connects and whatever secures them. */
final class Sockets {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /**
   * The kernel's buffers for each direction. TCP settles its window scale while connecting, so a
   * large receive buffer only helps if it is set before.
   */
  private static final int BUFFER_BYTES = 4 << 20;

  /**
   * Whether the kernel gives buffers of that size to whoever asks. Linux silently gives less where
   * {@code net.core.rmem_max} is lower, as it is by default, and from then on no longer adapts the
   * buffer by itself, which would have made it larger. There it is better not to ask.
   */
  private static final boolean LARGE_BUFFERS = kernelGivesLargeBuffers();

  /** How long a hang-up lets the peer read why. */
  private static final Duration PARTING = Duration.ofSeconds(1);

  private Sockets() {}

  private static boolean kernelGivesLargeBuffers() {
    try (Socket probe = new Socket()) {
      probe.setReceiveBufferSize(BUFFER_BYTES);
      probe.setSendBufferSize(BUFFER_BYTES);
      return probe.getReceiveBufferSize() >= BUFFER_BYTES
          && probe.getSendBufferSize() >= BUFFER_BYTES;
    } catch (IOException e) {
      LOG.debug("socket buffers stay as they are: {}", e.getMessage());
      return false;
    }
  }

  /** Prepares a listening socket before it is bound; what it accepts inherits the buffer. */
  static void prepare(ServerSocket socket) throws IOException {
    if (LARGE_BUFFERS) {
      socket.setReceiveBufferSize(BUFFER_BYTES);
    }
  }

  /** Prepares a socket before it is connected, or one that was just accepted. */
  static void prepare(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    if (LARGE_BUFFERS) {
      socket.setSendBufferSize(BUFFER_BYTES);
      if (!socket.isConnected()) {
        socket.setReceiveBufferSize(BUFFER_BYTES);
      }
    }
  }

  /** The peer's {@code host:port}, without asking the name service. */
  static String peerOf(Socket socket) {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? new Address(remote.getAddress().getHostAddress(), remote.getPort()).toString()
        : "unknown";
  }

  /** Whether the peer ended the connection, as opposed to saying something wrong. */
  static boolean isHangUp(IOException e) {
    return e instanceof EOFException
        || e instanceof SocketException
        || e.getCause() instanceof EOFException
        || e.getCause() instanceof SocketException;
  }

  /**
   * Closes a socket so that the peer can still read what was sent last: first the own direction,
   * then, when the peer has closed too or after a second, the rest. (Closing with unread input
   * would reset the connection, see {@link SocketLink}.)
   */
  static void hangUp(Socket socket) {
    try {
      socket.shutdownOutput();
      socket.setSoTimeout((int) PARTING.toMillis());
      long deadline = System.nanoTime() + PARTING.toNanos();
      InputStream in = socket.getInputStream();
      byte[] scratch = new byte[1024];
      int n;
      do {
        n = in.read(scratch);
      } while (n >= 0 && System.nanoTime() - deadline < 0);
    } catch (IOException e) {
      LOG.debug("hanging up on {}: {}", peerOf(socket), e.getMessage());
    } finally {
      close(socket);
    }
  }

  /** Closes a socket at once. */
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing {}: {}", peerOf(socket), e.getMessage());
    }
  }
}
