package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Ring;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** What is computed from shapes equals, to the byte, what is written to the channels. */
class BillTest {
  private static final List<Holder> HOLDERS = List.of(Holder.A, Holder.B, Holder.BOTH);

  private static Protocols protocols(ProductProtocol products) {
    return new Protocols(GateProtocol.GMW, products);
  }

  /** What a party sent on all channels, and what both should send by its reckoning. */
  private record Sent(long bytes, Bill bill) {}

  private static void check(Function<Session, Bill> program) {
    InProcess.Both<Sent> both =
        InProcess.run(
            channels -> sent(Party.A, channels, program),
            channels -> sent(Party.B, channels, program));
    assertThat(both.a().bill).isEqualTo(both.b().bill);
    assertThat(both.a().bytes).as("bytes from A").isEqualTo(both.a().bill.bytesFromA());
    assertThat(both.b().bytes).as("bytes from B").isEqualTo(both.a().bill.bytesFromB());
  }

  private static Sent sent(Party me, List<Channel> channels, Function<Session, Bill> program) {
    List<RecordingChannel> recorders = channels.stream().map(RecordingChannel::new).toList();
    Session session = new Session(me, List.copyOf(recorders));
    session.setUp(LinkModel.LOOPBACK);
    recorders.forEach(recorder -> recorder.sent().reset());
    Bill bill = program.apply(session);
    recorders.forEach(Channel::flush);
    return new Sent(recorders.stream().mapToLong(r -> r.sent().size()).sum(), bill);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16383, 16384, 16385, 16511, 16513, 40_000})
  void ofABatchOfOts(int count) {
    check(session -> {
      Correlations correlations = session.correlations();
      byte[] blocks = new byte[16 * count];
      if (session.me() == Party.A) {
        correlations.sender().begin(count);
        correlations.sender().next(count, blocks);
      } else {
        correlations.receiver().begin(new long[count / 64 + 1], count);
        correlations.receiver().next(count, blocks);
      }
      return Bill.ofCots(OtExtension.DEFAULT, Party.A, count);
    });
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2047,5,9", "2049,3,33", "700,8,5", "5000,13,64"})
  void ofAConversion(int entries, int bits, int ring) {
    check(session -> {
      Conversions conversions = new Conversions(session);
      Matrix m =
          Dealer.of(session.me(), 1)
              .matrixOfBits(1, entries, Planes.signedWeights(bits), new long[entries], ring);
      conversions.shares(m, ring);
      assertThat(conversions.bill().cots()).isEqualTo((long) Math.min(bits, ring) * entries);
      return conversions.bill();
    });
  }

  private static Ownership owners(int rows, int columns, SplittableRandom random) {
    Holder[] holders = new Holder[rows];
    boolean mixed = random.nextBoolean();
    Arrays.setAll(holders, i -> mixed ? HOLDERS.get(random.nextInt(3)) : Holder.BOTH);
    return Ownership.ofRows(holders, columns);
  }

  private static Matrix matrix(Dealer dealer, int rows, int columns, SplittableRandom random) {
    boolean byColumns = random.nextBoolean();
    Ownership ownership =
        byColumns ? owners(columns, rows, random).transpose() : owners(rows, columns, random);
    long[] values = random.longs((long) rows * columns).toArray();
    if (random.nextInt(3) == 0) {
      return dealer.matrixOfShares(rows, columns, 36, values, ownership);
    }
    int bits = random.nextInt(1, 9);
    long[] weights = random.nextBoolean() ? new long[] {1, -1} : Planes.signedWeights(bits);
    return dealer.matrixOfBits(rows, columns, weights, values, ownership, 36);
  }

  /** Several products in a session, with conversions and new keys where they fall due. */
  @ParameterizedTest
  @CsvSource({"1,OT", "2,OT", "3,OT", "4,RLWE", "5,RLWE", "6,RLWE", "7,AUTO", "8,AUTO", "9,AUTO"})
  void ofProducts(long seed, ProductProtocol protocol) {
    check(session -> {
      SplittableRandom random = new SplittableRandom(seed);
      Dealer dealer = Dealer.of(session.me(), 1);
      Products products = new Products(session, new Conversions(session), protocols(protocol));
      Bill all = protocol == ProductProtocol.OT ? Bill.NONE : RlweProduct.setUpBill();
      long byRlwe = 0;
      for (int run = 0; run < 12; run++) {
        int inner = random.nextInt(1, 60);
        Matrix p = matrix(dealer, random.nextInt(1, 60), inner, random);
        Matrix x = matrix(dealer, inner, random.nextInt(1, 60), random);
        Ring ring = new Ring(random.nextInt(2, 34), random.nextInt(1, 30));
        // The second product finds the conversions of the first.
        for (int again = 0; again < 2; again++) {
          List<CrossTerm> terms = CrossTerm.of(p, x);
          ProductShape shape = ProductShape.of(OtExtension.DEFAULT, p, x, terms);
          ProductScheme.Plan plan =
              new ProductPlans(protocols(protocol)).plan(shape, ring).orElse(null);
          if (plan == null) {
            continue;
          }
          all = all.plus(plan.bill());
          for (Matrix converted : plan.converted(p, x)) {
            all = all.plus(ProductShape.Operand.of(OtExtension.DEFAULT, converted).conversion());
          }
          if (plan instanceof RingLwe.Plan && !terms.isEmpty()) {
            all = all.plus(RlweProduct.keyBill(byRlwe));
            byRlwe++;
          }
          products.run(List.of(new ProductCall(p, x, ring)));
        }
      }
      return all;
    });
  }

  @Test
  void ofAProductWhoseRowsAreCut() {
    check(session -> {
      Dealer dealer = Dealer.of(session.me(), 1);
      int columns = (1 << 18) + 3;
      Matrix p = dealer.matrixOfBits(2, 3, new long[] {1, -1}, new long[6], 40);
      Matrix x =
          dealer.matrixOfShares(
              3, columns, 40, new long[3 * columns], Ownership.shared(3, columns));
      Ring ring = Ring.of(40);
      ProductShape shape = ProductShape.of(OtExtension.DEFAULT, p, x, CrossTerm.of(p, x));
      Conversions conversions = new Conversions(session);
      new Products(session, conversions, protocols(ProductProtocol.OT))
          .run(List.of(new ProductCall(p, x, ring)));
      return new ProductPlans(protocols(ProductProtocol.OT)).plan(shape, ring).orElseThrow().bill();
    });
  }

  /** Of two operands with bits those go in with which less is sent. */
  @Test
  void theCheaperOperandGivesThePlanes() {
    Dealer dealer = Dealer.of(Party.A, 1);
    Matrix wide = dealer.matrixOfBits(50, 40, Planes.signedWeights(8), new long[2000], 20);
    Matrix narrow = dealer.matrixOfBits(40, 60, new long[] {1, -1}, new long[2400], 20);
    Matrix shares = Matrix.ofShares(dealer.shares(40, 60, 20, new long[2400]));
    double both = price(wide, narrow);
    assertThat(both).isLessThan(price(wide, shares));
    assertThat(price(narrow.transpose(), wide.transpose())).isEqualTo(both);
    // With the conversion behind it, the product is cheaper by just that.
    wide.keepShares(dealer.shares(50, 40, 20, new long[2000]));
    Bill conversion = BitsToShares.bill(OtExtension.DEFAULT, 2000, wide.weights(), 20);
    assertThat(price(wide, narrow)).isCloseTo(both - 2.5e-9 * conversion.bytes(), within(1e-12));
  }

  private static double price(Matrix p, Matrix x) {
    ProductShape shape = ProductShape.of(OtExtension.DEFAULT, p, x, CrossTerm.of(p, x));
    return new ProductPlans(protocols(ProductProtocol.OT))
        .plan(shape, Ring.of(20))
        .orElseThrow()
        .price();
  }

  /** The errors of the last layer times its weights: bytes matter more where they take longer. */
  @Test
  void theLinkDecidesTheScheme() {
    assertThat(plan("800MB/s,0.1ms")).isNotInstanceOf(RingLwe.Plan.class);
    assertThat(plan("24MB/s,0.1ms")).isInstanceOf(RingLwe.Plan.class);
    assertThat(plan("24MB/s,42ms")).isInstanceOf(RingLwe.Plan.class);
  }

  /** For two products of one row it is longer than all that they send else. */
  @Test
  void whatStaysIsKeptWhereThatIsCheaper() {
    for (String link : List.of("800MB/s,0.1ms", "24MB/s,42ms")) {
      assertThat(isKept(ProductProtocol.RLWE, link, 300, 2)).isTrue();
      assertThat(isKept(ProductProtocol.AUTO, link, 300, 2)).isTrue();
      assertThat(isKept(ProductProtocol.RLWE, link, 1, 2)).isFalse();
      assertThat(isKept(ProductProtocol.RLWE, link, 1, 100)).isTrue();
      assertThat(isKept(ProductProtocol.OT, link, 300, 8)).isFalse();
    }
  }

  private static boolean isKept(ProductProtocol protocol, String link, int rows, int uses) {
    Dealer dealer = Dealer.of(Party.A, 1);
    Matrix p = dealer.matrixOfBits(rows, 500, Planes.unsignedWeights(7), new long[rows * 500], 18);
    Matrix x = Matrix.ofShares(dealer.shares(500, 600, 18, new long[300_000]));
    ProductShape shape = ProductShape.of(OtExtension.DEFAULT, p, x, CrossTerm.of(p, x));
    return new ProductPlans(protocols(protocol).over(LinkModel.parse(link)))
        .kept(shape, Ring.of(18), uses)
        .isPresent();
  }

  private static ProductScheme.Plan plan(String link) {
    Dealer dealer = Dealer.of(Party.A, 1);
    Matrix e = dealer.matrixOfBits(128, 10, Planes.signedWeights(8), new long[1280], 27);
    Matrix q = dealer.matrixOfBits(10, 128, new long[] {1, -1}, new long[1280], 18);
    Protocols protocols = protocols(ProductProtocol.AUTO).over(LinkModel.parse(link));
    ProductShape shape = ProductShape.of(OtExtension.DEFAULT, e, q, CrossTerm.of(e, q));
    return new ProductPlans(protocols).plan(shape, Ring.of(12)).orElseThrow();
  }

  /** Equal shapes are planned once, whatever their indices. */
  @Test
  void plansAreKept() {
    ProductPlans plans = new ProductPlans(protocols(ProductProtocol.AUTO));
    Dealer dealer = Dealer.of(Party.A, 1);
    Holder[] one = {Holder.A, Holder.B, Holder.A};
    Holder[] other = {Holder.B, Holder.A, Holder.A};
    Matrix q = dealer.matrixOfBits(9, 3, new long[] {1, -1}, new long[27], 20);
    ProductScheme.Plan first = plan(plans, dealer, q, one);
    assertThat(plan(plans, dealer, q, other)).isSameAs(first);
    assertThat(plan(plans, dealer, q, new Holder[] {Holder.B, Holder.B, Holder.A}))
        .isNotSameAs(first);
  }

  private static ProductScheme.Plan plan(
      ProductPlans plans, Dealer dealer, Matrix q, Holder[] holders) {
    Ownership rows = Ownership.ofRows(holders, 5);
    Matrix x = dealer.matrixOfBits(3, 5, Planes.unsignedWeights(7), new long[15], rows, 64);
    ProductShape shape = ProductShape.of(OtExtension.DEFAULT, q, x, CrossTerm.of(q, x));
    return plans.plan(shape, Ring.of(20)).orElseThrow();
  }
}
