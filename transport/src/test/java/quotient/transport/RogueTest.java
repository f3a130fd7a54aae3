package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.transport.ChannelException.Kind;

/** A channel against a peer that greets properly and then does not keep to the frames. */
class RogueTest {
  private static final int DATA = 1;
  private static final int END = 2;
  private static final int ABORT = 3;

  private Socket rogue = new Socket();
  private Channel channel = MemoryChannel.pair().first();

  @BeforeEach
  void connect() throws IOException {
    Tcp tcp = new InsecureTcp(Timeouts.DEFAULT.withStall(Duration.ofSeconds(20)));
    try (Listener listener = tcp.listen(Carrier.LOOPBACK)) {
      Future<Channel> accepted = Background.call(() -> listener.accept(1).getFirst());
      rogue = new Socket(InetAddress.getLoopbackAddress(), listener.port());
      new Greeting(0, 1, new Greeting.Session(1, 2)).send(rogue.getOutputStream());
      assertThat(rogue.getInputStream().readNBytes(Greeting.BYTES)).hasSize(Greeting.BYTES);
      channel = Background.get(accepted);
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    rogue.close();
    channel.abort(AbortReason.STOPPED);
  }

  private void send(int... bytes) throws IOException {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = (byte) bytes[i];
    }
    rogue.getOutputStream().write(out);
  }

  private void sendHeader(int kind, int length) throws IOException {
    send(kind, length, length >>> 8, length >>> 16);
  }

  @Test
  void properFramesAreUnderstood() throws IOException {
    sendHeader(DATA, 3);
    send(1, 0, 0);
    sendHeader(DATA, 1);
    send(2);
    assertThat(channel.readInt()).isEqualTo(0x02000001);
    channel.writeInt(5);
    channel.flush();
    assertThat(rogue.getInputStream().readNBytes(8)).containsExactly(DATA, 4, 0, 0, 5, 0, 0, 0);
    channel.close();
    assertThat(rogue.getInputStream().readAllBytes()).containsExactly(END, 0, 0, 0);
  }

  @Test
  void theLongestFrameIsUnderstood() throws IOException {
    sendHeader(DATA, Frames.MAX_PAYLOAD_BYTES);
    rogue.getOutputStream().write(new byte[Frames.MAX_PAYLOAD_BYTES]);
    byte[] data = new byte[Frames.MAX_PAYLOAD_BYTES];
    data[1] = 1;
    channel.read(data, 0, data.length);
    assertThat(data).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 16777215 | a frame of kind data with 16777215 bytes, allowed are 1 to 65532
          1 |    65533 | a frame of kind data with 65533 bytes, allowed are 1 to 65532
          1 |        0 | a frame of kind data with 0 bytes, allowed are 1 to 65532
          2 |        1 | a frame of kind end with 1 bytes, allowed are exactly 0
          3 |        0 | a frame of kind abort with 0 bytes, allowed are exactly 1
          3 |  1000000 | a frame of kind abort with 1000000 bytes, allowed are exactly 1
          0 |        9 | a frame of unknown kind 0 and 9 bytes
          255 |     70 | a frame of unknown kind 255 and 70 bytes
          """)
  void aFrameThatIsNotAllowed_fails(int kind, int length, String complaint) throws IOException {
    sendHeader(DATA, 4);
    send(1, 2, 3, 4);
    sendHeader(kind, length);
    assertThat(channel.readInt()).isEqualTo(0x04030201);
    assertThatThrownBy(() -> channel.readInt())
        .hasMessage(
            "the other party (%s) sent %s; do both parties run the same release?",
            channel.peer(), complaint)
        .hasFieldOrPropertyWithValue("kind", Kind.MALFORMED);
    assertThatThrownBy(
            () -> {
              channel.writeInt(1);
              channel.flush();
            })
        .hasFieldOrPropertyWithValue("kind", Kind.MALFORMED);
    assertThat(rogue.getInputStream().readAllBytes()).containsExactly(ABORT, 1, 0, 0, 2);
  }

  @Test
  void theEndOfTheStreamInMidFrame_fails() throws IOException {
    sendHeader(DATA, 8);
    send(1, 2, 3);
    rogue.shutdownOutput();
    assertLost();
  }

  @Test
  void theEndOfTheStreamInMidHeader_fails() throws IOException {
    send(DATA, 8);
    rogue.shutdownOutput();
    assertLost();
  }

  @Test
  void theEndOfTheStreamWithoutGoodbye_fails() throws IOException {
    sendHeader(DATA, 4);
    send(1, 2, 3, 4);
    rogue.close();
    assertThat(channel.readInt()).isEqualTo(0x04030201);
    assertLost();
  }

  @Test
  void aResetConnection_failsTheWriter() throws IOException {
    rogue.setSoLinger(true, 0);
    rogue.close();
    byte[] data = new byte[1 << 20];
    assertThatThrownBy(
            () -> {
              while (true) {
                channel.write(data, 0, data.length);
              }
            })
        .hasFieldOrPropertyWithValue("kind", Kind.LOST);
  }

  private void assertLost() {
    assertThatThrownBy(() -> channel.readInt())
        .hasMessage(
            "the connection to the other party (%s) was lost in mid-run (the other process ended or"
                + " the network failed)",
            channel.peer())
        .hasFieldOrPropertyWithValue("kind", Kind.LOST);
  }

  @Test
  void anUnknownAbortReason_isStillAnAbort() throws IOException {
    sendHeader(ABORT, 1);
    send(77);
    assertThatThrownBy(() -> channel.readInt())
        .hasMessageContaining("stopped because of an error on its side")
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
  }

  @Test
  void anAbortFailsTheWriterAtOnce() throws IOException {
    sendHeader(ABORT, 1);
    send(AbortReason.STOPPED.code());
    byte[] data = new byte[1 << 20];
    assertThatThrownBy(
            () -> {
              while (true) {
                channel.write(data, 0, data.length);
              }
            })
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
  }

  @Test
  void anAbortedPeerMayStillReadWhy() throws IOException {
    sendHeader(DATA, 4);
    send(0, 0, 0, 0);
    Future<byte[]> answer =
        Background.call(() -> {
          byte[] frame = rogue.getInputStream().readAllBytes();
          rogue.close();
          return frame;
        });
    channel.abort(AbortReason.STOPPED);
    assertThat(Background.get(answer)).containsExactly(ABORT, 1, 0, 0, 1);
  }

  @Test
  void afterAGoodbyeWhatIsStillWrittenVanishes() throws IOException {
    sendHeader(END, 0);
    rogue.setSoLinger(true, 0);
    rogue.close();
    byte[] data = new byte[1 << 20];
    for (int i = 0; i < 40; i++) {
      channel.write(data, 0, data.length);
    }
    assertThatThrownBy(() -> channel.readInt()).hasFieldOrPropertyWithValue("kind", Kind.ENDED);
  }
}
