package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quotient.transport.ChannelException.Kind;

/** A thread that sends or receives and cannot go on. */
class FaultTest {
  /** So long that a test which waits for it is stuck. */
  private static final Duration STALL = Duration.ofMinutes(5);

  private static final String MEMORY =
      "this party's memory is too little to go on with the other party (test); allow more with"
          + " JAVA_OPTS=-Xmx6g";

  private Socket socket = new Socket();
  private Socket peer = new Socket();

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
      peer = server.accept();
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    peer.close();
  }

  private Connection connection(InputStream in, OutputStream out) {
    return new Connection(socket, in, out, "test", Optional.empty());
  }

  /** Fails as soon as the peer has sent something. */
  private InputStream failing(Error error) throws IOException {
    InputStream beneath = socket.getInputStream();
    return new InputStream() {
      @Override
      public int read() throws IOException {
        int _ = beneath.read();
        throw error;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return read();
      }
    };
  }

  private static OutputStream broken(Error error) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw error;
      }
    };
  }

  private static void assertReadAndWriteFail(Channel channel, String message) {
    assertThatThrownBy(() -> Background.get(Background.call(channel::readInt)))
        .hasMessage(message)
        .hasFieldOrPropertyWithValue("kind", Kind.FAULT);
    byte[] data = new byte[1 << 20];
    assertThatThrownBy(() ->
            Background.get(
                Background.run(() -> {
                  while (true) {
                    channel.write(data, 0, data.length);
                  }
                })))
        .hasMessage(message)
        .hasFieldOrPropertyWithValue("kind", Kind.FAULT);
    channel.abort(AbortReason.STOPPED);
  }

  @Test
  void tooLittleMemoryToReceive_failsBothDirectionsAndThePeerHears() throws IOException {
    Channel channel =
        SocketLink.channel(
            connection(failing(new OutOfMemoryError("test")), socket.getOutputStream()), STALL);
    peer.getOutputStream().write(1);
    assertReadAndWriteFail(channel, MEMORY);
    assertThat(peer.getInputStream().readAllBytes()).containsExactly(Frames.ABORT, 1, 0, 0, 1);
  }

  @Test
  void tooLittleMemoryToSend_failsBothDirections() throws IOException {
    Channel channel =
        SocketLink.channel(
            connection(socket.getInputStream(), broken(new OutOfMemoryError("test"))), STALL);
    channel.writeInt(1);
    assertReadAndWriteFail(channel, MEMORY);
    assertThat(peer.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void tooLittleMemoryBehindAnEmulatedLink_endsTheConnection() throws IOException {
    Connection connection =
        connection(socket.getInputStream(), broken(new OutOfMemoryError("test")));
    Connection slow =
        LinkEmulator.between(LinkModel.parse("1GB/s,1ms"), List.of(connection)).getFirst();
    Channel channel = SocketLink.channel(slow, STALL);
    channel.writeInt(1);
    // Its own log says why.
    assertThatThrownBy(() -> Background.get(Background.call(channel::readInt)))
        .hasFieldOrPropertyWithValue("kind", Kind.LOST);
    channel.abort(AbortReason.STOPPED);
  }

  @Test
  void anyOtherFault_failsBothDirectionsWithoutNamesOfClasses() throws IOException {
    Channel channel =
        SocketLink.channel(
            connection(failing(new StackOverflowError()), socket.getOutputStream()), STALL);
    peer.getOutputStream().write(1);
    assertReadAndWriteFail(
        channel,
        "this party itself failed while it dealt with test: the system gives no reason; this is a"
            + " bug, please report it");
  }
}
