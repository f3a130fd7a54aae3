package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.OtExtension;
import quotient.engine.Party;
import quotient.transport.Channel;

class BitTriplesTest {
  /** Across the ends of batches, which have 256, 512, 1024 words and so on. */
  private static final int[] TAKEN = {1, 3, 252, 1, 5000, 64, 2047, 9000};

  private static List<BitTriples.Triples> take(int width, Party me, List<Channel> channels) {
    Session session = new Session(me, channels);
    session.setUp(OtExtension.DEFAULT);
    BitTriples.Hashes hashes =
        new BitTriples.Hashes(
            session.hash(Session.Domain.TRIPLES, me),
            session.hash(Session.Domain.TRIPLES, me.other()));
    BitTriples triples = new BitTriples(width, session, hashes);
    return IntStream.of(TAKEN).mapToObj(triples::take).toList();
  }

  private static InProcess.Both<List<BitTriples.Triples>> take(int width) {
    return InProcess.run(
        channels -> take(width, Party.A, channels), channels -> take(width, Party.B, channels));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theThirdIsTheProductOfTheFirstTwo(int width) {
    InProcess.Both<List<BitTriples.Triples>> both = take(width);
    for (int i = 0; i < TAKEN.length; i++) {
      BitTriples.Triples a = both.a().get(i);
      BitTriples.Triples b = both.b().get(i);
      assertThat(a.b()).hasSize(TAKEN[i]);
      assertThat(a.a()).hasDimensions(width, TAKEN[i]);
      for (int w = 0; w < TAKEN[i]; w++) {
        for (int p = 0; p < width; p++) {
          long first = a.a()[p][w] ^ b.a()[p][w];
          long second = a.b()[w] ^ b.b()[w];
          assertThat(a.c()[p][w] ^ b.c()[p][w])
              .as("bit %d of word %d of take %d", p, w, i)
              .isEqualTo(first & second);
        }
      }
    }
  }

  /** Of so many random words no two are equal, but with probability 2^-28. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void noneIsTakenTwiceOrConstant(int width) {
    InProcess.Both<List<BitTriples.Triples>> both = take(width);
    for (List<BitTriples.Triples> side : List.of(both.a(), both.b())) {
      List<Long> words = new ArrayList<>();
      for (BitTriples.Triples t : side) {
        Stream.of(Stream.of(t.a()), Stream.of(t.b()), Stream.of(t.c()))
            .flatMap(vectors -> vectors)
            .flatMapToLong(Arrays::stream)
            .forEach(words::add);
      }
      assertThat(words).doesNotHaveDuplicates();
    }
  }
}
