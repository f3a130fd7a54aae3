package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.transport.Channel;
import quotient.transport.ChannelException;

class BaseOtTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static SecretBlock[] messages(int count) {
    SecretBlock[] out = new SecretBlock[count];
    Arrays.setAll(out, i -> SecretBlock.random(RANDOM));
    return out;
  }

  private static SecretBlock choices(int pattern) {
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) pattern);
    return SecretBlock.copyOf(bytes, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0xff, 0x55, 0xaa, 0xc9})
  void theReceiverGetsTheMessagesThatItChooses(int pattern) {
    int count = 128;
    SecretBlock[] zeros = messages(count);
    SecretBlock[] ones = messages(count);
    SecretBlock choices = choices(pattern);
    SecretBlock[] received =
        TwoSides.run(
                channel -> {
                  BaseOt.send(channel, zeros, ones, RANDOM);
                  return "";
                },
                channel -> BaseOt.receive(channel, choices, count, RANDOM))
            .second();
    for (int i = 0; i < count; i++) {
      SecretBlock chosen = choices.bit(i) == 1 ? ones[i] : zeros[i];
      SecretBlock other = choices.bit(i) == 1 ? zeros[i] : ones[i];
      assertThat(received[i].sameAs(chosen)).as("OT %d", i).isTrue();
      assertThat(received[i].sameAs(other)).as("OT %d", i).isFalse();
    }
  }

  @Test
  void oneTransferWorks() {
    SecretBlock[] zero = messages(1);
    SecretBlock[] one = messages(1);
    SecretBlock[] received =
        TwoSides.run(
                channel -> {
                  BaseOt.send(channel, zero, one, RANDOM);
                  return "";
                },
                channel -> BaseOt.receive(channel, choices(1), 1, RANDOM))
            .second();
    assertThat(received).hasSize(1);
    assertThat(received[0].sameAs(one[0])).isTrue();
  }

  /** Equal messages stay hidden behind different keys. */
  @Test
  void equalMessagesLookDifferentOnTheWire() {
    SecretBlock[] same = {choices(7), choices(7)};
    byte[][] sent =
        TwoSides.run(
                channel -> {
                  BaseOt.send(channel, same, same, RANDOM);
                  return "";
                },
                channel -> {
                  byte[] point = new byte[33];
                  channel.read(point, 0, 33);
                  channel.write(point, 0, 33);
                  channel.write(generator(), 0, 33);
                  byte[] masked = new byte[64];
                  channel.read(masked, 0, 64);
                  byte[][] blocks = new byte[4][];
                  Arrays.setAll(blocks, i -> Arrays.copyOfRange(masked, 16 * i, 16 * i + 16));
                  return blocks;
                })
            .second();
    assertThat(Arrays.stream(sent).map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
  }

  private static byte[] generator() {
    return CustomNamedCurves.getByName("P-256").getG().getEncoded(true);
  }

  /** An encoding of 33 bytes with the given first byte and the rest all alike. */
  private static byte[] encoding(int first, int rest) {
    byte[] out = new byte[33];
    Arrays.fill(out, (byte) rest);
    out[0] = (byte) first;
    return out;
  }

  private static void assertRefused(Runnable protocol) {
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(protocol::run)
        .withMessage(
            "the other party sent a point that is not on the curve (base OT): it runs something"
                + " else, or the data was damaged")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ChannelException.Kind.MALFORMED));
  }

  /**
   * The point at infinity, no point, an x past the prime, another encoding; and no x of a point.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0/0", "1/3", "2/255", "4/1", "2/7", "3/7"})
  void aPointThatIsNotOnTheCurve_fails(String bytes) {
    String[] parts = bytes.split("/", -1);
    byte[] bad = encoding(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    assertRefused(() ->
        TwoSides.run(
            channel -> BaseOt.receive(channel, choices(0), 1, RANDOM),
            channel -> sendOnly(channel, bad)));
    assertRefused(() ->
        TwoSides.run(
            channel -> {
              BaseOt.send(channel, messages(1), messages(1), RANDOM);
              return "";
            },
            channel -> sendOnly(channel, bad)));
  }

  private static String sendOnly(Channel channel, byte[] bytes) {
    channel.write(bytes, 0, bytes.length);
    return "";
  }
}
