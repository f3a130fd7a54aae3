package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.InProcess;
import quotient.twoparty.InProcess.Both;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/** Runs the same program on the clear engine and on two parties' engines. */
final class TwoEngines {
  /** Each protocol for gates and each for products. */
  static final List<Protocols> BOTH_WAYS =
      List.of(Protocols.PAPER, new Protocols(GateProtocol.GMW, ProductProtocol.RLWE));

  private TwoEngines() {}

  /** A program as one party runs it, or for both at once where the party is null. */
  @FunctionalInterface
  interface Program<T> {
    T run(Engine engine, @Nullable Party party);
  }

  static <T> T clear(Program<T> program) {
    return program.run(new ClearEngine(), null);
  }

  /** Fails unless the parties and the clear engine have the same result; returns that. */
  static <T> T secureEqualsClear(Program<T> program) {
    T expected = clear(program);
    for (Protocols protocols : BOTH_WAYS) {
      Both<T> secure = secure(protocols, program);
      assertThat(secure.a()).as("A, %s", protocols).isEqualTo(expected);
      assertThat(secure.b()).as("B, %s", protocols).isEqualTo(expected);
    }
    return expected;
  }

  static <T> Both<T> secure(Program<T> program) {
    return secure(Protocols.DEFAULT, program);
  }

  /** Runs a program as both parties, by the given protocols. */
  static <T> Both<T> secure(Protocols protocols, Program<T> program) {
    return InProcess.run(
        channels -> play(Party.A, channels, protocols, program),
        channels -> play(Party.B, channels, protocols, program));
  }

  private static <T> T play(
      Party me, List<Channel> channels, Protocols protocols, Program<T> program) {
    Session session = new Session(me, channels);
    T result = program.run(session.engine(protocols), me);
    session.complete();
    return result;
  }
}
