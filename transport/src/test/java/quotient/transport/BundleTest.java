package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits on one channel of a bundle has said all on the others. */
class BundleTest {
  /** Fails soon enough where two parties block each other, yet not on a busy machine. */
  private static final Timeouts WATCHFUL = Timeouts.DEFAULT.withStall(Duration.ofSeconds(10));

  private record Ends(List<Channel> first, List<Channel> second) implements AutoCloseable {
    static Ends of(Carrier carrier, int channels) {
      List<Channel> first = new ArrayList<>();
      List<Channel> second = new ArrayList<>();
      for (int i = 0; i < channels; i++) {
        MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
        first.add(pair.first());
        second.add(pair.second());
      }
      return new Ends(Bundle.of(first), Bundle.of(second));
    }

    @Override
    public void close() {
      first.forEach(Channel::close);
      second.forEach(Channel::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readingFromOneHandsOverWhatAnotherHoldsBack(Carrier carrier) {
    try (Ends ends = Ends.of(carrier, 3)) {
      Future<Void> other =
          Background.run(() -> {
            ends.second.get(0).writeInt(ends.second.get(1).readInt() + 1);
            ends.second.get(2).writeLong(ends.second.get(0).readLong() + 1);
            ends.second.get(2).flush();
          });
      ends.first.get(1).writeInt(41);
      assertThat(ends.first.get(0).readInt()).isEqualTo(42);
      ends.first.get(0).writeLong(43);
      assertThat(ends.first.get(2).readLong()).isEqualTo(44);
      Background.get(other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitingForRoomInOneHandsOverWhatAnotherHoldsBack(Carrier carrier) {
    byte[] large = new byte[5 * Channel.WRITE_AHEAD_BYTES];
    try (Ends ends = Ends.of(carrier, 2)) {
      Future<Integer> other =
          Background.call(() -> {
            int small = ends.second.get(1).readInt();
            ends.second.get(0).read(new byte[large.length], 0, large.length);
            return small;
          });
      ends.first.get(1).writeInt(7);
      ends.first.get(0).write(large, 0, large.length);
      ends.first.get(0).flush();
      assertThat(Background.get(other)).isEqualTo(7);
    }
  }

  /** Frames depend on the calls alone; a channel that says nothing sends no frame. */
  @Test
  void framesEndWhereTheWriterTurnsToAnother() {
    try (Ends ends = Ends.of(Carrier.MEMORY, 2)) {
      Channel one = ends.first.get(0);
      Channel two = ends.first.get(1);
      one.writeInt(1);
      one.writeInt(2);
      assertThat(one.traffic().bytesSent()).isZero();
      two.writeInt(3);
      assertThat(one.traffic().bytesSent()).isEqualTo(8);
      assertThat(two.traffic().bytesSent()).isZero();
      one.writeInt(4);
      assertThat(two.traffic().bytesSent()).isEqualTo(4);
      two.flush();
      assertThat(one.traffic().bytesSent()).isEqualTo(8);
      one.flush();
      assertThat(one.traffic().bytesSent()).isEqualTo(8 + 4);
    }
  }
}
