package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.transport.Carrier.LOOPBACK;
import static quotient.transport.Carrier.tls;
import static quotient.transport.InsecureTestIdentities.ALICE;
import static quotient.transport.InsecureTestIdentities.BOB;
import static quotient.transport.InsecureTestIdentities.EXPIRED;
import static quotient.transport.InsecureTestIdentities.MALLORY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.transport.ChannelException.Kind;
import quotient.transport.Greeting.Session;
import quotient.transport.Greeting.Verdict;

/** Who is let in over TLS, and what both operators read otherwise. */
class TlsTest {
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT;

  private static Address at(Listener listener) {
    return new Address("127.0.0.1", listener.port());
  }

  @Test
  void allKindsOfKeysWork() {
    List<Identity> identities = List.of(ALICE, BOB, MALLORY);
    for (Identity one : identities) {
      for (Identity other : identities) {
        try (Listener listener = tls(one, other, TIMEOUTS).listen(LOOPBACK)) {
          Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
          List<Channel> connected = tls(other, one, TIMEOUTS).connect(at(listener), 2);
          connected.get(1).writeInt(9);
          connected.get(1).flush();
          assertThat(Background.get(accepted).get(1).readInt()).isEqualTo(9);
          connected.forEach(Channel::close);
          Background.get(accepted).forEach(Channel::close);
        }
      }
    }
  }

  @Test
  void anyOfSeveralTrustedCertificatesIsGood() {
    Tcp listening = new TlsTcp(ALICE, List.of(MALLORY.certificate(), BOB.certificate()), TIMEOUTS);
    try (Listener listener = listening.listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      tls(BOB, ALICE, TIMEOUTS).connect(at(listener), 1).forEach(Channel::close);
      Background.get(accepted).forEach(Channel::close);
    }
  }

  /** Lets the trusted party in, after whatever came before. */
  private static void assertStillWaitsFor(
      Tcp trusted, Listener listener, Future<List<Channel>> accepted) {
    List<Channel> connected = trusted.connect(at(listener), 1);
    Channel channel = Background.get(accepted).getFirst();
    channel.writeInt(9);
    channel.close();
    assertThat(connected.getFirst().readInt()).isEqualTo(9);
    connected.forEach(Channel::close);
  }

