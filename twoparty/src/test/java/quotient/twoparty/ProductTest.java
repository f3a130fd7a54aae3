package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Block;
import quotient.engine.Ownership.Holder;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

class ProductTest {
  private static final List<Holder> HOLDERS = List.of(Holder.A, Holder.B, Holder.BOTH);

  /** How the rows, or the columns, of a matrix are held. */
  enum Held {
    BY_NOBODY,
    ALL_BY_A,
    ALL_BY_B,
    BY_EITHER,
    MIXED;

    Ownership ofRows(int rows, int columns, SplittableRandom random) {
      Holder[] holders = new Holder[rows];
      Arrays.setAll(
          holders,
          i ->
              switch (this) {
                case BY_NOBODY -> Holder.BOTH;
                case ALL_BY_A -> Holder.A;
                case ALL_BY_B -> Holder.B;
                case BY_EITHER -> random.nextBoolean() ? Holder.A : Holder.B;
                case MIXED -> HOLDERS.get(random.nextInt(3));
              });
      return Ownership.ofRows(holders, columns);
    }
  }

  /** Rows of A, rows of B, rows of which each has some columns, and rows that nobody knows. */
  private static Ownership blocks(int rows, int columns, SplittableRandom random) {
    int[] kinds = random.ints(rows, 0, 4).toArray();
    int[] sides = random.ints(columns, 0, 2).toArray();
    int[] all = where(sides, -1);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block(where(kinds, 0), all, Holder.A));
    blocks.add(new Block(where(kinds, 1), all, Holder.B));
    blocks.add(new Block(where(kinds, 2), all, Holder.BOTH));
    blocks.add(new Block(where(kinds, 3), where(sides, 0), Holder.A));
    blocks.add(new Block(where(kinds, 3), where(sides, 1), Holder.B));
    Ownership ownership = Ownership.of(blocks);
    return random.nextBoolean() && rows == columns ? ownership.transpose() : ownership;
  }

  private static int[] where(int[] kinds, int kind) {
    return IntStream.range(0, kinds.length).filter(i -> kind < 0 || kinds[i] == kind).toArray();
  }

  /** What a matrix is made from. */
  private enum Source {
    BITS,
    SHARES
  }

  private record Case(
      int rows,
      int inner,
      int columns,
      int width,
      long[] weights,
      Ownership ofP,
      Ownership ofX,
      Source sourceOfX) {

    /** Random operands in both parties' hands; the product is compared with plain integers, too. */
    void check(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] p = random.longs((long) rows * inner).toArray();
      long[] x = random.longs((long) inner * columns).toArray();
      for (ProductProtocol protocol : List.of(ProductProtocol.OT, ProductProtocol.RLWE)) {
        check(protocol, p, x);
      }
    }

    private void check(ProductProtocol protocol, long[] p, long[] x) {
      long[] ofX = sourceOfX == Source.SHARES ? x : low(x, weights.length);
      List<long[]> opened =
          SecureEqualsClear.check(
              protocol,
              (engine, dealer) -> {
                Matrix left = dealer.matrixOfBits(rows, inner, weights, p, ofP, 64);
                Matrix right =
                    sourceOfX == Source.SHARES
                        ? dealer.matrixOfShares(inner, columns, width, x, this.ofX)
                        : dealer.matrixOfBits(
                            inner,
                            columns,
                            Planes.unsignedWeights(weights.length),
                            x,
                            this.ofX,
                            width);
                Shares product = engine.product(left, right, Ring.of(width));
                assertThat(product.rows()).isEqualTo(rows);
                assertThat(product.columns()).isEqualTo(columns);
                assertThat(product.width()).isEqualTo(width);
                // The same from the other side.
                Shares transposed =
                    engine.product(right.transpose(), left.transpose(), Ring.of(width));
                return List.of(opened(engine, product), opened(engine, transposed.transpose()));
              });
      assertThat(opened)
          .as("%s by %s", this, protocol)
          .containsExactly(plain(p, ofX), plain(p, ofX));
    }

    private long[] plain(long[] p, long[] x) {
      long[] y = new long[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < inner; j++) {
          long factor = 0;
          for (int k = 0; k < weights.length; k++) {
            factor += (p[i * inner + j] >>> k & 1) * weights[k];
          }
          for (int c = 0; c < columns; c++) {
            y[i * columns + c] += factor * x[j * columns + c];
          }
        }
      }
      return low(y, width);
    }
  }

  private static long[] low(long[] values, int width) {
    return Arrays.stream(values).map(v -> v & Shares.mask(width)).toArray();
  }

  /** Opens a product, rounded where it has guard bits. */
  private static long[] opened(Engine engine, Shares product) {
    Bits[] bits = engine.lanewise((c, in) -> in, product);
    assertThat(bits[0].width()).isEqualTo(product.width());
    return BitVectors.join(engine.open(bits[0], Recipient.BOTH).orElseThrow(), product.lanes());
  }

  private static Case shared(int rows, int inner, int columns, int width, long... weights) {
    return new Case(
        rows,
        inner,
        columns,
        width,
        weights,
        Ownership.shared(rows, inner),
        Ownership.shared(inner, columns),
        Source.SHARES);
  }

  private static long[] randomWeights(SplittableRandom random) {
    int bits = random.nextInt(1, 9);
    return switch (random.nextInt(3)) {
      case 0 -> new long[] {1, -1};
      case 1 -> Planes.unsignedWeights(bits);
      default -> Planes.signedWeights(bits);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void ofRandomShapesWidthsAndOwnersEqualsPlainIntegers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(1, 40);
    int inner = random.nextInt(1, 70);
    int columns = random.nextInt(1, 70);
    new Case(
            rows,
            inner,
            columns,
            random.nextInt(2, seed % 4 == 0 ? 65 : 33),
            randomWeights(random),
            blocks(rows, inner, random),
            blocks(inner, columns, random),
            random.nextBoolean() ? Source.SHARES : Source.BITS)
        .check(seed);
  }

  /** As often as it takes until what it needs is made ahead, over one of the links. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void thatRecursEqualsPlainIntegers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Case one =
        shared(
            random.nextInt(1, 40),
            random.nextInt(1, 70),
            random.nextInt(1, 70),
            random.nextInt(2, 33),
            randomWeights(random));
    for (int time = 0; time < 4; time++) {
      one.check(100 * seed + time);
    }
  }

  /** Products that have operands in common and share their messages, again and again. */
  @Test
  void thatRunTogetherEqualPlainIntegers() {
    SplittableRandom random = new SplittableRandom(9);
    for (int time = 0; time < 4; time++) {
      long[] a = random.longs(30L * 20).toArray();
      long[] q = random.longs(20L * 9).toArray();
      long[] e = random.longs(30L * 9).toArray();
      for (ProductProtocol protocol : ProductProtocol.values()) {
        SecureEqualsClear.check(
            protocol,
            (engine, dealer) -> {
              Matrix of = dealer.matrixOfBits(30, 20, Planes.unsignedWeights(7), a, 27);
              Matrix weights = dealer.matrixOfBits(20, 9, new long[] {1, -1}, q, 18);
              Matrix errors = dealer.matrixOfBits(30, 9, Planes.signedWeights(8), e, 27);
              return engine
                  .products(
                      List.of(
                          new ProductCall(of.transpose(), errors, new Ring(27, 24)),
                          new ProductCall(errors, weights.transpose(), Ring.of(15)),
                          new ProductCall(errors.transpose(), errors, Ring.of(20))))
                  .stream()
                  .map(product -> opened(engine, product))
                  .toList();
            });
      }
    }
  }

  /** Of other rows each time, of the one party, the other, both or nobody, the last ones fewer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofAMatrixThatStaysEqualPlainIntegers(long seed) {
    for (ProductProtocol protocol : ProductProtocol.values()) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = random.nextInt(2, 30);
            int inner = random.nextInt(1, 60);
            int columns = random.nextInt(1, 60);
            int width = random.nextInt(2, 33);
            long[] q = random.longs((long) inner * columns).toArray();
            Matrix weights = dealer.matrixOfBits(inner, columns, new long[] {1, -1}, q, width);
            weights.staysFixed();
            List<Held> held = List.of(Held.BY_NOBODY, Held.values()[random.nextInt(5)]);
            List<long[]> out = new ArrayList<>();
            for (int time = 0; time < 18; time++) {
              int now = time == 17 ? rows - 1 : rows;
              Held rowsOf = held.get(time % 2);
              Ownership ownership = rowsOf.ofRows(now, inner, new SplittableRandom(seed));
              long[] p = random.longs((long) now * inner).toArray();
              Matrix batch =
                  dealer.matrixOfBits(now, inner, Planes.signedWeights(7), p, ownership, 64);
              out.add(opened(engine, engine.product(batch, weights, Ring.of(width))));
            }
            return out;
          });
    }
  }

  /** Batches of which each party knows some rows, and both know before which comes next. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void ofBatchesThatFollowOneAnotherEqualsPlainIntegers(long seed) {
    for (ProductProtocol protocol : List.of(ProductProtocol.RLWE, ProductProtocol.AUTO)) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = random.nextInt(1, 20);
            int inner = random.nextInt(1, 40);
            int columns = random.nextInt(1, 12);
            List<long[]> out = new ArrayList<>();
            Matrix batch = batch(dealer, random, rows, inner);
            for (int time = 0; time < 4; time++) {
              Matrix next = batch(dealer, random, rows, inner);
              batch.isFollowedBy(next);
              long[] ofQ = random.longs((long) inner * columns).toArray();
              long[] ofE = random.longs((long) rows * columns).toArray();
              Matrix q = dealer.matrixOfBits(inner, columns, new long[] {1, -1}, ofQ, 18);
              Matrix e = dealer.matrixOfBits(rows, columns, Planes.signedWeights(8), ofE, 27);
              out.add(opened(engine, engine.product(batch, q, Ring.of(18))));
              engine
                  .products(
                      List.of(
                          new ProductCall(batch.transpose(), e, new Ring(27, 24)),
                          new ProductCall(e, q.transpose(), Ring.of(15))))
                  .forEach(product -> out.add(opened(engine, product)));
              batch = next;
            }
            return out;
          });
    }
  }

  private static Matrix batch(Dealer dealer, SplittableRandom random, int rows, int columns) {
    Holder[] holders = new Holder[rows];
    Arrays.setAll(holders, i -> random.nextBoolean() ? Holder.A : Holder.B);
    long[] values = random.longs((long) rows * columns).toArray();
    return dealer.matrixOfBits(
        rows,
        columns,
        Planes.unsignedWeights(7),
        low(values, 7),
        Ownership.ofRows(holders, columns),
        64);
  }

  static Stream<Arguments> everyOwnership() {
    List<Arguments> cases = new ArrayList<>();
    for (Held columnsOfP : Held.values()) {
      for (Held ofX : Held.values()) {
        cases.add(Arguments.of(columnsOfP, ofX, true));
        cases.add(Arguments.of(columnsOfP, ofX, false));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("everyOwnership")
  void forEveryCombinationOfOwnersEqualsPlainIntegers(Held columnsOfP, Held ofX, boolean byRows) {
    SplittableRandom random = new SplittableRandom(7);
    Ownership ownersOfP = columnsOfP.ofRows(11, 5, random).transpose();
    Ownership ownersOfX =
        byRows ? ofX.ofRows(11, 9, random) : ofX.ofRows(9, 11, random).transpose();
    new Case(5, 11, 9, 21, Planes.signedWeights(8), ownersOfP, ownersOfX, Source.SHARES).check(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 22, 27, 31, 32, 33, 38, 45, 57, 63, 64})
  void inRingsOfEveryKindOfWidthEqualsPlainIntegers(int width) {
    shared(3, 5, 13, width, 1, -1).check(width);
    shared(3, 5, 13, width, Planes.signedWeights(8)).check(width);
  }

  @Test
  void ofSingleRowsColumnsAndEntriesEqualsPlainIntegers() {
    shared(1, 1, 1, 19, 1, -1).check(1);
    shared(1, 40, 30, 19, 1, -1).check(2);
    shared(40, 1, 30, 19, 1, -1).check(3);
    shared(40, 30, 1, 19, 1, -1).check(4);
  }

  @Test
  void withWeightsThatAreNoPowersOfTwoEqualsPlainIntegers() {
    shared(6, 10, 4, 14, 3, -12, 5, 1 << 13).check(1);
    shared(6, 10, 4, 44, 3, -12, 5, 1L << 43).check(2);
  }

  @Test
  void withPlanesThatExceedTheRingEqualsPlainIntegers() {
    shared(6, 10, 4, 5, Planes.unsignedWeights(9)).check(1);
  }

  @Test
  void whoseRowsTakeManyTilesEqualsPlainIntegers() {
    shared(17, 130, 128, 18, 1, -1).check(1);
    shared(5, 130, 128, 50, 1, -1).check(2);
  }

  @Test
  void ofVeryLongRowsEqualsPlainIntegers() {
    shared(2, 3, 9000, 27, Planes.unsignedWeights(3)).check(1);
  }

  /** Rows too long for one OT each. */
  @Test
  void ofRowsThatAreCutEqualsPlainIntegers() {
    shared(2, 3, (1 << 19) + 5, 18, 1, -1).check(1);
    shared(1, 2, (1 << 19) + 1, 45, 1, -1).check(2);
  }

  /** Rows so long that their OTs need several keys of the hash. */
  @Test
  void ofManyVeryLongRowsEqualsPlainIntegers() {
    shared(4, 20, 9000, 18, 1, -1).check(1);
  }

  /** More OTs in a burst than the receivers send ahead, both ways. */
  @Test
  void ofManyShortRowsEqualsPlainIntegers() {
    shared(500, 400, 1, 9, 1, -1).check(1);
    shared(200, 401, 2, 18, Planes.signedWeights(3)).check(2);
  }

  /** Many terms in a direction, more OTs than a burst, and bursts that end within a term. */
  @Test
  void ofManyTermsAndManyOtsEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(2);
    new Case(
            90,
            120,
            40,
            24,
            Planes.signedWeights(6),
            blocks(90, 120, random),
            blocks(120, 40, random),
            Source.SHARES)
        .check(3);
  }

  @Test
  void ofPlanesThatBothPartiesKnowEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(3);
    long[] p = random.longs(21L * 34).toArray();
    long[] x = random.longs(34L * 10).toArray();
    SecureEqualsClear.check((engine, dealer) -> {
      Matrix known = engine.matrix(Bits.ofPublic(p, 2), new long[] {1, -1}, 21, 34, 17);
      Shares product =
          engine.product(known, Matrix.ofShares(dealer.shares(34, 10, 17, x)), Ring.of(17));
      return List.of(opened(engine, product));
    });
  }

  /** One matrix in products of several rings, as itself and transposed. */
  @Test
  void ofOneMatrixInSeveralRingsAndViewsEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(4);
    long[] p = random.longs(67L * 35).toArray();
    long[] x = random.longs(67L * 3).toArray();
    long[] z = random.longs(35L * 4).toArray();
    for (ProductProtocol protocol : ProductProtocol.values()) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            Matrix m = dealer.matrixOfBits(67, 35, new long[] {1, -1}, p, 27);
            Matrix right = dealer.matrixOfBits(67, 3, Planes.signedWeights(8), x, 27);
            Matrix narrow = Matrix.ofShares(dealer.shares(35, 4, 15, z));
            return List.of(
                opened(engine, engine.product(m.transpose(), right, Ring.of(17))),
                opened(engine, engine.product(m, narrow, Ring.of(15))),
                opened(engine, engine.product(m.transpose(), right, Ring.of(27))),
                opened(engine, engine.product(right.transpose(), m, Ring.of(20))),
                opened(engine, engine.product(m, m.transpose(), Ring.of(12))));
          });
    }
  }

  /** Windows of rows: entries, sums, zeros and entries that are in several, forward and turned. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofGatheredRowsEqualsPlainIntegers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int examples = random.nextInt(1, 9);
    int inputs = random.nextInt(1, 30);
    int places = random.nextInt(1, 7);
    int columns = random.nextInt(1, 12);
    int outputs = random.nextInt(1, 9);
    int terms = random.nextBoolean() ? 1 : random.nextInt(2, 5);
    int[] indices = random.ints((long) places * columns * terms, Gather.ZERO, inputs).toArray();
    Gather map = Gather.ofSums(inputs, places, columns, terms, indices);
    long[] a = low(random.longs((long) examples * inputs).toArray(), 8);
    long[] q = low(random.longs((long) columns * outputs).toArray(), 2);
    long[] e = low(random.longs((long) examples * places * outputs).toArray(), 8);
    Held held = Held.values()[random.nextInt(Held.values().length)];
    Ownership ownership = held.ofRows(examples, inputs, random);
    for (ProductProtocol protocol : ProductProtocol.values()) {
      List<long[]> opened =
          SecureEqualsClear.check(
              protocol,
              (engine, dealer) -> {
                Matrix x =
                    dealer
                        .matrixOfBits(examples, inputs, Planes.signedWeights(8), a, ownership, 32)
                        .gather(map);
                Matrix weights = dealer.matrixOfBits(columns, outputs, new long[] {1, -1}, q, 32);
                Matrix errors =
                    dealer.matrixOfBits(examples * places, outputs, Planes.signedWeights(8), e, 32);
                Shares d =
                    engine.product(
                        errors, weights.transpose(), new Ring(22, map.multiplicity() + 1));
                return List.of(
                    opened(engine, engine.product(x, weights, Ring.of(20))),
                    opened(engine, engine.product(x.transpose(), errors, Ring.of(30))),
                    opened(engine, d.scatter(map)));
              });
      long[] rows = new long[examples * places * columns];
      for (int i = 0; i < rows.length; i++) {
        for (int t = 0; t < terms; t++) {
          int index = indices[i % (places * columns) * terms + t];
          rows[i] += index < 0 ? 0 : (byte) a[i / (places * columns) * inputs + index];
        }
      }
      long[] z = new long[examples * places * outputs];
      long[] g = new long[columns * outputs];
      long[] d = new long[examples * inputs];
      for (int r = 0; r < examples * places; r++) {
        for (int c = 0; c < columns; c++) {
          for (int j = 0; j < outputs; j++) {
            long weight = (q[c * outputs + j] & 1) - (q[c * outputs + j] >> 1);
            long error = (byte) e[r * outputs + j];
            z[r * outputs + j] += rows[r * columns + c] * weight;
            g[c * outputs + j] += rows[r * columns + c] * error;
            for (int t = 0; t < terms; t++) {
              int index = indices[(r % places * columns + c) * terms + t];
              if (index >= 0) {
                d[r / places * inputs + index] += error * weight;
              }
            }
          }
        }
      }
      assertThat(opened)
          .as("%s, %s", held, protocol)
          .containsExactly(low(z, 20), low(g, 30), low(d, 22));
    }
  }

  /** A constant is added to one share only: nobody knows the sum, whoever knew the summand. */
  @Test
  void ofAMatrixToWhichAConstantWasAddedEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(5);
    long[] p = random.longs(7L * 8).toArray();
    long[] x = random.longs(8L * 9).toArray();
    for (Held held : Held.values()) {
      Ownership ownership = held.ofRows(8, 9, random);
      SecureEqualsClear.check((engine, dealer) -> {
        Matrix m = dealer.matrixOfBits(7, 8, new long[] {1, -1}, p, 17);
        Matrix summand = dealer.matrixOfShares(8, 9, 17, x, ownership);
        Shares sum = engine.addPublic(engine.shares(summand, 17), 1234);
        return List.of(
            engine.open(sum, Recipient.BOTH).orElseThrow(),
            opened(engine, engine.product(m, Matrix.ofShares(sum), Ring.of(17))));
      });
    }
  }

  /** Sums as momenta are formed: in the worst case all errors have the same sign. */
  @ParameterizedTest
  @ValueSource(ints = {1, 24, 96})
  void sumsOfAsManyProductsAsWereAnnouncedAreExact(int terms) {
    SplittableRandom random = new SplittableRandom(7);
    long[] p = random.longs(9L * 40).toArray();
    long[] x = random.longs(40L * 33).toArray();
    for (ProductProtocol protocol : ProductProtocol.values()) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            Matrix m = dealer.matrixOfBits(9, 40, Planes.signedWeights(8), p, 27);
            Matrix right = Matrix.ofShares(dealer.shares(40, 33, 27, x));
            Shares product = engine.product(m, right, new Ring(27, terms));
            Shares sum = product.times(terms);
            assertThat(sum.isExact()).isTrue();
            if (product.error() > 0) {
              Shares tooMany = sum.times(2);
              assertThat(tooMany.isExact()).isFalse();
              assertThatIllegalArgumentException().isThrownBy(() -> opened(engine, tooMany));
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> engine.open(product, Recipient.BOTH));
            }
            return List.of(
                opened(engine, engine.addPublic(sum, 5)), opened(engine, sum.transpose()));
          });
    }
  }

  /** Products of one sum may have more or fewer cross terms: all have the same guard bits. */
  @Test
  void sumsOfProductsOfDifferentOwnersAreExact() {
    SplittableRandom random = new SplittableRandom(9);
    long[] p = random.longs(6L * 12).toArray();
    long[] x = random.longs(12L * 8).toArray();
    for (ProductProtocol protocol : ProductProtocol.values()) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            SplittableRandom owners = new SplittableRandom(10);
            Shares sum = Shares.zeros(6, 8, 27);
            for (Held held : Held.values()) {
              Ownership ofP = held.ofRows(12, 6, owners).transpose();
              Matrix left = dealer.matrixOfBits(6, 12, Planes.signedWeights(8), p, ofP, 27);
              Matrix right =
                  dealer.matrixOfBits(12, 8, Planes.signedWeights(8), x, blocks(12, 8, owners), 27);
              sum = sum.plus(engine.product(left, right, new Ring(27, Held.values().length)));
            }
            return List.of(opened(engine, sum));
          });
    }
  }

  /** Rings that leave no room for exact products by RLWE go by OT and are exact as well. */
  @ParameterizedTest
  @CsvSource({"32, 65536", "45, 1", "64, 1", "40, 24"})
  void tooLargeForRlweIsExactAllTheSame(int width, int terms) {
    SplittableRandom random = new SplittableRandom(8);
    long[] p = random.longs(3L * 5).toArray();
    long[] x = random.longs(5L * 7).toArray();
    for (ProductProtocol protocol : ProductProtocol.values()) {
      SecureEqualsClear.check(
          protocol,
          (engine, dealer) -> {
            Matrix m = dealer.matrixOfBits(3, 5, new long[] {1, -1}, p, width);
            Matrix right = Matrix.ofShares(dealer.shares(5, 7, width, x));
            return List.of(opened(engine, engine.product(m, right, new Ring(width, terms))));
          });
    }
  }

  @Test
  void ofUnfittingOperands_fails() {
    SecureEqualsClear.check((engine, dealer) -> {
      Matrix m = dealer.matrixOfBits(2, 3, new long[] {1, -1}, new long[6], 8);
      Matrix x = Matrix.ofShares(Shares.zeros(2, 3, 8));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.product(m, x, Ring.of(8)))
          .withMessage("Matrix[2 x 3] times Matrix[2 x 3]");
      return List.of();
    });
  }

  /** Shares on both sides go by ring LWE only. */
  @Test
  void thatNoSchemeComputes_fails() {
    SecureEqualsClear.check((engine, dealer) -> {
      Matrix m = Matrix.ofShares(Shares.zeros(2, 3, 60));
      Matrix x = Matrix.ofShares(Shares.zeros(3, 4, 60));
      if (engine instanceof TwoPartyEngine) {
        assertThatThrownBy(() -> engine.product(m, x, Ring.of(60)))
            .isInstanceOf(UnsupportedProductException.class)
            .hasMessage("no protocol multiplies 2 x 3 by 3 x 4 exactly modulo 2^60");
      }
      return List.of();
    });
  }
}
