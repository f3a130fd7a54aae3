package quotient.transport;

import java.util.List;
import java.util.concurrent.Future;

/** The three ways to connect two channels, for tests that must hold for all. */
enum Carrier {
  MEMORY,
  TCP,
  TLS;

  static final Address LOOPBACK = new Address("127.0.0.1", 0);

  /** Two connected channels. */
  MemoryChannel.Pair pair(Timeouts timeouts) {
    return switch (this) {
      case MEMORY -> MemoryChannel.pair(timeouts);
      case TCP -> pair(new InsecureTcp(timeouts), new InsecureTcp(timeouts));
      case TLS ->
          pair(
              tls(InsecureTestIdentities.ALICE, InsecureTestIdentities.BOB, timeouts),
              tls(InsecureTestIdentities.BOB, InsecureTestIdentities.ALICE, timeouts));
    };
  }

  /** TLS for a party that trusts just one other. */
  static TlsTcp tls(Identity own, Identity trusted, Timeouts timeouts) {
    return new TlsTcp(own, List.of(trusted.certificate()), timeouts);
  }

  private static MemoryChannel.Pair pair(Tcp listening, Tcp connecting) {
    try (Listener listener = listening.listen(LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      List<Channel> connected = connecting.connect(new Address("127.0.0.1", listener.port()), 1);
      return new MemoryChannel.Pair(Background.get(accepted).getFirst(), connected.getFirst());
    }
  }
}
