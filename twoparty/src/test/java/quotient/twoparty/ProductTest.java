package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Owners;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Shares;

class ProductTest {
  /** How an index of a matrix is owned. */
  enum Ownership {
    NOBODY,
    ALL_OF_A,
    ALL_OF_B,
    MIXED;

    Owners of(int count, SplittableRandom random) {
      Party[] owners = new Party[count];
      Arrays.setAll(owners, i -> random.nextBoolean() ? Party.A : Party.B);
      return switch (this) {
        case NOBODY -> Owners.NONE;
        case ALL_OF_A -> Owners.of(filled(count, Party.A));
        case ALL_OF_B -> Owners.of(filled(count, Party.B));
        case MIXED -> Owners.of(owners);
      };
    }

    private static Party[] filled(int count, Party party) {
      Party[] owners = new Party[count];
      Arrays.fill(owners, party);
      return owners;
    }
  }

  private record Case(
      int rows,
      int inner,
      int columns,
      int width,
      long[] weights,
      Ownership planeColumns,
      Ownership rowsOfX,
      Ownership columnsOfX) {

    /** Random operands in both parties' hands; the product is compared with plain integers, too. */
    void check(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] p = random.longs((long) rows * inner).toArray();
      long[] x = random.longs((long) inner * columns).toArray();
      Owners ownersOfP = planeColumns.of(inner, random);
      Owners ownersOfRows = rowsOfX.of(inner, random);
      Owners ownersOfColumns = columnsOfX.of(columns, random);
      for (ProductProtocol protocol : List.of(ProductProtocol.OT, ProductProtocol.RLWE)) {
        check(protocol, p, x, ownersOfP, ownersOfRows, ownersOfColumns);
      }
    }

    private void check(
        ProductProtocol protocol,
        long[] p,
        long[] x,
        Owners ownersOfP,
        Owners ownersOfRows,
        Owners ownersOfColumns) {
      List<long[]> opened =
          SecureEqualsClear.check(
              protocol,
              (engine, dealer) -> {
                Planes planes = dealer.planes(rows, inner, weights, p, ownersOfP);
                Shares shares =
                    ownersOfRows == Owners.NONE
                        ? dealer.shares(inner, columns, width, x, ownersOfColumns)
                        : dealer
                            .shares(columns, inner, width, transposed(x), ownersOfRows)
                            .transpose();
                Shares product = engine.product(planes, shares);
                assertThat(product.rows()).isEqualTo(rows);
                assertThat(product.columns()).isEqualTo(columns);
                assertThat(product.width()).isEqualTo(width);
                return List.of(opened(engine, product));
              });
      assertThat(opened.getFirst()).as("%s by %s", this, protocol).isEqualTo(plain(p, x));
    }