  @Test
  void aConnectingPartyThatIsNotTrusted_failsAndTheListenerWaitsOn() {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(MALLORY, ALICE, TIMEOUTS).connect(at(listener), 1))
          .hasMessage(
              "the other party (%s) does not trust this party's certificate, %s; there, compare"
                  + " fingerprints with the other party and run `quotient keys trust`",
              at(listener), MALLORY.fingerprint())
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertStillWaitsFor(tls(BOB, ALICE, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  void aConnectingPartyThatDoesNotTrustTheListener_failsAndTheListenerWaitsOn() {
    try (Listener listener = tls(MALLORY, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(BOB, ALICE, TIMEOUTS).connect(at(listener), 1))
          .hasMessage(
              "the certificate of %s is not the trusted one: it has %s; compare fingerprints with"
                  + " the other party and run `quotient keys trust`",
              at(listener), MALLORY.fingerprint())
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertStillWaitsFor(tls(BOB, MALLORY, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  void aConnectingPartyWhoseCertificateHasExpired_failsAndTheListenerWaitsOn() {
    Tcp listening = new TlsTcp(ALICE, List.of(EXPIRED.certificate(), BOB.certificate()), TIMEOUTS);
    try (Listener listener = listening.listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(EXPIRED, ALICE, TIMEOUTS).connect(at(listener), 1))
          .hasMessageContaining("does not trust this party's certificate")
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertStillWaitsFor(tls(BOB, ALICE, TIMEOUTS), listener, accepted);
    }
  }

  @Test
  void aListeningPartyWhoseCertificateHasExpired_fails() {
    try (Listener listener = tls(EXPIRED, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(BOB, EXPIRED, TIMEOUTS).connect(at(listener), 1))
          .hasMessageContaining(
              "has expired on %s: it needs a new one",
              EXPIRED.certificate().getNotAfter().toInstant())
          .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
      assertThat(accepted).isNotDone();
    }
  }

  @Test
  void aTrustedPartyOfAnotherVersion_failsBothParties() throws IOException {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        Connection connection = tls(BOB, ALICE, TIMEOUTS).secure(socket, "test", false);
        new Greeting(200, Verdict.WELCOME, 0, 1, Session.random()).send(connection.out());
        assertThat(Greeting.receive(connection.in(), "test").verdict())
            .isEqualTo(Verdict.OTHER_VERSION);
      }
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining("runs another version")
          .hasFieldOrPropertyWithValue("kind", Kind.REFUSED);
    }
  }

  @Test
  void aPartyThatDiedBetweenItsConnectionsMayStartAnew() throws IOException {
    try (Listener listener =
        new TlsTcp(ALICE, List.of(BOB.certificate()), TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
      try (Socket dead = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(greet(BOB, dead, new Greeting(0, 2, Session.random())))
            .isEqualTo(Verdict.WELCOME);
      }
      Session session = Session.random();
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port());
          Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(greet(BOB, first, new Greeting(0, 2, session))).isEqualTo(Verdict.WELCOME);
        assertThat(greet(BOB, second, new Greeting(1, 2, session))).isEqualTo(Verdict.WELCOME);
        assertThat(Background.get(accepted)).hasSize(2);
      }
      Background.get(accepted).forEach(channel -> channel.abort(AbortReason.STOPPED));
    }
  }

  @Test
  void anotherTrustedCertificateDoesNotJoinTheSession() throws IOException {
    List<X509Certificate> trusted = List.of(BOB.certificate(), MALLORY.certificate());
    Session session = Session.random();
    try (Listener listener = new TlsTcp(ALICE, trusted, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port());
          Socket other = new Socket(InetAddress.getLoopbackAddress(), listener.port());
          Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(greet(BOB, first, new Greeting(0, 2, session))).isEqualTo(Verdict.WELCOME);
        assertThat(greet(MALLORY, other, new Greeting(1, 2, session)))
            .isEqualTo(Verdict.OTHER_SESSION);
        assertThat(greet(BOB, second, new Greeting(1, 2, session))).isEqualTo(Verdict.WELCOME);
        assertThat(Background.get(accepted))
            .extracting(Channel::peerFingerprint)
            .containsOnly(Optional.of(BOB.fingerprint()));
      }
      Background.get(accepted).forEach(channel -> channel.abort(AbortReason.STOPPED));
    }
  }

  private static Verdict greet(Identity own, Socket socket, Greeting greeting) throws IOException {
    Connection connection = tls(own, ALICE, TIMEOUTS).secure(socket, "test", false);
    greeting.send(connection.out());
    return Greeting.receive(connection.in(), "test").verdict();
  }

  @Test
  void anotherCertificateOnALaterConnection_failsTheConnectingParty() throws IOException {
    List<X509Certificate> trusted = List.of(ALICE.certificate(), MALLORY.certificate());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      Future<List<Channel>> connected =
          Background.call(() -> new TlsTcp(BOB, trusted, TIMEOUTS).connect(address, 2));
      try (Socket first = server.accept()) {
        Connection connection = tls(ALICE, BOB, TIMEOUTS).secure(first, "test", true);
        Greeting.receive(connection.in(), "test").send(connection.out());
        try (Socket second = server.accept()) {
          tls(MALLORY, BOB, TIMEOUTS).secure(second, "test", true);
          assertThatThrownBy(() -> Background.get(connected))
              .hasMessage(
                  "the other party (%s) had the certificate with %s on the first connection and %s"
                      + " on another: two parties answer there, and one session needs one",
                  address, ALICE.fingerprint(), MALLORY.fingerprint())
              .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
        }
      }
    }
  }

