package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import quotient.engine.Party;
import quotient.transport.Channel;

class BitTriplesTest {
  /** Across the ends of batches, which have 1024, 2048, 4096 words. */
  private static final int[] TAKEN = {1, 3, 1020, 1, 5000, 64, 2047, 30_000};

  private static List<BitTriples.Triples> take(Party me, List<Channel> channels) {
    BitTriples triples = new BitTriples(Session.create(me, channels, new SecureRandom()));
    return IntStream.of(TAKEN).mapToObj(triples::take).toList();
  }

  private static TwoParties.Results<List<BitTriples.Triples>> take() {
    return TwoParties.play(
        TwoPartyEngine.CHANNELS,
        channels -> take(Party.A, channels),
        channels -> take(Party.B, channels));
  }

  @Test
  void theThirdIsTheProductOfTheFirstTwo() {
    TwoParties.Results<List<BitTriples.Triples>> both = take();
    for (int i = 0; i < TAKEN.length; i++) {
      BitTriples.Triples a = both.a().get(i);
      BitTriples.Triples b = both.b().get(i);
      assertThat(a.a()).hasSize(TAKEN[i]);
      for (int w = 0; w < TAKEN[i]; w++) {
        long first = a.a()[w] ^ b.a()[w];
        long second = a.b()[w] ^ b.b()[w];
        assertThat(a.c()[w] ^ b.c()[w]).as("word %d of take %d", w, i).isEqualTo(first & second);
      }
    }
  }

  /** Of so many random words no two are equal, but with probability 2^-33. */
  @Test
  void noneIsTakenTwiceOrConstant() {
    TwoParties.Results<List<BitTriples.Triples>> both = take();
    for (List<BitTriples.Triples> side : List.of(both.a(), both.b())) {
      List<Long> words = new ArrayList<>();
      for (BitTriples.Triples t : side) {
        for (long[] vector : List.of(t.a(), t.b(), t.c())) {
          for (long word : vector) {
            words.add(word);
          }
        }
      }
      assertThat(words).doesNotHaveDuplicates();
    }
  }
}
