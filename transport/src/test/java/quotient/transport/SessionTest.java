package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import quotient.transport.ChannelException.Kind;
import quotient.transport.Greeting.Session;
import quotient.transport.Greeting.Verdict;

/** How the connections of a session come together, and what else may come to an open port. */
class SessionTest {
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT;
  private static final Tcp TCP = new InsecureTcp(TIMEOUTS);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static Address at(Listener listener) {
    return new Address("127.0.0.1", listener.port());
  }

  private static Socket visit(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static Greeting greet(Socket socket, Greeting greeting) throws IOException {
    greeting.send(socket.getOutputStream());
    return Greeting.receive(socket.getInputStream(), "test");
  }

  @Test
  void channelsHaveTheSameOrderAtBothParties() {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(5));
      List<Channel> connected = TCP.connect(at(listener), 5);
      for (int i = 0; i < 5; i++) {
        connected.get(i).writeInt(i);
        connected.get(i).close();
      }
      for (int i = 0; i < 5; i++) {
        Channel channel = Background.get(accepted).get(i);
        assertThat(channel.readInt()).isEqualTo(i);
        channel.close();
      }
    }
  }

  @Test
  void connectionsMayComeInAnyOrder() throws IOException {
    Session session = Session.random();
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
      try (Socket second = visit(listener.port());
          Socket first = visit(listener.port())) {
        assertThat(greet(second, new Greeting(1, 2, session)).verdict()).isEqualTo(Verdict.WELCOME);
        assertThat(greet(first, new Greeting(0, 2, session)).verdict()).isEqualTo(Verdict.WELCOME);
        List<Channel> channels = Background.get(accepted);
        channels.get(0).writeInt(10);
        channels.get(0).flush();
        channels.get(1).writeInt(11);
        channels.get(1).flush();
        assertThat(first.getInputStream().readNBytes(5)).endsWith(10);
        assertThat(second.getInputStream().readNBytes(5)).endsWith(11);
      }
      Background.get(accepted).forEach(channel -> channel.abort(AbortReason.STOPPED));
    }
  }

  @Test
  void aListenerTakesOneSessionOnly() {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      List<Channel> connected = TCP.connect(at(listener), 1);
      List<Channel> channels = Background.get(accepted);
      assertThatThrownBy(() -> visit(listener.port())).isInstanceOf(IOException.class);
      assertThatIllegalStateException().isThrownBy(() -> listener.accept(1));
      connected.forEach(Channel::close);
      channels.forEach(Channel::close);
    }
  }

  @Test
  void theConnectingPartyMayComeFirst() throws IOException, InterruptedException {
    int port = freePort();
    Future<List<Channel>> connected =
        Background.call(() -> TCP.connect(new Address("127.0.0.1", port), 2));
    Thread.sleep(100);
    try (Listener listener = TCP.listen(new Address("127.0.0.1", port))) {
      listener.accept(2).forEach(Channel::close);
    }
    Background.get(connected).forEach(Channel::close);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anotherNumberOfChannels_failsBothParties() {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(3));
      assertThatThrownBy(() -> TCP.connect(at(listener), 2))
          .hasMessage(
              "the other party (%s) wants another number of channels than the 2 of this party; are"
                  + " both running the same command?",
              at(listener))
          .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining("than the 3 of this party")
          .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
    }
  }

  /** Over {@link InsecureTcp}, where whoever greets as quotient does is the other party. */
  @Test
  void anotherVersion_failsBothParties() throws IOException {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      try (Socket socket = visit(listener.port())) {
        Greeting newer = new Greeting(200, Verdict.WELCOME, 0, 1, Session.random());
        Greeting answer = greet(socket, newer);
        assertThat(answer.verdict()).isEqualTo(Verdict.OTHER_VERSION);
        assertThat(answer.version()).isEqualTo(Greeting.VERSION);
        assertThat(answer.refusal("there:1", 1))
            .hasMessage(
                "the other party (there:1) runs another version; install the same release at both"
                    + " parties");
      }
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining("runs another version")
          .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
    }
  }

  @Test
  void anotherSessionIsRefusedAndDisturbsNothing() throws IOException {
    Session session = Session.random();
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
      try (Socket first = visit(listener.port());
          Socket second = visit(listener.port())) {
        assertThat(greet(first, new Greeting(0, 2, session)).verdict()).isEqualTo(Verdict.WELCOME);
        assertThatThrownBy(() -> TCP.connect(at(listener), 2))
            .hasMessageContaining("is in a session with somebody else already")
            .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
        assertThat(greet(second, new Greeting(1, 2, session)).verdict()).isEqualTo(Verdict.WELCOME);
        assertThat(Background.get(accepted)).hasSize(2);
      }
      Background.get(accepted).forEach(channel -> channel.abort(AbortReason.STOPPED));
    }
  }

  @Test
  void portScannersAndSilentVisitorsAreIgnored() throws IOException {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      visit(listener.port()).close();
      try (Socket silent = visit(listener.port());
          Socket browser = visit(listener.port())) {
        browser
            .getOutputStream()
            .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(browser.getInputStream().readAllBytes()).isEmpty();
        List<Channel> connected = TCP.connect(at(listener), 1);
        Background.get(accepted).forEach(Channel::close);
        connected.forEach(Channel::close);
        assertThat(silent.getInputStream().readAllBytes()).isEmpty();
      }
    }
  }

  @Test
  void nobodyComing_fails() {
    Tcp tcp = new InsecureTcp(TIMEOUTS.withConnect(SHORT));
    try (Listener listener = tcp.listen(Carrier.LOOPBACK)) {
      assertThatThrownBy(() -> listener.accept(1))
          .hasMessage(
              "nobody came to 127.0.0.1:%d within 0.3 s; has the other party been started with this"
                  + " address? --connect-timeout waits longer",
              listener.port())
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    }
  }

  @Test
  void onlyStrangersComing_failsWithTheLastOne() throws IOException {
    Tcp tcp = new InsecureTcp(TIMEOUTS.withConnect(Duration.ofSeconds(1)));
    try (Listener listener = tcp.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      try (Socket stranger = visit(listener.port())) {
        stranger.getOutputStream().write(new byte[Greeting.BYTES]);
        assertThat(stranger.getInputStream().readAllBytes()).isEmpty();
      }
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining("; last turned away: 127.0.0.1:")
          .hasMessageContaining("does not greet as quotient does")
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    }
  }

  @Test
  void someConnectionsMissing_fails() throws IOException {
    Tcp tcp = new InsecureTcp(TIMEOUTS.withConnect(SHORT));
    try (Listener listener = tcp.listen(Carrier.LOOPBACK);
        Socket socket = visit(listener.port())) {
      new Greeting(0, 2, Session.random()).send(socket.getOutputStream());
      assertThatThrownBy(() -> listener.accept(2))
          .hasMessageStartingWith(
              "only 1 of 2 connections came to 127.0.0.1:%d within 0.3 s;", listener.port());
    }
  }

  @Test
  void aPortInUse_fails() {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      assertThatThrownBy(() -> TCP.listen(at(listener)))
          .hasMessage(
              "cannot listen on %s: the port is in use; choose another with --listen", at(listener))
          .hasFieldOrPropertyWithValue("kind", Kind.IN_USE);
    }
  }

  @Test
  void listeningOnAnAddressOfAnotherMachine_fails() {
    assertThatThrownBy(() -> TCP.listen(new Address("192.0.2.1", 7000)))
        .hasMessage(
            "cannot listen on 192.0.2.1:7000: it is not an address of this machine; choose another"
                + " with --listen")
        .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
  }

  @Test
  void connectingWhereNobodyListens_fails() throws IOException {
    Tcp tcp = new InsecureTcp(TIMEOUTS.withConnect(SHORT));
    Address nobody = new Address("127.0.0.1", freePort());
    assertThatThrownBy(() -> tcp.connect(nobody, 1))
        .hasMessageStartingWith("cannot reach " + nobody + " after trying for 0.3 s (")
        .hasMessageEndingWith("); does the other party listen there?")
        .hasMessageNotContaining("\n")
        .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
  }

  @Test
  void anUnknownHost_fails() {
    // A name may not have more than 63 characters between its dots, so no server is asked.
    Address unknown = new Address("x".repeat(64) + ".invalid", 7000);
    assertThatThrownBy(() -> TCP.connect(unknown, 1))
        .hasMessage("cannot reach %s: the host is unknown; check the address", unknown)
        .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    assertThatThrownBy(() -> TCP.listen(unknown))
        .hasMessageContaining("the host is unknown")
        .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
  }

  @Test
  void anotherKindOfServer_fails() throws IOException {
    try (ServerSocket server = Background.serve("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertThatThrownBy(() -> TCP.connect(address, 1))
          .hasMessage("%s does not greet as quotient does; check the address", address)
          .hasFieldOrPropertyWithValue("kind", Kind.MALFORMED);
    }
  }

  @Test
  void aSilentServer_fails() throws IOException {
    Tcp tcp = new InsecureTcp(TIMEOUTS.withHandshake(SHORT));
    try (ServerSocket server = Background.serve("")) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertThatThrownBy(() -> tcp.connect(address, 1))
          .hasMessage(
              "%s did not complete the handshake within 0.3 s; is it quotient, and not too busy?",
              address)
          .hasFieldOrPropertyWithValue("kind", Kind.STALLED);
    }
  }

  @Test
  void aServerThatHangsUp_fails() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      Future<List<Channel>> connected = Background.call(() -> TCP.connect(address, 1));
      server.accept().close();
      assertThatThrownBy(() -> Background.get(connected))
          .hasMessage("%s hung up during the handshake; its own output may say why", address)
          .hasFieldOrPropertyWithValue("kind", Kind.LOST);
    }
  }

  @Test
  void anImpossibleNumberOfChannels_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TCP.connect(new Address("127.0.0.1", 7000), 0));
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      assertThatIllegalArgumentException().isThrownBy(() -> listener.accept(65));
    }
  }
}
