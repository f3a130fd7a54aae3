package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths around turns, far beyond what a channel takes, unequal and one-way. */
class ExchangeTest {
  /** Fails soon enough where two parties block each other, yet not on a busy machine. */
  private static final Timeouts WATCHFUL = Timeouts.DEFAULT.withStall(Duration.ofSeconds(10));

  private static final int MIB = 1 << 20;
  private static final int FEW = 80;

  private static byte[] bytes(int seed, int length) {
    byte[] out = new byte[length];
    new SplittableRandom(seed).nextBytes(out);
    return out;
  }

  private static long[] longs(int seed, int length) {
    return new SplittableRandom(seed).longs(length).toArray();
  }

  /** In units of {@code unit} bytes, and eight bytes more. */
  private static int length(int units, int unit) {
    return units == 0 ? 0 : units * unit + Long.BYTES;
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY,26,26",
    "MEMORY,26,0",
    "MEMORY,0,26",
    "MEMORY,26,9",
    "MEMORY,9,26",
    "MEMORY,4,8",
    "MEMORY,8,4",
    "MEMORY,0,0",
    "TLS,26,26",
    "TLS,26,0",
    "TLS,5,26"
  })
  void longsOfAnyLengthAreSwapped(Carrier carrier, int there, int back) {
    long[] first = longs(1, length(there, MIB) / Long.BYTES);
    long[] second = longs(2, length(back, MIB) / Long.BYTES);
    MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
    Future<long[]> other = Background.call(() -> Exchange.swap(pair.first(), first, second.length));
    assertThat(Arrays.equals(Exchange.swap(pair.second(), second, first.length), first)).isTrue();
    assertThat(Arrays.equals(Background.get(other), second)).isTrue();
    pair.first().close();
    pair.second().close();
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY,26,26",
    "MEMORY,26,0",
    "MEMORY,0,26",
    "MEMORY,26,9",
    "MEMORY,9,26",
    "MEMORY,4,8",
    "MEMORY,0,0",
    "TLS,26,26",
    "TLS,26,0",
    "TLS,5,26"
  })
  void piecesOfAnySizeTravelWhileTheNextAreMade(Carrier carrier, int there, int back) {
    byte[] first = bytes(1, length(there, MIB));
    byte[] second = bytes(2, length(back, MIB));
    MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
    Future<byte[]> other = Background.call(() -> inPieces(pair.first(), first, second.length));
    assertThat(Arrays.equals(inPieces(pair.second(), second, first.length), first)).isTrue();
    assertThat(Arrays.equals(Background.get(other), second)).isTrue();
    pair.first().close();
    pair.second().close();
  }

  private static byte[] inPieces(Channel channel, byte[] mine, int incoming) {
    SplittableRandom sizes = new SplittableRandom(mine.length);
    Exchange exchange = new Exchange(channel, incoming);
    for (int at = 0; at < mine.length; ) {
      int n = Math.min(mine.length - at, sizes.nextInt(6 * MIB));
      exchange.write(Arrays.copyOfRange(mine, at, at + n));
      at += n;
    }
    return exchange.finish();
  }

  /** Nothing is read afterwards that would hand it over. */
  @ParameterizedTest
  @CsvSource({"MEMORY", "TLS"})
  void whatGoesOneWayArrives(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
    Exchange.swap(pair.first(), longs(1, FEW), 0);
    assertThat(Exchange.swap(pair.second(), new long[0], FEW)).isEqualTo(longs(1, FEW));
    Exchange.swap(pair.first(), bytes(2, FEW), 0);
    assertThat(Exchange.swap(pair.second(), new byte[0], FEW)).isEqualTo(bytes(2, FEW));
    pair.first().close();
    pair.second().close();
  }
}
