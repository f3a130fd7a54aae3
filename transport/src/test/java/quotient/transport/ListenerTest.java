package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.transport.Carrier.LOOPBACK;
import static quotient.transport.Carrier.tls;
import static quotient.transport.InsecureTestIdentities.ALICE;
import static quotient.transport.InsecureTestIdentities.BOB;
import static quotient.transport.InsecureTestIdentities.EXPIRED;
import static quotient.transport.InsecureTestIdentities.MALLORY;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import quotient.transport.ChannelException.Kind;

/** Strangers at an open port: none of them ends the wait for the other party or keeps it out. */
class ListenerTest {
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT;

  /** Long enough for a stranger to come and be turned away. */
  private static final Timeouts SHORT = TIMEOUTS.withConnect(Duration.ofSeconds(3));

  /** A record of TLS with an alert: fatal, bad certificate. */
  private static final byte[] ALERT = {0x15, 3, 3, 0, 2, 2, 0x2a};

  /** After this a visitor that is to be sent away is stuck. */
  private static final int STUCK_MILLIS = 30_000;

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void disconnect() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket visit(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(STUCK_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static Address at(int port) {
    return new Address("127.0.0.1", port);
  }

  private static void assertLetsIn(Tcp party, Listener listener, Future<List<Channel>> accepted) {
    Channel connected = party.connect(at(listener.port()), 1).getFirst();
    Channel channel = Background.get(accepted).getFirst();
    channel.writeInt(9);
    channel.close();
    assertThat(connected.readInt()).isEqualTo(9);
    connected.close();
  }

  /** A visitor that ended the wait would have done so by now; if not, this proves nothing. */
  private static void assertStillWaits(Future<List<Channel>> accepted) {
    assertThatThrownBy(() -> accepted.get(2, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aStrangerWithACertificateOfItsOwnEndsNothing() {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(MALLORY, ALICE, TIMEOUTS).connect(at(listener.port()), 1))
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertLetsIn(tls(BOB, ALICE, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  void anAlertThatAnybodyCanSendEndsNothing() throws IOException {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      Socket stranger = visit(listener.port());
      stranger.getOutputStream().write(ALERT);
      byte[] _ = stranger.getInputStream().readAllBytes();
      stranger.close();
      assertStillWaits(accepted);
      assertLetsIn(tls(BOB, ALICE, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  void idleVisitorsMakeRoomForOthers() throws IOException {
    int idle = 200;
    // Here they do not go because they are silent for too long.
    Timeouts patient = TIMEOUTS.withHandshake(Duration.ofMinutes(5));
    try (Listener listener = tls(ALICE, BOB, patient).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      for (int i = 0; i < idle; i++) {
        visit(listener.port());
      }
      for (Socket early : sockets.subList(0, idle - Visitors.MOST)) {
        assertThat(early.getInputStream().read()).isNegative();
      }
      Socket last = sockets.getLast();
      last.setSoTimeout(1);
      assertThatThrownBy(() -> last.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertLetsIn(tls(BOB, ALICE, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no ulimit")
  void moreVisitorsThanFilesEndNothing() throws IOException, InterruptedException {
    Process listening =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 100 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InsecureFewFiles.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = listening.inputReader()) {
      int port = Integer.parseInt(String.valueOf(out.readLine()));
      for (int i = 0; i < Visitors.MOST; i++) {
        visit(port);
      }
      // Without a lack of files all of them could have stayed.
      for (Socket early : sockets.subList(0, Visitors.MOST - InsecureFewFiles.LEFT)) {
        assertThat(early.getInputStream().read()).isNegative();
      }
      Channel channel = new InsecureTcp(TIMEOUTS).connect(at(port), 1).getFirst();
      assertThat(channel.readInt()).isEqualTo(InsecureFewFiles.ANSWER);
      channel.close();
      assertThat(listening.waitFor()).isZero();
    } finally {
      listening.destroyForcibly();
    }
  }

  @Test
  void whateverElseEndsTheListeningEndsTheWait() throws IOException {
    ServerSocket broken =
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
          @Override
          public Socket accept() {
            throw new NoClassDefFoundError("quotient/transport/Gone");
          }
        };
    try (Listener listener = new Listener(new InsecureTcp(TIMEOUTS), LOOPBACK, broken)) {
      assertThatThrownBy(() -> Background.get(Background.call(() -> listener.accept(1))))
          .hasMessage(
              "this party itself failed while it dealt with visitors to 127.0.0.1:%d:"
                  + " quotient/transport/Gone; this is a bug, please report it",
              broken.getLocalPort())
          .hasFieldOrPropertyWithValue("kind", Kind.FAULT);
    }
  }

  @Test
  void waitingInVainNamesTheLastStrangerAndDoesNotAdviseToTrustIt() {
    try (Listener listener = tls(ALICE, BOB, SHORT).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(MALLORY, ALICE, TIMEOUTS).connect(at(listener.port()), 1))
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageMatching(
              "nobody came to 127\\.0\\.0\\.1:\\d+ within 3 s; last turned away: a stranger with "
                  + MALLORY.fingerprint()
                  + " that came from 127\\.0\\.0\\.1:\\d+; compare that with the fingerprint that"
                  + " the other party told by telephone; has the other party been started with this"
                  + " address\\? --connect-timeout waits longer")
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    }
  }

  @Test
  void waitingInVainNamesWhoRefusedThisPartyLast() throws IOException {
    try (Listener listener = tls(ALICE, BOB, SHORT).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      Socket stranger = visit(listener.port());
      stranger.getOutputStream().write(ALERT);
      byte[] _ = stranger.getInputStream().readAllBytes();
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining(
              "that says it does not trust this party's certificate, " + ALICE.fingerprint())
          .hasMessageNotContaining("keys trust")
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    }
  }

  @Test
  void waitingInVainNamesTheDateOfAnExpiredCertificate() {
    try (Listener listener = tls(ALICE, EXPIRED, SHORT).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(EXPIRED, ALICE, TIMEOUTS).connect(at(listener.port()), 1))
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining(
              "whose certificate has expired on %s: it needs a new one",
              EXPIRED.certificate().getNotAfter().toInstant())
          .hasMessageNotContaining("keys trust")
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
    }
  }
}
