package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.transport.Channel;

class HandshakeTest {
  private static final Map<String, String> JOB = Map.of("batch", "128", "epochs", "20");

  /** What a party's handshake returns, or the message with which it fails. */
  private static TwoParties.Role<Object> agreeing(
      Map<String, String> terms, Map<String, String> facts) {
    return channels -> {
      try {
        return Handshake.agree(channels.getFirst(), terms, facts);
      } catch (DisagreementException e) {
        return String.valueOf(e.getMessage());
      }
    };
  }

  /** A peer that says something else and doesn't listen. */
  private static TwoParties.Results<Object> against(TwoParties.Role<Object> peer) {
    return TwoParties.play(1, agreeing(JOB, Map.of()), peer);
  }

  private static void send(Channel channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    channel.writeInt(bytes.length);
    channel.write(bytes, 0, bytes.length);
  }

  @Test
  void onTheSameTermsTellsTheOthersFacts() {
    TwoParties.Results<Object> results =
        TwoParties.play(
            1,
            agreeing(JOB, Map.of("rows", "1000", "name", "Ä")),
            agreeing(JOB, Map.of("rows", "7")));
    assertThat(results.a()).isEqualTo(Map.of("rows", "7"));
    assertThat(results.b()).isEqualTo(Map.of("rows", "1000", "name", "Ä"));
  }

  @Test
  void onDifferentTerms_failsOnBothSides() {
    TwoParties.Results<Object> results =
        TwoParties.play(
            1,
            agreeing(Map.of("batch", "128", "epochs", "20", "seed", "1"), Map.of()),
            agreeing(Map.of("batch", "64", "epochs", "20", "step", "8"), Map.of()));
    assertThat(results.a())
        .isEqualTo(
            "the two parties do not run the same job: batch is 128 here and 64 there, seed is 1"
                + " here and absent there, step is absent here and 8 there; both need the same job"
                + " file");
    assertThat(results.b())
        .isEqualTo(
            "the two parties do not run the same job: batch is 64 here and 128 there, seed is"
                + " absent here and 1 there, step is 8 here and absent there; both need the same"
                + " job file");
  }

  @Test
  void withAnotherProtocolVersion_fails() {
    Object failure =
        against(
                channels -> {
                  Channel channel = channels.getFirst();
                  channel.writeInt(3);
                  for (String text :
                      List.of("batch", "128", "epochs", "20", "protocol version", "0")) {
                    send(channel, text);
                  }
                  channel.writeInt(0);
                  channel.flush();
                  return "";
                })
            .a();
    assertThat(failure)
        .isEqualTo(
            "the two parties do not run the same job: protocol version is "
                + Handshake.PROTOCOL
                + " here and 0 there; both need the same job file");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void anAbsurdNumberOfTerms_fails(int count) {
    Object failure =
        against(
                channels -> {
                  channels.getFirst().writeInt(count);
                  channels.getFirst().flush();
                  return "";
                })
            .a();
    assertThat(failure)
        .isEqualTo(
            "the other party's first message has a length of "
                + count
                + " where at most 256 makes sense: it runs another version of this program, or"
                + " none");
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, Integer.MAX_VALUE, -1})
  void anAbsurdLengthOfATerm_fails(int length) {
    Object failure =
        against(
                channels -> {
                  channels.getFirst().writeInt(1);
                  channels.getFirst().writeInt(length);
                  channels.getFirst().flush();
                  return "";
                })
            .a();
    assertThat(failure)
        .asString()
        .startsWith("the other party's first message has a length of " + length + " where at most");
  }

  @Test
  void ownTermsThatAreTooLong_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TwoParties.play(
                1, agreeing(Map.of("job", "x".repeat(4097)), Map.of()), agreeing(JOB, Map.of())))
        .withMessage("a term of 4097 bytes");
  }

  /** Escape sequences, line breaks and reversed text must not reach a terminal or a log. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J", "a\r\nb", "\u0000", "\u007f", "\u009b2J", "\u202e", "\u2028"})
  void controlCharactersOfThePeer_areReplaced(String hostile) {
    TwoParties.Results<Object> facts =
        TwoParties.play(1, agreeing(JOB, Map.of()), agreeing(JOB, Map.of("name", hostile)));
    assertThat(facts.a()).isEqualTo(Map.of("name", printable(hostile)));
    TwoParties.Results<Object> terms =
        TwoParties.play(1, agreeing(JOB, Map.of()), agreeing(Map.of(hostile, hostile), Map.of()));
    assertThat(terms.a())
        .asString()
        .contains(printable(hostile) + " is absent here and " + printable(hostile) + " there");
  }

  private static String printable(String text) {
    int[] shown = text.codePoints().map(c -> c >= ' ' && c < 0x7f ? c : '?').toArray();
    return new String(shown, 0, shown.length);
  }

  @Test
  void aDisagreementIsNotASuccess() {
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() ->
            TwoParties.play(
                1,
                channels -> Handshake.agree(channels.getFirst(), JOB, Map.of()),
                channels -> Handshake.agree(channels.getFirst(), Map.of(), Map.of())));
  }
}
