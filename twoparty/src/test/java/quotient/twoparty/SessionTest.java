package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.transport.ChannelException;
import quotient.transport.Traffic;

class SessionTest {
  private static final Map<String, String> TERMS = Map.of("batch", "128");

  /** What a user's run does: agree, compute, meet, say goodbye. */
  private static Traffic whole(Session session) {
    try (session) {
      Map<String, String> theirs = session.handshake(TERMS, Map.of("rows", session.me().name()));
      assertThat(theirs).containsEntry("rows", session.me().other().name());
      Engine engine = session.engine(Protocols.DEFAULT);
      Bits bits = engine.fromXorShare(new long[][] {{session.me() == Party.A ? 5 : 3}}, 3);
      assertThat(engine.open(bits, Recipient.BOTH).orElseThrow()[0][0]).isEqualTo(6);
      assertThat(session.meet("end", Map.of("done", "yes"))).isEqualTo(Map.of("done", "yes"));
      session.complete();
    }
    return session.traffic();
  }

  @Test
  void fromTheHandshakeToTheGoodbyeBothCountTheSame() {
    InProcess.Both<Traffic> both =
        InProcess.run(
            channels -> whole(new Session(Party.A, channels)),
            channels -> whole(new Session(Party.B, channels)));
    assertThat(both.a().bytesSent()).isPositive().isEqualTo(both.b().bytesReceived());
    assertThat(both.b().bytesSent()).isPositive().isEqualTo(both.a().bytesReceived());
  }

  @Test
  void twoPartiesOfOneRole_disagree() {
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() ->
            InProcess.run(
                channels -> new Session(Party.A, channels).handshake(TERMS, Map.of()),
                channels -> new Session(Party.A, channels).handshake(TERMS, Map.of())))
        .withMessage("both parties have role A; give one of them the other --role");
  }

  @Test
  void atAnotherStep_disagree() {
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() ->
            InProcess.run(
                channels -> new Session(Party.A, channels).meet("written", Map.of()),
                channels -> new Session(Party.B, channels).meet("in place", Map.of())))
        .withMessageContaining("step is ");
  }

  /** Who closes before all is said has given up, and the other party hears that. */
  @Test
  void closedBeforeItIsComplete_endsTheOther() {
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() ->
            InProcess.run(
                channels -> {
                  new Session(Party.A, channels).close();
                  return Map.of();
                },
                channels -> new Session(Party.B, channels).handshake(TERMS, Map.of())))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ChannelException.Kind.ABORTED));
  }

  /** A second one would hash with the keys of the first. */
  @Test
  void aSecondEngine_fails() {
    InProcess.Role<Engine> a = channels -> twoEngines(new Session(Party.A, channels));
    InProcess.Role<Engine> b = channels -> twoEngines(new Session(Party.B, channels));
    assertThatIllegalStateException()
        .isThrownBy(() -> InProcess.run(a, b))
        .withMessage("a session has one engine");
  }

  private static Engine twoEngines(Session session) {
    session.engine(Protocols.PAPER);
    return session.engine(Protocols.DEFAULT);
  }

  @Test
  void anotherNumberOfChannels_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Session(Party.A, List.of()))
        .withMessage("0 channels instead of 8");
  }
}
