package quotient.twoparty;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.transport.Channel;

class HandshakeTest {
  private static final Map<String, String> JOB = Map.of("batch", "128", "epochs", "20");

  /** What a party's handshake returns, or the message with which it fails. */
  private static InProcess.Role<Object> agreeing(
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
  private static InProcess.Both<Object> against(InProcess.Role<Object> peer) {
    return InProcess.run(agreeing(JOB, Map.of()), peer);
  }

  private static void send(Channel channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    channel.writeInt(bytes.length);
    channel.write(bytes, 0, bytes.length);
  }

  @Test
  void onTheSameTermsTellsTheOthersFacts() {
    InProcess.Both<Object> results =
        InProcess.run(
            agreeing(JOB, Map.of("rows", "1000", "name", "Ä")), agreeing(JOB, Map.of("rows", "7")));
    assertThat(results.a()).isEqualTo(Map.of("rows", "7"));
    assertThat(results.b()).isEqualTo(Map.of("rows", "1000", "name", "Ä"));
  }

  @Test
  void onDifferentTerms_failsOnBothSides() {
    InProcess.Both<Object> results =
        InProcess.run(
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
            "the other party's statement of its terms has a length of "
                + count
                + " where at most 256 makes sense: it runs another version of this program, or"
                + " none");
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, Integer.MAX_VALUE, -1})
  void anAbsurdLengthOfAName_fails(int length) {
    Object failure = against(sending(1, length)).a();
    assertThat(failure)
        .asString()
        .startsWith(
            "the other party's statement of its terms has a length of "
                + length
                + " where at most");
  }

  @Test
  void anAbsurdLengthOfAValueOrAFact_fails() {
    Object value =
        against(
                channels -> {
                  Channel channel = channels.getFirst();
                  channel.writeInt(1);
                  send(channel, "batch");
                  channel.writeInt(-1);
                  channel.flush();
                  return "";
                })
            .a();
    assertThat(value).asString().contains("has a length of -1 where at most");
    Object fact =
        against(
                channels -> {
                  Channel channel = channels.getFirst();
                  channel.writeInt(0);
                  channel.writeInt(1);
                  send(channel, "rows");
                  channel.writeInt(4097);
                  channel.flush();
                  return "";
                })
            .a();
    assertThat(fact).asString().contains("has a length of 4097 where at most 4096");
  }

  @Test
  void bytesThatAreNoText_fail() {
    Object failure =
        against(
                channels -> {
                  Channel channel = channels.getFirst();
                  channel.writeInt(1);
                  channel.writeInt(2);
                  channel.write(new byte[] {'a', (byte) 0xff}, 0, 2);
                  channel.flush();
                  return "";
                })
            .a();
    assertThat(failure)
        .isEqualTo(
            "the other party's statement of its terms holds bytes that are no text in UTF-8: it runs another"
                + " version of this program, or none");
  }

  /** A peer that sends these numbers and no more. */
  private static InProcess.Role<Object> sending(int... numbers) {
    return channels -> {
      for (int number : numbers) {
        channels.getFirst().writeInt(number);
      }
      channels.getFirst().flush();
      return "";
    };
  }

  @Test
  void ownNamesOrFactsThatAreTooLong_fail() {
    String tooLong = "x".repeat(4097);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> InProcess.run(agreeing(Map.of(tooLong, ""), Map.of()), agreeing(JOB, Map.of())))
        .withMessage("a name or a fact of 4097 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> InProcess.run(agreeing(JOB, Map.of("rows", tooLong)), agreeing(JOB, Map.of())))
        .withMessage("a name or a fact of 4097 bytes");
  }

  /** What a job may hold: a value of a million bytes, and one that just fits or just does not. */
  @ParameterizedTest
  @ValueSource(ints = {4096, 4097, 1_000_000})
  void longTermsAreCompared(int length) {
    String value = "x".repeat(length - 1);
    InProcess.Both<Object> same =
        InProcess.run(
            agreeing(Map.of("trace", value + "y"), Map.of("rows", "1")),
            agreeing(Map.of("trace", value + "y"), Map.of("rows", "2")));
    assertThat(same.a()).isEqualTo(Map.of("rows", "2"));
    assertThat(same.b()).isEqualTo(Map.of("rows", "1"));
    InProcess.Both<Object> other =
        InProcess.run(
            agreeing(Map.of("trace", value + "y"), Map.of()),
            agreeing(Map.of("trace", value + "z"), Map.of()));
    for (Object failure : List.of(other.a(), other.b())) {
      assertThat(failure).asString().contains("trace is ").hasSizeLessThan(400);
    }
  }

