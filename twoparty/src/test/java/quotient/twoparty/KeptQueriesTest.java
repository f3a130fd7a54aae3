package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static quotient.twoparty.Uniformity.assertUniform;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** Products of an X that is encrypted once: all against what they should be. */
class KeptQueriesTest {
  /** Who knows the rows of P. */
  enum Held {
    NOBODY,
    A,
    B,
    EITHER;

    private Ownership ownership(int rows, int inner) {
      Holder[] holders = new Holder[rows];
      Arrays.setAll(
          holders,
          i ->
              switch (this) {
                case NOBODY -> Holder.BOTH;
                case A -> Holder.A;
                case B -> Holder.B;
                case EITHER -> i % 3 == 0 ? Holder.A : Holder.B;
              });
      return Ownership.ofRows(holders, inner);
    }

    /** Parties that have an operand to multiply onto what they keep. */
    private List<Party> evaluators(int rows) {
      return switch (this) {
        case A -> List.of(Party.A);
        case B -> List.of(Party.B);
        case NOBODY -> List.of(Party.values());
        case EITHER -> rows == 1 ? List.of(Party.A) : List.of(Party.values());
      };
    }
  }

  /**
   * What a party sent first and for each product, and its shares of them.
   *
   * @param share with guard bits
   */
  private record Played(KeptPlan plan, byte[] once, List<byte[]> each, List<Shares> share) {}

