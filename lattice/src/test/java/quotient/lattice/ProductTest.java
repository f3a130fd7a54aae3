package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by both parties against the plain product. */
class ProductTest {
  private static final SecureRandom SECURE = new SecureRandom();

  private final Encryptor encryptor = new Encryptor(SECURE);
  private final Evaluator evaluator = new Evaluator(encryptor.publicKey(), SECURE);

  /** Multiplies and returns the largest error in units of the last guard bit. */
  private long check(int rows, int inner, int columns, int width, int guard, long[] x, long[] y) {
    return check(Packing.of(rows, inner, columns, width, guard).orElseThrow(), x, y);
  }

  private long check(Packing packing, long[] x, long[] y) {
    return check(packing, x, y, queries(packing, y));
  }

  private List<byte[]> queries(Packing packing, long[] y) {
    return IntStream.range(0, packing.columnBlocks())
        .mapToObj(block -> encryptor.encrypt(packing, y, block))
        .toList();
  }

  private long check(Packing packing, long[] x, long[] y, List<byte[]> queries) {
    int rows = packing.rows;
    int inner = packing.inner;
    int columns = packing.columns;
    int guard = packing.guard;
    long[] ofX = new long[rows * columns];
    long[] ofY = new long[rows * columns];
    Evaluator.Prepared prepared = Evaluator.prepare(packing, x);
    for (int block = 0; block < packing.columnBlocks(); block++) {
      byte[] reply = evaluator.evaluate(prepared, queries.get(block), 0, block, ofX);
      encryptor.decrypt(packing, reply, 0, block, ofY);
    }
    long worst = 0;
    int unused = 64 - packing.width - guard;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        long sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += x[i * inner + k] * y[k * columns + j];
        }
        int at = i * columns + j;
        long error = (ofX[at] + ofY[at] - (sum << guard)) << unused >> unused;
        worst = Math.max(worst, Math.abs(error));
      }
    }
    return worst;
  }

  private static long[] random(RandomGenerator random, int count, int width) {
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = random.nextLong() >>> (64 - width);
    }
    return out;
  }

  @Test
  void randomShapesAndWidths() {
    Random random = new Random(1);
    for (int run = 0; run < 60; run++) {
      int rows = 1 + random.nextInt(run % 3 == 0 ? 1 : 150);
      int inner = 1 + random.nextInt(run % 5 == 0 ? 1 : 200);
      int columns = 1 + random.nextInt(run % 4 == 0 ? 1 : 150);
      int width = 1 + random.nextInt(32);
      int guard = 3 + random.nextInt(5);
      long worst =
          check(
              rows,
              inner,
              columns,
              width,
              guard,
              random(random, rows * inner, width),
              random(random, inner * columns, width));
      assertThat(worst)
          .as("%d x %d x %d mod 2^%d, guard %d", rows, inner, columns, width, guard)
          .isLessThanOrEqualTo(1);
    }
  }

  /** So many inner blocks that they are unpacked in several parts, the last one smaller. */
  @Test
  void wideMatrices() {
    Random random = new Random(2);
    for (int columns : new int[] {2, 64}) {
      long[] x = random(random, 3 * 46_490, 26);
      long[] y = random(random, 46_490 * columns, 26);
      assertThat(check(3, 46_490, columns, 26, 3, x, y)).isLessThanOrEqualTo(1);
    }
    assertThat(Packing.of(3, 46_490, 64, 26, 3).orElseThrow().innerBlocks()).isGreaterThan(512);
  }

  /** The extremes of the ring: all the least, all the greatest, or either at random. */
  private static long[] extremes(RandomGenerator random, int count, int width, int pattern) {
    long least = 1L << (width - 1);
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      boolean isLeast = pattern == 0 || (pattern == 2 && random.nextBoolean());
      out[i] = isLeast ? least : least - 1;
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 18, 22, 27, 29, 32})
  void worstOperands(int width) {
    Random random = new Random(width);
    int[][] shapes = {{1, 1}, {1, 37}, {19, 1}, {9, 11}};
    int run = 0;
    for (int guard : new int[] {3, 7, 9, 12}) {
      for (int inner : new int[] {1, 64, 784}) {
        for (int pattern = 0; pattern < 9; pattern++) {
          int rows = shapes[run % 4][0];
          int columns = shapes[run % 4][1];
          run++;
          long[] x = extremes(random, rows * inner, width, pattern % 3);
          long[] y = extremes(random, inner * columns, width, pattern / 3);
          assertThat(check(rows, inner, columns, width, guard, x, y))
              .as("%d x %d x %d, guard %d, %d", rows, inner, columns, guard, pattern)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  /**
   * An X whose entries are as large as its bound says, in the sign that makes the errors of a block
   * add up, and shapes for which the bound decides on the packing.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 784, 9, 27, 8, 127",
    "19, 64, 10, 27, 9, 127",
    "9, 3136, 3, 41, 3, 255",
    "16, 4, 11, 40, 4, 9223372036854775807",
    "5, 12, 4, 38, 6, 1000000",
    "3, 4000, 2, 33, 8, 1",
    "7, 11, 8, 44, 0, 1"
  })
  void boundedOperandsInWideRings(
      int rows, int inner, int columns, int width, int guard, long bound) {
    Random random = new Random(inner);
    Packing packing = Packing.of(rows, inner, columns, width, guard, bound).orElseThrow();
    for (int pattern = 0; pattern < 4; pattern++) {
      long[] x = new long[rows * inner];
      for (int i = 0; i < x.length; i++) {
        boolean negative = pattern == 1 || (pattern > 1 && random.nextBoolean());
        x[i] = (negative ? -packing.bound : packing.bound) & -1L >>> (64 - width);
      }
      long[] y =
          pattern == 3
              ? random(random, inner * columns, width)
              : extremes(random, inner * columns, width, pattern);
      assertThat(check(packing, x, y)).as("pattern %d", pattern).isLessThanOrEqualTo(1);
    }
  }

  /** Three operands onto the same queries, and then new queries. */
  @Test
  void queriesCanBeAnsweredAgain() {
    Random random = new Random(8);
    Packing packing = Packing.of(3, 30, 5000, 18, 4).orElseThrow();
    assertThat(packing.columnBlocks()).isGreaterThan(1);
    long[] y = random(random, 30 * 5000, 18);
    List<byte[]> queries = queries(packing, y);
    for (int time = 0; time < 3; time++) {
      evaluator.rewind();
      long[] x = random(random, 3 * 30, 18);
      assertThat(check(packing, x, y, queries)).as("time %d", time).isLessThanOrEqualTo(1);
    }
    long[] x = random(random, 3 * 30, 18);
    assertThat(check(packing, x, random(random, 30 * 5000, 18))).isLessThanOrEqualTo(1);
  }

  @Test
  void eitherShareLooksUniform() {
    int runs = 200;
    Packing packing = Packing.of(2, 1, 2, 8, 3).orElseThrow();
    Evaluator.Prepared prepared = Evaluator.prepare(packing, new long[] {3, 255});
    int[][] ones = new int[8][11];
    for (int run = 0; run < runs; run++) {
      long[] ofX = new long[4];
      long[] ofY = new long[4];
      byte[] query = encryptor.encrypt(packing, new long[] {1, 128}, 0);
      encryptor.decrypt(packing, evaluator.evaluate(prepared, query, 0, 0, ofX), 0, 0, ofY);
      for (int i = 0; i < 8; i++) {
        long share = i < 4 ? ofX[i] : ofY[i - 4];
        assertThat(share >>> 11).isZero();
        for (int bit = 0; bit < 11; bit++) {
          ones[i][bit] += (int) (share >>> bit) & 1;
        }
      }
    }
    // Six standard deviations.
    for (int[] ofEntry : ones) {
      assertThat(ofEntry).matches(counts -> Arrays.stream(counts).allMatch(c -> c > 57 && c < 143));
    }
  }

  @Test
  void messagesHaveNoFixedBits() {
    // A reply of 24 bits a number has no padding.
    Packing packing = Packing.of(8, 64, 8, 8, 3).orElseThrow();
    Evaluator.Prepared prepared = Evaluator.prepare(packing, new long[8 * 64]);
    byte[] changedInQueries = new byte[packing.queryBytes()];
    byte[] changedInReplies = new byte[packing.replyBytes()];
    byte[] firstQuery = encryptor.encrypt(packing, new long[64 * 8], 0);
    byte[] firstReply = evaluator.evaluate(prepared, firstQuery, 0, 0, new long[64]);
    for (int run = 0; run < 60; run++) {
      byte[] query = encryptor.encrypt(packing, new long[64 * 8], 0);
      collectChanges(firstQuery, query, changedInQueries);
      byte[] reply = evaluator.evaluate(prepared, query, 0, 0, new long[64]);
      collectChanges(firstReply, reply, changedInReplies);
    }
    assertThat(changedInQueries).containsOnly(0xFF);
    assertThat(changedInReplies).containsOnly(0xFF);
  }

  private static void collectChanges(byte[] first, byte[] message, byte[] changed) {
    assertThat(message).hasSameSizeAs(first).hasSameSizeAs(changed);
    for (int i = 0; i < message.length; i++) {
      changed[i] |= (byte) (first[i] ^ message[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 27, 32})
  void anyBytesOfAPeerGetAnAnswerAndAShare(int width) {
    Packing packing = Packing.of(20, 100, 30, width, 7).orElseThrow();
    long[] x = random(new Random(4), 20 * 100, width);
    byte[] zeros = new byte[packing.queryBytes()];
    byte[] ones = new byte[packing.queryBytes()];
    Arrays.fill(ones, (byte) -1);
    byte[] any = new byte[packing.queryBytes()];
    new Random(5).nextBytes(any);
    byte[] key = new byte[Evaluator.publicKeyBytes()];
    Arrays.fill(key, (byte) -1);
    Evaluator misled = new Evaluator(key, SECURE);
    for (byte[] query : new byte[][] {zeros, ones, any}) {
      long[] share = new long[20 * 30];
      byte[] reply = misled.evaluate(Evaluator.prepare(packing, x), query, 0, 0, share);
      assertThat(reply).hasSize(packing.replyBytes());
      assertThat(Arrays.stream(share)).allMatch(z -> z >>> (width + 7) == 0);
    }
    for (byte fill : new byte[] {0, -1, 0x5A}) {
      byte[] reply = new byte[packing.replyBytes()];
      Arrays.fill(reply, fill);
      long[] share = new long[20 * 30];
      encryptor.decrypt(packing, reply, 0, 0, share);
      assertThat(Arrays.stream(share)).allMatch(z -> z >>> (width + 7) == 0);
    }
  }

  @Test
  void messagesMayLieAnywhereInABuffer() {
    Packing packing = Packing.of(3, 5, 4, 10, 3).orElseThrow();
    long[] x = random(new Random(6), 15, 10);
    long[] y = random(new Random(7), 20, 10);
    long[] ofX = new long[12];
    long[] ofY = new long[12];
    byte[] query = new byte[packing.queryBytes() + 13];
    System.arraycopy(encryptor.encrypt(packing, y, 0), 0, query, 5, packing.queryBytes());
    byte[] answer = evaluator.evaluate(Evaluator.prepare(packing, x), query, 5, 0, ofX);
    byte[] reply = new byte[packing.replyBytes() + 9];
    System.arraycopy(answer, 0, reply, 9, answer.length);
    encryptor.decrypt(packing, reply, 9, 0, ofY);
    for (int at = 0; at < 12; at++) {
      long sum = 0;
      for (int k = 0; k < 5; k++) {
        sum += x[at / 4 * 5 + k] * y[k * 4 + at % 4];
      }
      // Rounded to the ring, the guard bits make it exact.
      assertThat(((ofX[at] + ofY[at] + 4) >> 3) & 1023).isEqualTo(sum & 1023);
    }
  }
}