  @Test
  void aDigestIsNotTheTextThatLooksLikeIt() {
    String value = "x".repeat(5000);
    Object failure =
        InProcess.run(
                agreeing(Map.of("trace", value), Map.of()),
                agreeing(Map.of("trace", "y"), Map.of()))
            .b();
    Matcher digest = Pattern.compile("SHA-256 [0-9a-f]{64} of 5000 bytes").matcher("" + failure);
    assertThat(digest.find()).isTrue();

    InProcess.Both<Object> results =
        InProcess.run(
            agreeing(Map.of("trace", value), Map.of()),
            agreeing(Map.of("trace", digest.group()), Map.of()));

    assertThat(results.a()).asString().contains("do not run the same job: trace is SHA-256");
  }

  @Test
  void ofLongValuesTheFirstDifferenceIsShown() {
    String numbers = IntStream.range(0, 300).mapToObj(Integer::toString).collect(joining(", "));
    String others = numbers.replace(" 150,", " 999,");
    Object failure =
        InProcess.run(
                agreeing(Map.of("trace", numbers), Map.of()),
                agreeing(Map.of("trace", others), Map.of()))
            .a();
    assertThat(failure)
        .isEqualTo(
            "the two parties do not run the same job: trace is"
                + " ...144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159,"
                + " 160, 161, ... here and"
                + " ...144, 145, 146, 147, 148, 149, 999, 151, 152, 153, 154, 155, 156, 157, 158, 159,"
                + " 160, 161, ... there; both need the same job file");
    String smileys = "\ud83d\ude00".repeat(100);
    Object torn =
        InProcess.run(
                agreeing(Map.of("a", "x" + smileys, "b", smileys), Map.of()),
                agreeing(Map.of(), Map.of()))
            .a();
    assertThat(torn).asString().doesNotContainPattern("[\\ud800-\\udfff]");
  }

  @Test
  void theFirstFiveDifferencesAreShownAndTheVersionFirst() {
    Map<String, String> terms =
        IntStream.range(0, 9).boxed().collect(toMap(i -> "term " + i, String::valueOf));
    InProcess.Both<Object> results =
        InProcess.run(agreeing(terms, Map.of()), agreeing(Map.of(), Map.of()));
    assertThat(results.a())
        .isEqualTo(
            "the two parties do not run the same job: term 0 is 0 here and absent there, term 1 is 1"
                + " here and absent there, term 2 is 2 here and absent there, term 3 is 3 here and"
                + " absent there, term 4 is 4 here and absent there, and 4 more differ; both need"
                + " the same job file");
    Object older = InProcess.run(agreeing(terms, Map.of()), sending(0, 0)).a();
    assertThat(older).asString().contains("the same job: protocol version is ");
  }

  /** Who shows a text makes it printable; compared, it is what it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J", "a\r\nb", "\u0000", "a\u200bb", "a?b", "\u202e", "\u2028", "\ufffd"})
  void anyCharacterIsComparedAsItIs(String text) {
    InProcess.Both<Object> same =
        InProcess.run(
            agreeing(Map.of(text, text), Map.of(text, text)),
            agreeing(Map.of(text, text), Map.of(text, text)));
    assertThat(same.a()).isEqualTo(Map.of(text, text));
    assertThat(same.b()).isEqualTo(Map.of(text, text));
    InProcess.Both<Object> other =
        InProcess.run(
            agreeing(Map.of("name", text), Map.of()), agreeing(Map.of("name", "?"), Map.of()));
    assertThat(other.a()).asString().contains("name is " + text + " here and ? there");
    assertThat(other.b()).asString().contains("name is ? here and " + text + " there");
  }

  @Test
  void anUnpairedSurrogate_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            InProcess.run(agreeing(Map.of("name", "\ud800"), Map.of()), agreeing(JOB, Map.of())));
  }

  @Test
  void aDisagreementIsNotASuccess() {
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() ->
            InProcess.run(
                channels -> Handshake.agree(channels.getFirst(), JOB, Map.of()),
                channels -> Handshake.agree(channels.getFirst(), Map.of(), Map.of())));
  }
}