    private long[] transposed(long[] x) {
      long[] out = new long[x.length];
      for (int j = 0; j < inner; j++) {
        for (int c = 0; c < columns; c++) {
          out[c * inner + j] = x[j * columns + c];
        }
      }
      return out;
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
      return Arrays.stream(y).map(v -> v & (1L << width) - 1).toArray();
    }
  }

  /** Opens a product, rounded where it has guard bits. */
  private static long[] opened(Engine engine, Shares product) {
    Bits[] bits = engine.lanewise((c, in) -> in, product);
    assertThat(bits[0].width()).isEqualTo(product.width());
    return BitVectors.join(engine.open(bits[0], Recipient.BOTH).orElseThrow(), product.lanes());
  }

  private static Case shared(int rows, int inner, int columns, int width, long... weights) {
    return new Case(
        rows, inner, columns, width, weights, Ownership.NOBODY, Ownership.NOBODY, Ownership.NOBODY);
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
    Ownership[] kinds = Ownership.values();
    // Rows and columns of X cannot both have owners.
    boolean rowsOwned = random.nextBoolean();
    Ownership ofX = kinds[random.nextInt(kinds.length)];
    new Case(
            random.nextInt(1, 40),
            random.nextInt(1, 70),
            random.nextInt(1, 70),
            random.nextInt(2, 33),
            randomWeights(random),
            kinds[random.nextInt(kinds.length)],
            rowsOwned ? ofX : Ownership.NOBODY,
            rowsOwned ? Ownership.NOBODY : ofX)
        .check(seed);
  }

  static Stream<Arguments> everyOwnership() {
    List<Arguments> cases = new ArrayList<>();
    for (Ownership planes : Ownership.values()) {
      for (Ownership ofX : Ownership.values()) {
        cases.add(Arguments.of(planes, ofX, Ownership.NOBODY));
        if (ofX != Ownership.NOBODY) {
          cases.add(Arguments.of(planes, Ownership.NOBODY, ofX));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("everyOwnership")
  void forEveryCombinationOfOwnersEqualsPlainIntegers(
      Ownership planes, Ownership rows, Ownership columns) {
    new Case(5, 11, 9, 21, Planes.signedWeights(8), planes, rows, columns).check(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 22, 27, 31, 32})
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
  }

  @Test
  void withPlanesThatExceedTheRingEqualsPlainIntegers() {
    shared(6, 10, 4, 5, Planes.unsignedWeights(9)).check(1);
  }

  @Test
  void whoseRowsTakeManyTilesEqualsPlainIntegers() {
    shared(17, 130, 128, 18, 1, -1).check(1);
  }

  @Test
  void ofVeryLongRowsEqualsPlainIntegers() {
    shared(2, 3, 9000, 27, Planes.unsignedWeights(3)).check(1);
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

  @Test
  void ofPlanesThatBothPartiesKnowEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(3);
    long[] p = random.longs(21L * 34).toArray();
    long[] x = random.longs(34L * 10).toArray();
    SecureEqualsClear.check((engine, dealer) -> {
      Bits known = Bits.ofPublic(p, 2);
      Planes planes = Planes.of(21, 34, new long[] {1, -1}, engine.xorShare(known));
      Shares product = engine.product(planes, dealer.shares(34, 10, 17, x));
      return List.of(opened(engine, product));
    });
  }

  @Test
  void afterTransposingPlanesEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(4);
    long[] p = random.longs(67L * 35).toArray();
    long[] x = random.longs(67L * 3).toArray();
    SecureEqualsClear.check((engine, dealer) -> {
      Planes planes = dealer.planes(67, 35, new long[] {1, -1}, p, Owners.NONE).transpose();
      Shares product = engine.product(planes, dealer.shares(67, 3, 17, x));
      return List.of(opened(engine, product));
    });
  }

  /** A constant is added to one share only, so whose column it was does not matter any more. */
  @Test
  void ofAColumnToWhichAConstantWasAddedEqualsPlainIntegers() {
    SplittableRandom random = new SplittableRandom(5);
    long[] p = random.longs(7L * 8).toArray();
    long[] x = random.longs(8L * 9).toArray();
    for (Ownership owner : Ownership.values()) {
      Owners owners = owner.of(9, random);
      SecureEqualsClear.check((engine, dealer) -> {
        Planes planes = dealer.planes(7, 8, new long[] {1, -1}, p, Owners.NONE);
        Shares sum = engine.addPublic(dealer.shares(8, 9, 17, x, owners), 1234);
        return List.of(
            engine.open(sum, Recipient.BOTH).orElseThrow(),
            opened(engine, engine.product(planes, sum)));
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
            Planes planes = dealer.planes(9, 40, Planes.signedWeights(8), p, Owners.NONE);
            Shares shares = dealer.shares(40, 33, 27, x);
            Shares product = engine.product(planes, shares, terms);
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

  /** Rings that leave no room for exact products by RLWE go by OT and are exact as well. */
  @Test
  void tooLargeForRlweIsExactAllTheSame() {
    SplittableRandom random = new SplittableRandom(8);
    long[] p = random.longs(3L * 5).toArray();
    long[] x = random.longs(5L * 7).toArray();
    SecureEqualsClear.check(
        ProductProtocol.RLWE,
        (engine, dealer) -> {
          Planes planes = dealer.planes(3, 5, new long[] {1, -1}, p, Owners.NONE);
          return List.of(
              opened(engine, engine.product(planes, dealer.shares(5, 7, 32, x), 1 << 16)));
        });
  }

  @Test
  void ofUnfittingOperands_fails() {
    SplittableRandom random = new SplittableRandom(6);
    long[] p = random.longs(6).toArray();
    SecureEqualsClear.check((engine, dealer) -> {
      Planes planes = dealer.planes(2, 3, new long[] {1, -1}, p, Owners.NONE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.product(planes, Shares.zeros(2, 3, 8)))
          .withMessage("Planes[2 x 3, weights [1, -1]] times Shares[2 x 3 mod 2^8]");
      return List.of();
    });
  }
}
