package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.crypto.OtExtension;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** From bits to shares: right, and no more often than needed. */
class ConversionsTest {
  private static long[] random(long seed, int count) {
    return new SplittableRandom(seed).longs(count).toArray();
  }

  private static long[] masked(long[] values, int width) {
    return Arrays.stream(values).map(v -> v & Shares.mask(width)).toArray();
  }

  private static Bits input(Engine engine, Dealer dealer, long[] values, int width) {
    return engine.fromXorShare(dealer.xorShares(values, width), values.length);
  }

  private static long[] opened(Engine engine, Shares shares) {
    return engine.open(shares, Recipient.BOTH).orElseThrow();
  }

  private static Shares shares(
      Engine engine, Bits bits, boolean signed, int rows, int columns, int ring) {
    int width = bits.width();
    long[] weights = signed ? Planes.signedWeights(width) : Planes.unsignedWeights(width);
    return engine.shares(engine.matrix(bits, weights, rows, columns, ring), ring);
  }

  private static long[] extended(long[] values, int width, boolean signed, int newWidth) {
    int unused = 64 - width;
    return masked(
        Arrays.stream(values)
            .map(v -> signed ? v << unused >> unused : v << unused >>> unused)
            .toArray(),
        newWidth);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bitsOfEveryWidthBecomeShares(boolean signed) {
    long[] values = random(1, 84);
    for (int width : new int[] {1, 2, 3, 7, 8, 15, 16, 17, 27, 31, 32, 33, 40, 57, 63, 64}) {
      int bits = width;
      List<long[]> out =
          SecureEqualsClear.check((engine, dealer) -> {
            Bits in = input(engine, dealer, values, bits);
            return IntStream.of(rings(bits))
                .mapToObj(ring -> opened(engine, shares(engine, in, signed, 7, 12, ring)))
                .toList();
          });
      assertThat(out)
          .containsExactlyElementsOf(
              IntStream.of(rings(bits))
                  .mapToObj(ring -> extended(values, bits, signed, ring))
                  .toList());
    }
  }

  private static int[] rings(int bits) {
    return new int[] {1, bits, Math.max(1, bits - 1), Math.min(64, bits + 1), 32, 64};
  }

  /**
   * With any weights, and as often as it takes until the random bits are made ahead: over one of
   * the links from the third time on.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aConversionThatRecursStaysRight(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int lanes = random.nextInt(1, seed % 3 == 0 ? 5000 : 200);
    int ring = random.nextInt(1, 65);
    long[] weights = new long[random.nextInt(1, 12)];
    Arrays.setAll(
        weights, _ -> random.nextBoolean() ? random.nextLong() : 1L << random.nextInt(64));
    int times = 5;
    long[][] values = new long[times][];
    Arrays.setAll(values, i -> masked(random.longs(lanes).toArray(), weights.length));
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) ->
            Arrays.stream(values)
                .map(v -> {
                  Bits in = input(engine, dealer, v, weights.length);
                  return opened(
                      engine, engine.shares(engine.matrix(in, weights, 1, lanes, ring), ring));
                })
                .toList());
    assertThat(out)
        .containsExactlyElementsOf(
            Arrays.stream(values).map(v -> weighted(v, weights, ring)).toList());
  }

  private static long[] weighted(long[] values, long[] weights, int ring) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < weights.length; k++) {
        out[i] += weights[k] * (values[i] >>> k & 1);
      }
    }
    return masked(out, ring);
  }

  /** Around the vectors of OTs (2048) and the segments in which they are sent ahead (16384). */
  @ParameterizedTest
  @CsvSource({"2047,5,9", "2048,5,9", "2049,3,3", "16385,2,17", "40000,5,5", "150000,1,1"})
  void manyLanesBecomeShares(int lanes, int width, int ring) {
    long[] values = random(lanes, lanes);
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Bits in = input(engine, dealer, values, width);
                  return List.of(opened(engine, shares(engine, in, true, 1, lanes, ring)));
                })
            .getFirst();
    assertThat(out).isEqualTo(extended(values, width, true, ring));
  }

  @Test
  void publicBitsBecomeShares() {
    long[] values = random(5, 100);
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Bits known = Bits.ofPublic(values, 9);
                  return List.of(opened(engine, shares(engine, known, false, 100, 1, 20)));
                })
            .getFirst();
    assertThat(out).isEqualTo(masked(values, 9));
  }

  /** Where a party knows an entry nothing is converted, and its share is the value. */
  @Test
  void onlyWhatNobodyKnowsIsConverted() {
    long[] values = masked(random(6, 60), 7);
    Ownership rows =
        Ownership.ofRows(new Holder[] {Holder.A, Holder.BOTH, Holder.B, Holder.A, Holder.BOTH}, 12);
    InProcess.Both<Shares> both =
        InProcess.run(
            channels -> converted(session(Party.A, channels), values, rows),
            channels -> converted(session(Party.B, channels), values, rows));
    long[] sum = new long[60];
    Arrays.setAll(sum, i -> both.a().values()[i] + both.b().values()[i]);
    assertThat(masked(sum, 20)).isEqualTo(values);
    for (int c = 0; c < 12; c++) {
      assertThat(both.b().values()[c]).isZero();
      assertThat(both.a().values()[24 + c]).isZero();
    }
  }

  private static Session session(Party me, List<Channel> channels) {
    Session session = new Session(me, channels);
    session.setUp(LinkModel.LOOPBACK);
    return session;
  }

  private static Shares converted(Session session, long[] values, Ownership rows) {
    Conversions conversions = new Conversions(session);
    Matrix m =
        Dealer.of(session.me(), 1).matrixOfBits(5, 12, Planes.unsignedWeights(7), values, rows, 20);
    Shares shares = conversions.shares(m, 20);
    assertThat(conversions.bill())
        .isEqualTo(BitsToShares.bill(OtExtension.DEFAULT, 24, m.weights(), 20));
    assertThat(conversions.bill().cots()).isEqualTo(24 * 7);
    return shares;
  }

  private static final int[] SIZES = {60, 16, 12, 10};
  private static final int BATCH = 16;

  /**
   * The products of an iteration of three layers: weights in forward and backward, activations in
   * forward and gradient, errors in gradient and backward. By ring LWE each of the eight matrices
   * that parties do not know needs shares, and is converted once; by OT only those whose bits do
   * not go in: activations, errors.
   */
  @ParameterizedTest
  @CsvSource({"RLWE,8", "AUTO,8", "OT,5"})
  void anIterationConvertsEachMatrixAtMostOnce(ProductProtocol protocol, int most) {
    InProcess.Both<Integer> both =
        InProcess.run(
            channels -> iterate(session(Party.A, channels), protocol),
            channels -> iterate(session(Party.B, channels), protocol));
    assertThat(both.a()).isEqualTo(both.b()).isLessThanOrEqualTo(most);
    if (protocol == ProductProtocol.RLWE) {
      assertThat(both.a()).isEqualTo(most);
    }
  }

  private static int iterate(Session session, ProductProtocol protocol) {
    Conversions conversions = new Conversions(session);
    Products products =
        new Products(session, conversions, new Protocols(GateProtocol.GMW, protocol));
    Dealer dealer = Dealer.of(session.me(), 1);
    int layers = SIZES.length - 1;
    Matrix[] weights = new Matrix[layers];
    Matrix[] activations = new Matrix[layers];
    Bill expected = Bill.NONE;
    for (int l = 0; l < layers; l++) {
      long[] q = random(l, SIZES[l] * SIZES[l + 1]);
      weights[l] = dealer.matrixOfBits(SIZES[l], SIZES[l + 1], new long[] {1, -1}, q, 16);
      long[] a = random(l, SIZES[l] * BATCH);
      Holder[] owners = new Holder[BATCH];
      Arrays.setAll(owners, i -> i < BATCH / 2 ? Holder.A : Holder.B);
      activations[l] =
          l == 0
              ? dealer.matrixOfBits(
                  SIZES[0],
                  BATCH,
                  Planes.unsignedWeights(7),
                  masked(a, 7),
                  Ownership.ofRows(owners, SIZES[0]).transpose(),
                  27)
              : dealer.matrixOfBits(SIZES[l], BATCH, Planes.unsignedWeights(7), a, 27);
      products.run(List.of(new ProductCall(weights[l].transpose(), activations[l], Ring.of(16))));
    }
    for (int l = layers - 1; l >= 0; l--) {
      long[] e = random(l, SIZES[l + 1] * BATCH);
      Matrix errors = dealer.matrixOfBits(SIZES[l + 1], BATCH, Planes.signedWeights(8), e, 27);
      products.run(List.of(new ProductCall(activations[l], errors.transpose(), new Ring(27, 24))));
      if (l > 0) {
        products.run(List.of(new ProductCall(weights[l], errors, Ring.of(15))));
      }
      expected = expected.plus(billIfConverted(errors));
    }
    for (int l = 0; l < layers; l++) {
      expected = expected.plus(billIfConverted(weights[l]));
      expected = expected.plus(l == 0 ? Bill.NONE : billIfConverted(activations[l]));
    }
    assertThat(conversions.bill()).isEqualTo(expected);
    return conversions.count();
  }

  private static Bill billIfConverted(Matrix m) {
    long entries = (long) m.rows() * m.columns();
    return m.hasShares()
        ? BitsToShares.bill(OtExtension.DEFAULT, entries, m.weights(), m.widestRing())
        : Bill.NONE;
  }
}
