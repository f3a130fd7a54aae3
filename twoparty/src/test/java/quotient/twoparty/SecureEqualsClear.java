package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/**
 * Runs a program on the clear engine and on two parties' and compares what it opens. The two
 * parties and their base OTs are made once for all tests, and again after a failure.
 */
final class SecureEqualsClear {
  /** A computation on dealt inputs; what it returns has been opened to both. */
  @FunctionalInterface
  interface Program {
    List<long[]> run(Engine engine, Dealer dealer);
  }

  private record Pair(InProcess.Both<List<Channel>> channels, Engine a, Engine b) {
    static Pair start(Protocols protocols) {
      InProcess.Both<List<Channel>> channels = InProcess.connect();
      InProcess.Both<Engine> engines =
          InProcess.run(
              channels,
              ofA -> new Session(Party.A, ofA).engine(protocols),
              ofB -> new Session(Party.B, ofB).engine(protocols));
      return new Pair(channels, engines.a(), engines.b());
    }

    InProcess.Both<List<long[]>> run(Program program, long seed) {
      return InProcess.run(
          channels,
          ofA -> synchronised(ofA, program.run(a, Dealer.of(Party.A, seed))),
          ofB -> synchronised(ofB, program.run(b, Dealer.of(Party.B, seed))));
    }

    /** A byte that one side sent and the other did not read would show here. */
    private static <T> T synchronised(List<Channel> channels, T result) {
      for (Channel channel : channels.subList(0, Session.CHANNELS_OF_COMPUTATION)) {
        channel.writeLong(0x656E6F44L);
        assertThat(channel.readLong()).isEqualTo(0x656E6F44L);
      }
      return result;
    }
  }

  private static final Map<Protocols, Pair> PAIRS = new HashMap<>();

  private SecureEqualsClear() {}

  /**
   * Fails unless both parties open what the clear engine computes, by each protocol for gates;
   * returns that.
   */
  static List<long[]> check(Program program) {
    check(Protocols.PAPER, program);
    return check(ProductProtocol.OT, program);
  }

  /**
   * As {@link #check(Program)}, with products by the given protocol, over links on which messages
   * cost nothing and almost everything.
   */
  static List<long[]> check(ProductProtocol products, Program program) {
    Protocols protocols = new Protocols(GateProtocol.GMW, products);
    check(protocols.over(LinkModel.parse("1GB/s,0ms")), program);
    return check(protocols.over(LinkModel.parse("24MB/s,42ms")), program);
  }

  /** As {@link #check(Program)}, by the given protocols alone. */
  static synchronized List<long[]> check(Protocols protocols, Program program) {
    List<long[]> expected = program.run(new ClearEngine(), Dealer.ofAll());
    Pair pair = PAIRS.remove(protocols);
    Pair current = pair == null ? Pair.start(protocols) : pair;
    InProcess.Both<List<long[]>> actual = current.run(program, 1);
    PAIRS.put(protocols, current);
    assertSame(actual.a(), expected);
    assertSame(actual.b(), expected);
    return expected;
  }

  private static void assertSame(List<long[]> actual, List<long[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as("result %d", i).isEqualTo(expected.get(i));
    }
  }
}