  @Test
  void onceTheTrustedPartyIsThereAStrangerEndsNothing() throws IOException {
    TlsTcp bob = tls(BOB, ALICE, TIMEOUTS);
    Session session = Session.random();
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(2));
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port());
          Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        Connection connection = bob.secure(first, "test", false);
        new Greeting(0, 2, session).send(connection.out());
        Greeting.receive(connection.in(), "test");
        assertThatThrownBy(() -> tls(MALLORY, ALICE, TIMEOUTS).connect(at(listener), 2))
            .hasFieldOrPropertyWithValue("kind", Kind.UNTRUSTED);
        new Greeting(1, 2, session).send(bob.secure(second, "test", false).out());
        assertThat(Background.get(accepted)).hasSize(2);
      }
      Background.get(accepted).forEach(channel -> channel.abort(AbortReason.STOPPED));
    }
  }

  @Test
  void aPeerWithoutTls_fails() {
    Timeouts hasty = TIMEOUTS.withConnect(Duration.ofSeconds(1));
    try (Listener listener = new InsecureTcp(hasty).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> tls(BOB, ALICE, hasty).connect(at(listener), 1))
          .hasMessageStartingWith("cannot reach " + at(listener))
          .hasFieldOrPropertyWithValue("kind", Kind.UNREACHABLE);
      assertThatThrownBy(() -> Background.get(accepted))
          .hasMessageContaining("does not greet as quotient does");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quotient quotient quotient quotient", "SSH-2.0-OpenSSH_9.6\r\n"})
  void aServerThatAnswersWithoutTls_fails(String words) throws IOException {
    try (ServerSocket server = Background.serve(words)) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertThatThrownBy(() -> tls(BOB, ALICE, TIMEOUTS).connect(address, 1))
          .hasMessage(
              "%s does not speak TLS; is it quotient, and is TLS on at both parties?", address)
          .hasFieldOrPropertyWithValue("kind", Kind.MALFORMED);
    }
  }

  @Test
  void aVisitorWithoutTlsIsIgnored() {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      assertThatThrownBy(() -> new InsecureTcp(TIMEOUTS).connect(at(listener), 1))
          .isInstanceOf(ChannelException.class);
      tls(BOB, ALICE, TIMEOUTS).connect(at(listener), 1).forEach(Channel::close);
      Background.get(accepted).forEach(Channel::close);
    }
  }

  @Test
  void aVisitorWithAnOlderTlsOrWithoutACertificateIsIgnored()
      throws IOException, GeneralSecurityException {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      try (SSLSocket older = client(listener, new OwnKey(BOB))) {
        older.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThatThrownBy(older::startHandshake).isInstanceOf(SSLException.class);
      }
      try (SSLSocket anonymous = client(listener)) {
        anonymous.startHandshake();
        assertThatThrownBy(() -> anonymous.getInputStream().read()).isInstanceOf(IOException.class);
      }
      tls(BOB, ALICE, TIMEOUTS).connect(at(listener), 1).forEach(Channel::close);
      Background.get(accepted).forEach(Channel::close);
    }
  }

  private static SSLSocket client(Listener listener, KeyManager... keys)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust = {new PinnedTrust(List.of(ALICE.certificate()))};
    context.init(keys, trust, null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
  }

  @Test
  void aSilentServer_fails() throws IOException {
    Timeouts hasty = TIMEOUTS.withHandshake(Duration.ofMillis(300));
    try (ServerSocket server = Background.serve("")) {
      Address address = new Address("127.0.0.1", server.getLocalPort());
      assertThatThrownBy(() -> tls(BOB, ALICE, hasty).connect(address, 1))
          .hasMessage(
              "%s did not complete the handshake within 0.3 s; is it quotient, and not too busy?",
              address)
          .hasFieldOrPropertyWithValue("kind", Kind.STALLED);
    }
  }

  @Test
  void aConnectionThatIsCutOff_fails() throws IOException {
    try (Listener listener = tls(ALICE, BOB, TIMEOUTS).listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        Connection connection = tls(BOB, ALICE, TIMEOUTS).secure(socket, "test", false);
        new Greeting(0, 1, Session.random()).send(connection.out());
        Greeting.receive(connection.in(), "test");
        connection.out().write(new byte[] {Frames.DATA, 9, 0, 0, 1});
      }
      Channel channel = Background.get(accepted).getFirst();
      assertThatThrownBy(channel::readInt).hasFieldOrPropertyWithValue("kind", Kind.LOST);
      channel.close();
    }
  }

  @Test
  void trustingNobody_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsTcp(ALICE, List.of(), TIMEOUTS))
        .withMessageContaining("quotient keys trust");
  }
}
