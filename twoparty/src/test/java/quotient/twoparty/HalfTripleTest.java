package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.twoparty.Uniformity.assertUniform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.OtExtension;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** What is made ahead for products of what the parties know: all against what it should be. */
class HalfTripleTest {
  private static final Protocols PROTOCOLS =
      new Protocols(GateProtocol.GMW, ProductProtocol.RLWE).over(LinkModel.parse("24MB/s,42ms"));
  private static final int ROWS = 30;
  private static final int INNER = 70;
  private static final int COLUMNS = 40;
  private static final Ring RING = new Ring(18, 3);

  /** A triple and what a party opens with it. */
  private record One(HalfTriple triple, long[] opening) {}

  /** Those of {@code times} batches after a first one, with an X that is {@code fill} at A. */
  private static InProcess.Both<List<One>> play(int times, long fill) {
    return InProcess.run(
        channels -> play(Party.A, channels, times, fill),
        channels -> play(Party.B, channels, times, fill));
  }

  private static List<One> play(Party me, List<Channel> channels, int times, long fill) {
    Session session = new Session(me, channels, new InsecureRandom(me == Party.A ? 1 : 2));
    session.setUp(PROTOCOLS.link());
    MatrixTriples triples = new MatrixTriples(session);
    ProductPlans plans = new ProductPlans(PROTOCOLS);
    long[] values = new long[INNER * COLUMNS];
    Arrays.fill(values, me == Party.A ? fill : 0);
    Shares x = Shares.of(INNER, COLUMNS, RING.width(), values);
    List<One> out = new ArrayList<>();
    Matrix batch = batch(me, 0);
    for (int i = 1; i <= times; i++) {
      Matrix next = batch(me, i);
      batch.isFollowedBy(next);
      NextProduct.after(
              new ProductCall(batch, Matrix.ofShares(x), RING), plans, OtExtension.DEFAULT)
          .ifPresent(triples::order);
      ProductCall call = new ProductCall(next, Matrix.ofShares(x), RING);
      HalfTriple triple = triples.takeHalf(call).orElseThrow();
      assertThat(triples.takeHalf(call)).isEmpty();
      out.add(new One(triple, triple.mask(x).opening()));
      batch = next;
    }
    session.complete();
    return out;
  }

  private static Matrix batch(Party me, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Holder[] holders = new Holder[ROWS];
    Arrays.setAll(holders, i -> random.nextBoolean() ? Holder.A : Holder.B);
    long[] values = random.longs((long) ROWS * INNER, 0, 128).toArray();
    return Dealer.of(me, 1)
        .matrixOfBits(
            ROWS,
            INNER,
            Planes.unsignedWeights(7),
            values,
            Ownership.ofRows(holders, INNER),
            Long.SIZE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2 * RlweProduct.PRODUCTS_PER_KEY + 1})
  void crossTermsAreThoseOfPAndTheMasks(int times) {
    InProcess.Both<List<One>> both = play(times, 0);
    HalfTriple a = both.a().getLast().triple;
    HalfTriple b = both.b().getLast().triple;
    int unused = Long.SIZE - RING.width() - a.guard();
    for (int at = 0; at < ROWS * COLUMNS; at++) {
      long exact = entry(a.p(), b.v(), at) + entry(b.p(), a.v(), at);
      long error = a.crossTerms()[at] + b.crossTerms()[at] - (exact << a.guard());
      assertThat((error << unused) >> unused).isBetween(-(long) a.error(), (long) a.error());
    }
  }

  private static long entry(Shares p, Shares v, int at) {
    long sum = 0;
    for (int k = 0; k < INNER; k++) {
      sum += p.values()[at / COLUMNS * INNER + k] * v.values()[k * COLUMNS + at % COLUMNS];
    }
    return sum;
  }

  /** The same X each time, and no mask serves twice. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatIsOpenedIsUniformAndMaskedAfresh(long fill) {
    InProcess.Both<List<One>> both = play(2, fill);
    for (List<One> party : List.of(both.a(), both.b())) {
      long[] first = party.getFirst().opening;
      long[] second = party.getLast().opening;
      assertUniform("an opening", bytes(first));
      long[] difference = new long[first.length];
      Arrays.setAll(difference, i -> first[i] ^ second[i]);
      assertUniform("the difference of two openings", bytes(difference));
    }
  }

  /** Without the last word, which may not be full. */
  private static byte[] bytes(long[] words) {
    byte[] out = new byte[Long.BYTES * (words.length - 1)];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (words[i / Long.BYTES] >>> (Byte.SIZE * (i % Long.BYTES)));
    }
    return out;
  }
}
