package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/** Runs the same program on the clear engine and on two parties' engines. */
final class TwoEngines {
  /** After this a test is stuck. It says nothing about speed. */
  private static final int STUCK_MINUTES = 90;

  /** Each protocol for gates and each for products. */
  static final List<Protocols> BOTH_WAYS =
      List.of(Protocols.PAPER, new Protocols(GateProtocol.GMW, ProductProtocol.RLWE));

  private TwoEngines() {}

  /** A program as one party runs it, or for both at once where the party is null. */
  @FunctionalInterface
  interface Program<T> {
    T run(Engine engine, @Nullable Party party);
  }

  /** The results of both parties. */
  record Results<T>(T a, T b) {}

  static <T> T clear(Program<T> program) {
    return program.run(new ClearEngine(), null);
  }

  /** Fails unless the parties and the clear engine have the same result; returns that. */
  static <T> T secureEqualsClear(Program<T> program) {
    T expected = clear(program);
    for (Protocols protocols : BOTH_WAYS) {
      Results<T> secure = secure(protocols, program);
      assertThat(secure.a()).as("A, %s", protocols).isEqualTo(expected);
      assertThat(secure.b()).as("B, %s", protocols).isEqualTo(expected);
    }
    return expected;
  }

  static <T> Results<T> secure(Program<T> program) {
    return secure(Protocols.DEFAULT, program);
  }

  /** Runs a program as both parties, by the given protocols. */
  static <T> Results<T> secure(Protocols protocols, Program<T> program) {
    List<Channel> ofA = new ArrayList<>();
    List<Channel> ofB = new ArrayList<>();
    for (int i = 0; i < TwoPartyEngine.CHANNELS; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair();
      ofA.add(pair.first());
      ofB.add(pair.second());
    }
    Future<T> a = start(Party.A, ofA, protocols, program);
    Future<T> b = start(Party.B, ofB, protocols, program);
    try {
      return new Results<>(
          a.get(STUCK_MINUTES, TimeUnit.MINUTES), b.get(STUCK_MINUTES, TimeUnit.MINUTES));
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("a party failed or both are stuck", e);
    }
  }

  private static <T> Future<T> start(
      Party party, List<Channel> channels, Protocols protocols, Program<T> program) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          try {
            T result =
                program.run(
                    TwoPartyEngine.create(party, channels, protocols, new SecureRandom()), party);
            // The last gates must not stay behind when this party is done.
            channels.forEach(Channel::flush);
            return result;
          } catch (RuntimeException | Error e) {
            // The other party must not wait for this one.
            channels.forEach(channel -> channel.abort(AbortReason.STOPPED));
            throw e;
          }
        });
    Thread.ofPlatform().daemon().name("party " + party).start(task);
    return task;
  }
}
