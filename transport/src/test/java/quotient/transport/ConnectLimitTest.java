package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.transport.Carrier.LOOPBACK;
import static quotient.transport.Carrier.tls;
import static quotient.transport.InsecureTestIdentities.ALICE;
import static quotient.transport.InsecureTestIdentities.BOB;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import quotient.transport.ChannelException.Kind;

/** The limit for connecting holds whatever a party waits for. */
class ConnectLimitTest {
  /** Whoever sticks to the limit of the handshake instead is far too late. */
  private static final Timeouts ONE_SECOND =
      new Timeouts(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  /** Generous to a busy machine. */
  private static final Duration GENEROUS = Duration.ofSeconds(15);

  private static void assertGivesUp(ThrowingCallable action, String why) {
    long start = System.nanoTime();
    assertThatThrownBy(action)
        .hasMessageContaining(why)
        .hasMessageNotContainingAny("\n", "Exception")
        .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GENEROUS);
  }

  @Test
  void aServerThatIsSilentInTheHandshake_fails() throws IOException {
    try (ServerSocket server = Background.serve("")) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertGivesUp(
          () -> tls(BOB, ALICE, ONE_SECOND).connect(address, 1),
          "cannot reach %s after trying for 1 s (it took the connection and did not complete the handshake); does the other party listen there?"
              .formatted(address));
    }
  }

  @Test
  void aServerThatIsSilentInTheGreeting_fails() throws IOException {
    try (ServerSocket server = Background.serve("quotient")) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertGivesUp(
          () -> new InsecureTcp(ONE_SECOND).connect(address, 1),
          "(it took the connection and did not complete the handshake)");
    }
  }

  @Test
  void anAddressFromWhichNothingComesBack_fails() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(full, waiting);
      Address address = new Address("127.0.0.1", full.getLocalPort());
      assertGivesUp(() -> new InsecureTcp(ONE_SECOND).connect(address, 1), "cannot reach");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** Lets visitors wait before the door until the system answers no more. */
  private static void fill(ServerSocket server, List<Socket> waiting) {
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket();
        waiting.add(socket);
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 200);
      }
    } catch (IOException e) {
      assertThat(e).message().isNotBlank();
    }
  }

  @Test
  void aNameServiceThatDoesNotAnswer_fails() {
    Address address = new Address(SlowNameService.HOST, 7000);
    try {
      assertGivesUp(
          () -> new InsecureTcp(ONE_SECOND).connect(address, 1),
          "cannot reach %s after trying for 1 s (its name was still being looked up)"
              .formatted(address));
    } finally {
      SlowNameService.answer();
    }
  }

  @Test
  void visitorsThatDoNotCompleteTheHandshake_fail() throws IOException {
    try (Listener listener = tls(ALICE, BOB, ONE_SECOND).listen(LOOPBACK);
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      silent.getOutputStream().write(0x16);
      assertGivesUp(() -> listener.accept(1), "nobody came to");
    }
  }
}
