package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Recipient;
import quotient.transport.LinkModel;

/** Reductions by counting: over links on which messages take long. */
class AnyLaneTest {
  private static final Protocols OVER_SLOW = Protocols.DEFAULT.over(LinkModel.parse("24MB/s,42ms"));

  /** Wires of which every lane, no lane, one lane or some lanes are 1: a count may be 2^k. */
  @ParameterizedTest
  @ValueSource(ints = {1023, 1024, 1025, 4096, 16_384, 20_001})
  void everyNumberOfOnesIsFound(int lanes) {
    long[] values = new long[lanes];
    SplittableRandom random = new SplittableRandom(lanes);
    for (int i = 0; i < lanes; i++) {
      values[i] = 1 | (i == lanes - 1 ? 4 : 0) | (random.nextBoolean() ? 8 : 0);
    }
    long[] few = new long[lanes / 3];
    few[few.length / 2] = 2;
    // The third time, all is made ahead that recurs.
    for (int time = 0; time < 4; time++) {
      List<long[]> out =
          SecureEqualsClear.check(
              OVER_SLOW,
              (engine, dealer) -> {
                Bits tensor = engine.fromXorShare(dealer.xorShares(values, 5), lanes);
                Bits other = engine.fromXorShare(dealer.xorShares(few, 3), few.length);
                return opened(engine, engine.anyLane(List.of(tensor, other)));
              });
      assertThat(out).containsExactly(new long[] {1 | 4 | 8}, new long[] {2});
    }
  }

  /** What has more bits than are converted at a time is halved before. */
  @Test
  void largeTensorsAreHalvedFirst() {
    int lanes = (1 << 21) + 5;
    long[] last = new long[lanes];
    last[lanes - 1] = 0b100;
    List<long[]> out =
        SecureEqualsClear.check(
            OVER_SLOW,
            (engine, dealer) -> {
              Bits tensor = engine.fromXorShare(dealer.xorShares(last, 3), lanes);
              return opened(engine, engine.anyLane(List.of(tensor)));
            });
    assertThat(out).containsExactly(new long[] {0b100});
  }

  /** One that opens bits, and a tree over the 15 of a count; halving takes one for each half. */
  @Test
  void aReductionThatRecursTakesFewMessages() {
    assertThat(messages("24MB/s,42ms", 16_384)).isLessThanOrEqualTo(5);
    assertThat(messages("24MB/s,0.4ms", 16_384)).isGreaterThanOrEqualTo(14);
    assertThat(messages("24MB/s,42ms", 16)).isEqualTo(4);
  }

  /** Else it would be for ever as slow as the first time. */
  @Test
  void theLargestConversionIsMadeAhead() {
    assertThat(messages("24MB/s,42ms", AnyLane.MOST / 17)).isLessThanOrEqualTo(6);
  }

  /** Five levels and the opening against five halvings, and against six. */
  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 64})
  void fewLanesAreFound(int lanes) {
    long[] one = new long[lanes];
    one[lanes / 2] = 1;
    List<long[]> out =
        SecureEqualsClear.check(
            OVER_SLOW,
            (engine, dealer) ->
                opened(
                    engine,
                    engine.anyLane(List.of(engine.fromXorShare(dealer.xorShares(one, 2), lanes)))));
    assertThat(out).containsExactly(new long[] {1});
  }

  private static long messages(String link, int lanes) {
    PlanningEngine engine = new PlanningEngine(Protocols.DEFAULT.over(LinkModel.parse(link)));
    long before = 0;
    for (int time = 0; time < 4; time++) {
      before = engine.messages();
      Bits tensor = engine.fromXorShare(new long[17][BitVectors.words(lanes)], lanes);
      engine.anyLane(List.of(tensor));
    }
    return engine.messages() - before;
  }

  private static List<long[]> opened(Engine engine, List<Bits> bits) {
    List<long[]> out = new ArrayList<>();
    for (Bits one : bits) {
      long[][] opened = engine.open(one, Recipient.BOTH).orElseThrow();
      out.add(Arrays.copyOf(BitVectors.join(opened, one.lanes()), one.lanes()));
    }
    return out;
  }
}
