package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.twoparty.Uniformity.assertUniform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** Products with masks that were made ahead. */
class MatrixTripleTest {
  private static final LinkModel SLOW = LinkModel.parse("24MB/s,42ms");

  /** What a party has of a product. */
  private record One(MatrixTriple triple, byte[] sent, Shares share) {}

  /** Of random shares, if {@code dealt}; else all is A's. */
  private record Product(
      int rows, int inner, int columns, int width, int terms, long[] p, long[] x, boolean dealt) {
    static Product random(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = random.nextInt(1, 50);
      int inner = random.nextInt(1, 90);
      int columns = random.nextInt(1, 50);
      return new Product(
          rows,
          inner,
          columns,
          random.nextInt(1, 31),
          random.nextInt(1, 25),
          random.longs((long) rows * inner).toArray(),
          random.longs((long) inner * columns).toArray(),
          true);
    }

    /** The same product so many times after the two for which nothing is made. */
    InProcess.Both<List<One>> play(int times) {
      return InProcess.run(
          channels -> play(Party.A, channels, times), channels -> play(Party.B, channels, times));
    }

    private List<One> play(Party me, List<Channel> channels, int times) {
      List<RecordingChannel> recorders = channels.stream().map(RecordingChannel::new).toList();
      Session session =
          new Session(me, List.copyOf(recorders), new InsecureRandom(me == Party.A ? 1 : 2));
      session.setUp(SLOW);
      Dealer dealer = Dealer.of(me, 3);
      Shares ofP = share(me, dealer, rows, inner, p);
      Shares ofX = share(me, dealer, inner, columns, x);
      RingLwe.Plan plan = plan(Matrix.ofShares(ofP), Matrix.ofShares(ofX));
      MatrixTriples triples = new MatrixTriples(session);
      List<One> out = new ArrayList<>();
      for (int i = 0; i < times + 2; i++) {
        Optional<MatrixTriple> triple = triples.take(plan.triple().orElseThrow(), plan.terms());
        assertThat(triple.isPresent()).isEqualTo(i >= 2);
        triple.ifPresent(t -> {
          recorders.getFirst().sent().reset();
          MatrixTriple.Masked masked = t.mask(ofP, ofX);
          List<long[]> opened = Openings.swap(session.main(), List.of(masked.opening()));
          Shares share = masked.multiply(opened.getFirst());
          out.add(new One(t, recorders.getFirst().sent().toByteArray(), share));
        });
      }
      session.complete();
      return out;
    }

    private Shares share(Party me, Dealer dealer, int height, int length, long[] values) {
      if (dealt) {
        return dealer.shares(height, length, width, values);
      }
      return me == Party.A
          ? Shares.of(height, length, width, values)
          : Shares.zeros(height, length, width);
    }

    private RingLwe.Plan plan(Matrix left, Matrix right) {
      ProductShape shape =
          ProductShape.of(OtExtension.DEFAULT, left, right, CrossTerm.of(left, right));
      return (RingLwe.Plan)
          new RingLwe(new ProductPrice(LinkModel.LOOPBACK))
              .plan(shape, new Ring(width, terms))
              .orElseThrow();
    }

    long[] plain(long[] left, long[] right) {
      long[] out = new long[rows * columns];
      for (int at = 0; at < out.length; at++) {
        for (int k = 0; k < inner; k++) {
          out[at] += left[at / columns * inner + k] * right[k * columns + at % columns];
        }
      }
      return out;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theProductIsExactAndCostsOneMessage(long seed) {
    Product product = Product.random(seed);
    InProcess.Both<List<One>> both = product.play(3);
    long[] expected = product.plain(product.p, product.x);
    for (int i = 0; i < 3; i++) {
      One a = both.a().get(i);
      One b = both.b().get(i);
      assertThat(a.share.error()).isEqualTo(2);
      Shares sum = a.share.rounded(true).plus(b.share.rounded(false));
      for (int at = 0; at < expected.length; at++) {
        assertThat(sum.values()[at] >>> 1 & Shares.mask(product.width))
            .isEqualTo(expected[at] & Shares.mask(product.width));
      }
      Bill opening = a.triple.kind().opening();
      assertThat(a.sent).hasSize((int) opening.bytesFromA());
      assertThat(b.sent).hasSize((int) opening.bytesFromB());
    }
  }

  /** Against what they should be; the error is at most that of two terms. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void triplesAreSharesOfTheProductsOfTheirMasks(long seed) {
    Product product = Product.random(seed);
    InProcess.Both<List<One>> both = product.play(1);
    MatrixTriple a = both.a().getFirst().triple;
    MatrixTriple b = both.b().getFirst().triple;
    long[] ab = product.plain(a.u().values(), b.v().values());
    long[] ba = product.plain(b.u().values(), a.v().values());
    int guard = a.kind().guard();
    int unused = Long.SIZE - product.width - guard;
    for (int at = 0; at < ab.length; at++) {
      long exact = (ab[at] + ba[at]) << guard;
      long error = ((a.crossTerms()[at] + b.crossTerms()[at] - exact) << unused) >> unused;
      assertThat(error).isBetween(-2L, 2L);
    }
  }

  /** Of shares that are all zero, or all minus one at A; no mask serves twice. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatIsOpenedIsUniformAndMaskedAfresh(long fill) {
    long[] operand = new long[64 * 64];
    Arrays.fill(operand, fill);
    InProcess.Both<List<One>> both =
        new Product(64, 64, 64, 16, 1, operand, operand, false).play(2);
    for (List<One> party : List.of(both.a(), both.b())) {
      byte[] first = party.getFirst().sent;
      byte[] second = party.getLast().sent;
      assertUniform("an opening", first);
      byte[] difference = new byte[first.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = (byte) (first[i] ^ second[i]);
      }
      assertUniform("the difference of two openings", difference);
    }
  }

  /** What a party knows is another part of every batch. */
  @Test
  void whereAPartyKnowsAnOperandNothingIsMadeAhead() {
    Matrix shared = Matrix.ofShares(Shares.zeros(5, 6, 20));
    Matrix known =
        Dealer.of(Party.A, 1)
            .matrixOfShares(6, 7, 20, new long[42], Ownership.ofRows(holders(), 7));
    ProductShape shape =
        ProductShape.of(OtExtension.DEFAULT, shared, known, CrossTerm.of(shared, known));
    assertThat(
            ((RingLwe.Plan)
                    new RingLwe(new ProductPrice(LinkModel.LOOPBACK))
                        .plan(shape, Ring.of(20))
                        .orElseThrow())
                .triple())
        .isEmpty();
  }

  private static Holder[] holders() {
    Holder[] out = new Holder[6];
    Arrays.fill(out, Holder.BOTH);
    out[3] = Holder.A;
    return out;
  }
}
