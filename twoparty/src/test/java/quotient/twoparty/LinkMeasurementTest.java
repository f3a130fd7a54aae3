package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.engine.Party;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.InsecureTcp;
import quotient.transport.LinkModel;
import quotient.transport.Listener;
import quotient.transport.MemoryChannel;
import quotient.transport.Timeouts;

/** Times are those of a busy machine: bounds are wide, and on the side that cannot be missed. */
class LinkMeasurementTest {
  private static InProcess.Both<LinkModel> measured(InProcess.Both<List<Channel>> channels) {
    return InProcess.run(
        channels,
        ofA -> new Session(Party.A, ofA).measureLink(),
        ofB -> new Session(Party.B, ofB).measureLink());
  }

  /** Over TCP and an emulated link. */
  private static InProcess.Both<List<Channel>> connect(LinkModel link) {
    InsecureTcp tcp = new InsecureTcp(Timeouts.DEFAULT).over(link);
    try (Listener listener = tcp.listen(new Address("127.0.0.1", 0))) {
      CompletableFuture<List<Channel>> accepted =
          CompletableFuture.supplyAsync(() -> listener.accept(Session.CHANNELS));
      List<Channel> ofB = tcp.connect(new Address("127.0.0.1", listener.port()), Session.CHANNELS);
      return new InProcess.Both<>(accepted.join(), ofB);
    }
  }

  @Test
  void bothFindTheSame() {
    InProcess.Both<List<Channel>> channels = InProcess.connect();
    InProcess.Both<LinkModel> found = measured(channels);
    assertThat(found.a()).isEqualTo(found.b());
    // Nothing is left over.
    assertThat(measured(channels).a()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"24MB/s,42ms", "2MB/s,100ms", "200kB/s,5ms"})
  void anEmulatedLinkIsFound(String speed, String time) {
    LinkModel link = LinkModel.parse(speed + "," + time);
    long start = System.nanoTime();
    InProcess.Both<LinkModel> found = measured(connect(link));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(found.a()).isEqualTo(found.b());
    assertThat(found.a().roundTrip())
        .isBetween(link.roundTrip().multipliedBy(9).dividedBy(10), link.roundTrip().plusSeconds(1));
    assertThat(found.a().bytesPerSecond())
        .isBetween(link.bytesPerSecond() / 20, 4 * link.bytesPerSecond());
    assertThat(taken).isLessThan(Duration.ofSeconds(10));
  }

  /** A at one end, and at the other who writes what it likes. */
  private static void withPeer(Consumer<Channel> peer, String complaint) {
    MemoryChannel.Pair pair = MemoryChannel.pair(Timeouts.DEFAULT.withStall(Duration.ofSeconds(9)));
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> peer.accept(pair.second()));
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() -> new LinkMeasurement(Party.A, pair.first()).run())
        .withMessageContaining(complaint)
        .withMessageContaining("it runs another version of this program, or none");
    other.join();
  }

  @Test
  void aWordThatIsNone_fails() {
    withPeer(
        channel -> {
          channel.writeInt(7);
          channel.flush();
        },
        "the other party does not measure the link as this one does");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "-1,1", "9223372036854775807,1", "1000000,-1", "1000000,10000000001"})
  void figuresThatMakeNoSense_fail(long bytesPerSecond, long roundTripNanos) {
    withPeer(
        channel -> {
          while (channel.readInt() == 1) {
            channel.writeInt(1);
          }
          // One burst, after which this party wants no more.
          channel.write(new byte[1 << 14], 0, 1 << 14);
          channel.writeInt(0);
          channel.writeLong(bytesPerSecond);
          channel.writeLong(roundTripNanos);
          channel.flush();
        },
        "what the other party measured of the link makes no sense");
  }

  /** Who never ends the messages is not followed for ever. */
  @Test
  void aPartyThatGoesOn_fails() {
    MemoryChannel.Pair pair = MemoryChannel.pair();
    for (int i = 0; i < 100; i++) {
      pair.first().writeInt(1);
    }
    pair.first().flush();
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() -> new LinkMeasurement(Party.B, pair.second()).run())
        .withMessageContaining("does not measure the link as this one does");
  }
}
