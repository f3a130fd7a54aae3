package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.Words;
import quotient.transport.MemoryChannel;

class CorrelatedOtTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WINDOW = 4;

  /** The blocks of all batches, and Delta at the sender. */
  private record Side(byte[] delta, byte[][] blocks) {}

  private static long[] choices(int batch, int count) {
    SplittableRandom random = new SplittableRandom(batch);
    return switch (batch % 4) {
      case 1 -> new long[(count + 63) / 64];
      case 2 -> filled((count + 63) / 64);
      default -> random.longs((count + 63) / 64).toArray();
    };
  }

  private static long[] filled(int words) {
    long[] out = new long[words];
    Arrays.fill(out, -1L);
    return out;
  }

  /** Takes a batch in pieces of {@code step}; the two sides need not cut it alike. */
  private interface Taker {
    void take(int count, byte[] out);
  }

  private static byte[] inPieces(int count, int step, Taker taker) {
    byte[] all = new byte[16 * count];
    byte[] piece = new byte[16 * step];
    for (int done = 0; done < count; done += step) {
      int n = Math.min(step, count - done);
      taker.take(n, piece);
      System.arraycopy(piece, 0, all, 16 * done, 16 * n);
    }
    return all;
  }

  private static TwoSides.Results<Side, Side> batches(int k, int window, int[] counts, int step) {
    return TwoSides.run(
        channel -> {
          CotSender sender = new CotSender(channel, k, RANDOM);
          byte[][] blocks = new byte[counts.length][];
          for (int b = 0; b < counts.length; b++) {
            sender.begin(counts[b]);
            blocks[b] = inPieces(counts[b], step, sender::next);
          }
          return new Side(sender.delta().reveal(), blocks);
        },
        channel -> {
          CotReceiver receiver = new CotReceiver(channel, new OtExtension(k, window), RANDOM);
          byte[][] blocks = new byte[counts.length][];
          for (int b = 0; b < counts.length; b++) {
            receiver.begin(choices(b, counts[b]), counts[b]);
            blocks[b] = inPieces(counts[b], step + 77, receiver::next);
          }
          return new Side(new byte[0], blocks);
        });
  }

  private static void check(int k, int window, int step, int... counts) {
    TwoSides.Results<Side, Side> sides = batches(k, window, counts, step);
    byte[] delta = sides.first().delta();
    assertThat(delta[0] & 1).isEqualTo(1);
    for (int b = 0; b < counts.length; b++) {
      long[] choices = choices(b, counts[b]);
      byte[] q = sides.first().blocks()[b];
      byte[] t = sides.second().blocks()[b];
      for (int j = 0; j < counts[b]; j++) {
        boolean chosen = (choices[j / 64] >>> j & 1) != 0;
        for (int i = 0; i < 16; i++) {
          int difference = q[16 * j + i] ^ t[16 * j + i];
          if (difference != (chosen ? delta[i] : 0)) {
            assertThat(difference).as("byte %d of OT %d in batch %d", i, j, b).isEqualTo(-1000);
          }
        }
      }
    }
  }

  /** Around words, the 128 OTs that are extended at least, segments and what is sent ahead. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void blocksDifferByDeltaWhereTheChoiceIsOne(int k) {
    check(
        k, WINDOW, 1000, 1, 2, 63, 64, 65, 127, 128, 129, 1000, 16383, 16384, 16385, 0, 70_001, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 16384, 100_000})
  void batchesMayBeTakenInPiecesOfAnySize(int step) {
    check(4, WINDOW, step, 40_000, 3, 16_390);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 64})
  void windowsMayBeNarrowerAndWider(int window) {
    check(4, window, 5000, 1_100_000, 3);
  }

  @Test
  void ofSlowLinks() {
    check(8, 32, 5000, 600_000, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64})
  void theSenderNeedNotWaitForWhatIsAhead(int window) {
    TwoSides.run(
        channel -> {
          CotSender sender = new CotSender(channel, 4, RANDOM);
          sender.begin(1 << 22);
          int count = 5000 + ((window - 1) << 14);
          sender.next(count, new byte[16 * count]);
          channel.writeInt(1);
          return "";
        },
        channel -> {
          CotReceiver receiver = new CotReceiver(channel, new OtExtension(4, window), RANDOM);
          receiver.begin(new long[1 << 16], 1 << 22);
          assertThat(receiver.ahead()).isEqualTo((window - 1) << 14);
          receiver.next(5000, new byte[16 * 5000]);
          assertThat(channel.readInt()).isEqualTo(1);
          return "";
        });
  }

  @Test
  void noBlockComesTwice() {
    TwoSides.Results<Side, Side> sides = batches(4, WINDOW, new int[] {3000, 3000}, 500);
    long[] firstWords = new long[6000];
    for (int j = 0; j < 6000; j++) {
      firstWords[j] = Words.get(sides.first().blocks()[j / 3000], 16 * (j % 3000));
    }
    assertThat(Arrays.stream(firstWords).distinct().count()).isEqualTo(6000);
  }

  @Test
  void aBatchBegunBeforeTheLastIsUsedUp_fails() {
    TwoSides.run(
        channel -> {
          CotSender sender = new CotSender(channel, 4, RANDOM);
          sender.begin(10);
          sender.next(9, new byte[16 * 9]);
          assertThatIllegalStateException()
              .isThrownBy(() -> sender.begin(1))
              .withMessage("the last batch of OTs has not been used up");
          return "";
        },
        channel -> {
          CotReceiver receiver = new CotReceiver(channel, OtExtension.DEFAULT, RANDOM);
          receiver.begin(new long[1], 10);
          receiver.next(9, new byte[16 * 9]);
          assertThatIllegalStateException()
              .isThrownBy(() -> receiver.begin(new long[1], 1))
              .withMessage("the last batch of OTs has not been used up");
          return "";
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 16, -1})
  void anotherParameter_fails(int k) {
    MemoryChannel.Pair pair = MemoryChannel.pair();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CotSender(pair.first(), k, RANDOM))
        .withMessage("SoftSpoken's k is 1, 2, 4 or 8, not " + k);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtExtension(k, WINDOW))
        .withMessage("SoftSpoken's k is 1, 2, 4 or 8, not " + k);
  }
}
