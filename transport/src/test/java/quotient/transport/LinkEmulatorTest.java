package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import quotient.transport.ChannelException.Kind;

/** The emulated link over the loopback. That it is slow is exact, that it is fast enough is not. */
class LinkEmulatorTest {
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT;

  /** How much longer than modelled a machine may take that has other things to do. */
  private static final double BUSY = 10;

  /** The channels of both parties. */
  private record Session(List<Channel> first, List<Channel> second) implements AutoCloseable {
    @Override
    public void close() {
      first.forEach(Channel::close);
      second.forEach(Channel::close);
    }
  }

  private static Session session(Carrier carrier, String link, int channels) {
    LinkModel model = LinkModel.parse(link);
    Carrier.Ends ends = carrier.tcp(TIMEOUTS);
    Tcp listening = ends.first().over(model);
    Tcp connecting = ends.second().over(model);
    try (Listener listener = listening.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(channels));
      List<Channel> connected =
          connecting.connect(new Address("127.0.0.1", listener.port()), channels);
      return new Session(Background.get(accepted), connected);
    }
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void a_round_trip_takes_what_was_asked(Carrier carrier) {
    int trips = 5;
    try (Session session = session(carrier, "1GB/s,40ms", 1)) {
      Channel there = session.first().getFirst();
      Channel back = session.second().getFirst();
      Future<Void> echo =
          Background.run(() -> {
            for (int i = 0; i < trips; i++) {
              back.writeInt(back.readInt());
              back.flush();
            }
          });
      long start = System.nanoTime();
      for (int i = 0; i < trips; i++) {
        there.writeInt(i);
        assertThat(there.readInt()).isEqualTo(i);
      }
      assertThat(secondsSince(start)).isBetween(trips * 0.04, BUSY * trips * 0.04);
      Background.get(echo);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void the_channels_of_a_session_share_the_speed_of_one_direction(Carrier carrier) {
    // Larger than all buffers between the parties, so that the ring goes round.
    byte[] bytes = random(10 << 20);
    try (Session session = session(carrier, "40MB/s,10ms", 2)) {
      long start = System.nanoTime();
      List<Future<Void>> tasks =
          List.of(
              send(session.first().get(0), bytes),
              send(session.first().get(1), bytes),
              receive(session.second().get(0), bytes),
              receive(session.second().get(1), bytes));
      tasks.forEach(Background::get);
      double modelled = 2.0 * bytes.length / 40e6 + 0.005;
      assertThat(secondsSince(start)).isBetween(modelled, BUSY * modelled);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void both_directions_can_be_full_at_once(Carrier carrier) {
    byte[] bytes = random(4 << 20);
    try (Session session = session(carrier, "10MB/s,0ms", 1)) {
      Channel first = session.first().getFirst();
      Channel second = session.second().getFirst();
      long start = System.nanoTime();
      Future<Void> there = sendAndReceive(first, bytes);
      Background.get(sendAndReceive(second, bytes));
      Background.get(there);
      double modelled = bytes.length / 10e6;
      assertThat(secondsSince(start)).isBetween(modelled, BUSY * modelled);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void writing_does_not_wait_for_the_link(Carrier carrier) {
    byte[] bytes = random(Channel.WRITE_AHEAD_BYTES);
    try (Session session = session(carrier, "4MB/s,100ms", 1)) {
      Future<Void> received = receive(session.second().getFirst(), bytes);
      session.first().getFirst().write(bytes, 0, bytes.length);
      session.first().getFirst().flush();
      assertThat(received.isDone()).isFalse();
      Background.get(received);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void bulk_on_one_channel_does_not_hold_up_another(Carrier carrier) {
    byte[] bulk = random(6 << 20);
    try (Session session = session(carrier, "3MB/s,10ms", 2)) {
      Channel full = session.first().get(0);
      Channel idle = session.first().get(1);
      Future<Void> received = receive(session.second().get(0), bulk);
      full.write(bulk, 0, bulk.length);
      full.flush();
      idle.writeInt(7);
      idle.flush();
      assertThat(session.second().get(1).readInt()).isEqualTo(7);
      assertThat(received.isDone()).isFalse();
      Background.get(received);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void what_was_written_before_a_goodbye_arrives(Carrier carrier) {
    byte[] bytes = random(1 << 20);
    Session session = session(carrier, "10MB/s,100ms", 1);
    Channel first = session.first().getFirst();
    first.write(bytes, 0, bytes.length);
    Future<Void> closed = Background.run(first::close);
    Background.get(receive(session.second().getFirst(), bytes));
    session.second().getFirst().close();
    Background.get(closed);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MEMORY")
  void an_abort_is_heard(Carrier carrier) {
    Session session = session(carrier, "10MB/s,100ms", 1);
    Future<Void> abort =
        Background.run(() -> session.first().getFirst().abort(AbortReason.STOPPED));
    assertThatThrownBy(() -> session.second().getFirst().readInt())
        .isInstanceOf(ChannelException.class)
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
    session.second().getFirst().close();
    Background.get(abort);
  }

  @Test
  void the_clock_stops_when_all_connections_have_ended() throws InterruptedException {
    Session session = session(Carrier.TCP, "10MB/s,0ms", 2);
    List<Thread> clocks = clocks();
    assertThat(clocks).hasSizeGreaterThanOrEqualTo(2);
    session.close();
    for (Thread clock : clocks) {
      assertThat(clock.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  private static List<Thread> clocks() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("emulated link"))
        .toList();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static Future<Void> send(Channel channel, byte[] bytes) {
    return Background.run(() -> {
      channel.write(bytes, 0, bytes.length);
      channel.flush();
    });
  }

  private static Future<Void> receive(Channel channel, byte[] expected) {
    return Background.run(() -> {
      byte[] bytes = new byte[expected.length];
      channel.read(bytes, 0, bytes.length);
      assertThat(Arrays.equals(bytes, expected)).isTrue();
    });
  }

  private static Future<Void> sendAndReceive(Channel channel, byte[] bytes) {
    return Background.run(() -> {
      channel.write(bytes, 0, bytes.length);
      byte[] received = new byte[bytes.length];
      channel.read(received, 0, received.length);
      assertThat(Arrays.equals(received, bytes)).isTrue();
    });
  }
}
