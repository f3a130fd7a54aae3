package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.SecretBlock;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCircuit;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Ring;
import quotient.engine.Wire;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.ChannelException;
import quotient.transport.LinkModel;

/** What is made ahead by threads of its own. */
class LineTest {
  private static final LinkModel SLOW = LinkModel.parse("24MB/s,42ms");

  /** Whichever channel of a line one party gives up, both end, and with a failure of a channel. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7})
  void aLineThatBreaksEndsBothParties(int number) {
    InProcess.Both<Throwable> failures =
        InProcess.run(
            InProcess.connect(),
            channels -> failure(Party.A, channels, -1),
            channels -> failure(Party.B, channels, number));
    assertThat(failures.a()).isInstanceOf(ChannelException.class);
    assertThat(failures.b()).isInstanceOf(ChannelException.class);
  }

  @Test
  void withoutThatTheSameRunIsComplete() {
    InProcess.Both<Boolean> complete =
        InProcess.run(
            InProcess.connect(),
            channels -> isComplete(Party.A, channels),
            channels -> isComplete(Party.B, channels));
    assertThat(complete).isEqualTo(new InProcess.Both<>(true, true));
  }

  private static boolean isComplete(Party me, List<Channel> channels) {
    assertThatCode(() -> run(me, channels, -1)).doesNotThrowAnyException();
    return true;
  }

  /** As a run ends that fails: the other party is told on all channels. */
  private static Throwable failure(Party me, List<Channel> channels, int broken) {
    try {
      run(me, channels, broken);
      return new AssertionError("the run went on");
    } catch (ChannelException e) {
      channels.forEach(channel -> channel.abort(AbortReason.STOPPED));
      return e;
    }
  }

  private static void run(Party me, List<Channel> channels, int broken) {
    Session session = new Session(me, channels);
    Engine engine = session.engine(new Protocols(GateProtocol.GMW, ProductProtocol.RLWE, SLOW));
    if (broken >= 0) {
      channels.get(broken).abort(AbortReason.STOPPED);
    }
    SplittableRandom random = new SplittableRandom(1);
    LaneCircuit and =
        (c, in) -> new Bits[] {Bits.of(new Wire[] {c.and(in[0].wire(0), in[0].wire(1))})};
    for (int time = 0; time < 4; time++) {
      Bits p = engine.fromXorShare(new long[][] {random.longs(10).toArray(), new long[10]}, 640);
      Bits x = engine.fromXorShare(new long[][] {random.longs(5).toArray(), new long[5]}, 320);
      engine.lanewise(and, p);
      long[] weights = Planes.unsignedWeights(2);
      engine.product(
          engine.matrix(p, weights, 32, 20, 32),
          engine.matrix(x, weights, 20, 16, 32),
          new Ring(20, 5));
    }
    session.complete();
  }

  /** A Delta serves one set of OTs: pads of two sets are apart though their tweaks are equal. */
  @Test
  void theOtsOfGatesHaveADeltaOfTheirOwn() {
    InProcess.run(
        LineTest::checkDeltas,
        channels -> {
          Session session = new Session(Party.B, channels);
          session.setUp(SLOW);
          return Supply.join(session.gateOts()).sender().delta();
        });
  }

  private static SecretBlock checkDeltas(List<Channel> channels) {
    Session session = new Session(Party.A, channels);
    session.setUp(SLOW);
    SecretBlock ahead = Supply.join(session.gateOts()).sender().delta();
    SecretBlock ofComputation = session.correlations().sender().delta();
    assertThat(ahead.reveal()).isNotEqualTo(ofComputation.reveal());
    return ahead;
  }
}
