package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.transport.Bundle;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;
import quotient.transport.Timeouts;

/** More OTs than are sent ahead and more bytes than a channel takes, both ways at once. */
class CorrelationsTest {
  private static final Timeouts WATCHFUL = Timeouts.DEFAULT.withStall(Duration.ofSeconds(10));
  private static final int STUCK_SECONDS = 60;
  private static final int STEP_OTS = 2000;

  /** What one party does with its OTs and the channel of the computation. */
  private interface Role {
    void play(Correlations correlations, Channel main);
  }

  private static void both(OtExtension extension, Role first, Role second) throws Exception {
    List<Channel> here = new ArrayList<>();
    List<Channel> there = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair(WATCHFUL);
      here.add(pair.first());
      there.add(pair.second());
    }
    FutureTask<Void> other = new FutureTask<>(party(true, extension, Bundle.of(here), first));
    Thread.ofPlatform().daemon().start(other);
    party(false, extension, Bundle.of(there), second).call();
    other.get(STUCK_SECONDS, TimeUnit.SECONDS);
  }

  private static Callable<Void> party(
      boolean first, OtExtension extension, List<Channel> bundle, Role role) {
    return () -> {
      Channel sending = bundle.get(first ? 1 : 2);
      Channel receiving = bundle.get(first ? 2 : 1);
      role.play(
          Correlations.create(first, sending, receiving, extension, new SecureRandom()),
          bundle.getFirst());
      bundle.getFirst().flush();
      return null;
    };
  }

  /** Steps of 2000 OTs and some bytes, whose first tells which step it is. */
  private abstract static class Steps implements Correlations.Direction {
    private final int count;
    private final int bytes;
    int done;

    Steps(int count, int bytes) {
      this.count = count;
      this.bytes = bytes;
    }

    @Override
    public boolean hasMore() {
      return done < count;
    }

    @Override
    public int ots() {
      return STEP_OTS;
    }

    @Override
    public int bytes() {
      return bytes;
    }
  }

  private static Steps sending(Correlations correlations, Channel main, int count, int bytes) {
    correlations.sender().begin((long) count * STEP_OTS);
    return new Steps(count, bytes) {
      @Override
      public void step() {
        correlations.sender().next(STEP_OTS, new byte[16 * STEP_OTS]);
        byte[] message = new byte[bytes];
        message[0] = (byte) done++;
        main.write(message, 0, bytes);
      }
    };
  }

  private static Steps receiving(Correlations correlations, Channel main, int count, int bytes) {
    int ots = count * STEP_OTS;
    correlations.receiver().begin(new long[ots / 64 + 1], ots);
    return new Steps(count, bytes) {
      @Override
      public void step() {
        correlations.receiver().next(STEP_OTS, new byte[16 * STEP_OTS]);
        byte[] message = new byte[bytes];
        main.read(message, 0, bytes);
        assertThat(message[0]).isEqualTo((byte) done++);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "4, 2, 300, 1, 300, 1",
    "4, 4, 300, 1, 300, 100000",
    "4, 4, 30, 3000000, 30, 1000000",
    "4, 64, 1500, 1, 1500, 20000",
    "4, 3, 100, 500000, 0, 1",
    "4, 3, 0, 1, 100, 500000",
    "4, 4, 10, 7000000, 400, 10",
    "8, 32, 700, 1, 700, 20000",
    "8, 128, 2200, 1, 100, 20000"
  })
  void inTurnsNobodyWaitsForGood(
      int k, int window, int there, int bytesThere, int back, int bytesBack) throws Exception {
    both(
        new OtExtension(k, window),
        (correlations, main) ->
            correlations.inTurns(
                main,
                sending(correlations, main, there, bytesThere),
                receiving(correlations, main, back, bytesBack)),
        (correlations, main) ->
            correlations.inTurns(
                main,
                sending(correlations, main, back, bytesBack),
                receiving(correlations, main, there, bytesThere)));
  }

  /** Eight turns of the channels of OTs. */
  @ParameterizedTest
  @CsvSource({"4, 2, 1048576", "4, 4, 1048576", "4, 64, 1048576", "8, 32, 2097152"})
  void batchesMayBeReceivedBeforeTheyAreSent(int k, int window, int batch) throws Exception {
    OtExtension extension = new OtExtension(k, window);
    Role role =
        (correlations, main) -> {
          int count = extension.batch();
          assertThat(count).isEqualTo(batch);
          long[] choices = new long[count / 64];
          byte[] blocks = new byte[16 * count];
          for (int i = 0; i < 8; i++) {
            correlations.receiver().begin(choices, count);
            correlations.sender().begin(count);
            correlations.receiver().next(count, blocks);
            correlations.sender().next(count, blocks);
          }
        };
    both(extension, role, role);
  }
}
