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
    if (this == MEMORY) {
      return MemoryChannel.pair(timeouts);
    }
    Ends ends = tcp(timeouts);
    return pair(ends.first, ends.second);
  }

  /** How each of two parties connects. */
  record Ends(Tcp first, Tcp second) {}

  /** Two parties that can talk over TCP. */
  Ends tcp(Timeouts timeouts) {
    return switch (this) {
      case MEMORY -> throw new IllegalArgumentException("nothing in memory goes over TCP");
      case TCP -> new Ends(new InsecureTcp(timeouts), new InsecureTcp(timeouts));
      case TLS ->
          new Ends(
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