  /**
   * Products.
   *
   * @param ps left operands, one a product
   * @param dealt whether shares are random; else all is A's
   */
  private record Products(
      int rows,
      int inner,
      int columns,
      Ring ring,
      Held held,
      List<long[]> ps,
      long[] x,
      boolean dealt) {
    static Products random(long seed, Held held) {
      SplittableRandom random = new SplittableRandom(seed);
      return random(
          seed,
          held,
          1 << random.nextInt(1, 4),
          random.nextInt(1, 50),
          random.nextInt(1, 90),
          random.nextInt(1, 50));
    }

    static Products random(long seed, Held held, int products, int rows, int inner, int columns) {
      SplittableRandom random = new SplittableRandom(seed);
      List<long[]> ps = new ArrayList<>();
      for (int i = 0; i < products; i++) {
        ps.add(random.longs((long) rows * inner).toArray());
      }
      return new Products(
          rows,
          inner,
          columns,
          new Ring(random.nextInt(1, 31), random.nextInt(1, 25)),
          held,
          ps,
          random.longs((long) inner * columns).toArray(),
          true);
    }

    InProcess.Both<Played> play() {
      return InProcess.run(
          channels -> play(Party.A, channels), channels -> play(Party.B, channels));
    }

    private Played play(Party me, List<Channel> channels) {
      List<RecordingChannel> recorders = channels.stream().map(RecordingChannel::new).toList();
      RecordingChannel main = recorders.getFirst();
      Session session =
          new Session(me, List.copyOf(recorders), new InsecureRandom(me == Party.A ? 1 : 2));
      Dealer dealer = Dealer.of(me, 3);
      Shares ofX = shares(me, dealer, inner, columns, x);
      List<Shares> ofPs = ps.stream().map(p -> p(me, dealer, p)).toList();
      Matrix left = matrixP(dealer, ps.getFirst());
      List<CrossTerm> at = CrossTerm.of(left, Matrix.ofShares(ofX));
      KeptPlan plan = plan(left, Matrix.ofShares(ofX), at);
      KeptQueries queries = new KeptQueries(session, plan, at, ofX);
      Played played = new Played(plan, taken(main), new ArrayList<>(), new ArrayList<>());
      for (Shares p : ofPs) {
        played.share.add(queries.multiply(at, p, ofX));
        played.each.add(taken(main));
      }
      assertThatIllegalStateException()
          .isThrownBy(() -> queries.multiply(at, ofPs.getFirst(), ofX))
          .withMessage("kept for " + ps.size() + " products");
      session.complete();
      return played;
    }

    private static byte[] taken(RecordingChannel main) {
      byte[] bytes = main.sent().toByteArray();
      main.sent().reset();
      return bytes;
    }

    private Shares shares(Party me, Dealer dealer, int height, int length, long[] values) {
      if (dealt) {
        return dealer.shares(height, length, ring.width(), values);
      }
      return me == Party.A
          ? Shares.of(height, length, ring.width(), values)
          : Shares.zeros(height, length, ring.width());
    }

    /** Where the parties know P, it has seven bits. */
    private Matrix matrixP(Dealer dealer, long[] p) {
      return held == Held.NOBODY
          ? Matrix.ofShares(dealer.shares(rows, inner, ring.width(), p))
          : dealer.matrixOfBits(
              rows, inner, Planes.signedWeights(7), p, held.ownership(rows, inner), Long.SIZE);
    }

    private Shares p(Party me, Dealer dealer, long[] p) {
      return held == Held.NOBODY
          ? shares(me, dealer, rows, inner, p)
          : matrixP(dealer, p).shares(ring.width());
    }

    private KeptPlan plan(Matrix left, Matrix right, List<CrossTerm> at) {
      return new RingLwe(new ProductPrice(LinkModel.LOOPBACK))
          .kept(ProductShape.of(OtExtension.DEFAULT, left, right, at), ring, ps.size())
          .orElseThrow();
    }

    private long[] plain(long[] p) {
      long[] out = new long[rows * columns];
      for (int at = 0; at < out.length; at++) {
        for (int k = 0; k < inner; k++) {
          long value = p[at / columns * inner + k];
          long entry = held == Held.NOBODY ? value : value << 57 >> 57;
          out[at] += entry * x[k * columns + at % columns];
        }
        out[at] &= Shares.mask(ring.width());
      }
      return out;
    }

    void assertExact(InProcess.Both<Played> both) {
      KeptPlan plan = both.a().plan;
      assertThat(plan.terms().stream().map(term -> term.encryptor().other()))
          .containsExactlyInAnyOrderElementsOf(held.evaluators(rows));
      assertThat(both.a().once).hasSize((int) plan.once().bytesFromA());
      assertThat(both.b().once).hasSize((int) plan.once().bytesFromB());
      for (int i = 0; i < ps.size(); i++) {
        assertThat(both.a().each.get(i)).hasSize((int) plan.each().bytesFromA());
        assertThat(both.b().each.get(i)).hasSize((int) plan.each().bytesFromB());
        Shares a = both.a().share.get(i);
        assertThat(a.error()).isEqualTo(plan.terms().size());
        Shares sum = a.rounded(true).plus(both.b().share.get(i).rounded(false));
        long[] values =
            Arrays.stream(sum.values()).map(v -> v >>> 1 & Shares.mask(ring.width())).toArray();
        assertThat(values).as("product %d", i).isEqualTo(plain(ps.get(i)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,NOBODY",
    "2,NOBODY",
    "3,NOBODY",
    "4,NOBODY",
    "5,A",
    "6,A",
    "7,A",
    "8,B",
    "9,B",
    "10,B",
    "11,EITHER",
    "12,EITHER",
    "13,EITHER",
    "14,EITHER"
  })
  void productsOfRandomShapesAreExactAndCostOneMessage(long seed, Held held) {
    Products products = Products.random(seed, held);
    products.assertExact(products.play());
  }

  /** Several inner blocks and blocks of rows; several blocks of columns. */
  @ParameterizedTest
  @EnumSource(Held.class)
  void largerProductsAreExact(Held held) {
    Products products = Products.random(21, held, 2, 150, 300, 140);
    products.assertExact(products.play());
    Products wide = Products.random(22, held, 2, 5, 6, 5000);
    InProcess.Both<Played> both = wide.play();
    wide.assertExact(both);
    assertThat(both.a().plan.terms()).allMatch(term -> term.packing().columnBlocks() > 1);
  }

  /** All entries of an operand the same, the largest and the smallest among them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 18, 30})
  void productsOfExtremesAreExact(int width) {
    List<long[]> fills = new ArrayList<>();
    for (long fill : new long[] {0, -1, 1L << (width - 1), (1L << (width - 1)) - 1}) {
      long[] p = new long[9 * 60];
      Arrays.fill(p, fill);
      fills.add(p);
    }
    for (Held held : List.of(Held.NOBODY, Held.B)) {
      for (boolean dealt : new boolean[] {true, false}) {
        for (long[] x : fills) {
          Products products = new Products(9, 60, 9, Ring.of(width), held, fills, x, dealt);
          products.assertExact(products.play());
        }
      }
    }
  }

  /** Of shares that are all zero, or all minus one at A: no randomness serves twice. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatIsSentIsUniformAndTheAnswersAreMaskedAfresh(long fill) {
    long[] operand = new long[64 * 64];
    Arrays.fill(operand, fill);
    Products products =
        new Products(
            64, 64, 64, Ring.of(16), Held.NOBODY, List.of(operand, operand), operand, false);
    InProcess.Both<Played> both = products.play();
    products.assertExact(both);
    for (Played party : List.of(both.a(), both.b())) {
      assertUniform("a key and queries", party.once);
      byte[] first = party.each.getFirst();
      byte[] second = party.each.getLast();
      assertUniform("an answer", first);
      byte[] difference = new byte[first.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = (byte) (first[i] ^ second[i]);
      }
      assertUniform("the difference of two answers", difference);
      assertUniform("a share", bytes(party.share.getFirst()));
    }
  }

  /** Of a ring of 16 bits with the guard bits above them cut off. */
  private static byte[] bytes(Shares shares) {
    ByteBuffer out = ByteBuffer.allocate(Short.BYTES * shares.lanes());
    Arrays.stream(shares.values()).forEach(v -> out.putShort((short) v));
    return out.array();
  }

  /** Who knows all rows of P has no share of X to send. */
  @Test
  void oneDirectionIsEnoughWhereAPartyKnowsP() {
    Products products = Products.random(20, Held.A);
    InProcess.Both<Played> both = products.play();
    assertThat(both.a().once).isEmpty();
    assertThat(both.b().once).isNotEmpty();
    assertThat(both.a().each).allMatch(reply -> reply.length > 0);
    assertThat(both.b().each).allMatch(reply -> reply.length == 0);
  }

  /** Such as a column that one party knows: what meets it is not all of X. */
  @Test
  void whereATermTakesAPartOfXNothingIsKept() {
    Holder[] holders = new Holder[7];
    Arrays.fill(holders, Holder.BOTH);
    holders[2] = Holder.B;
    Matrix p =
        Dealer.of(Party.A, 1)
            .matrixOfShares(5, 7, 20, new long[35], Ownership.ofRows(holders, 5).transpose());
    Matrix x = Matrix.ofShares(Shares.zeros(7, 9, 20));
    ProductShape shape = ProductShape.of(OtExtension.DEFAULT, p, x, CrossTerm.of(p, x));
    assertThat(new RingLwe(new ProductPrice(LinkModel.LOOPBACK)).kept(shape, Ring.of(20), 8))
        .isEmpty();
  }
}
