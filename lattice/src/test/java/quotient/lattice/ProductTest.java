package quotient.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Products by both parties against the plain product. */
class ProductTest {
  private static final SecureRandom SECURE = new SecureRandom();

  private final Encryptor encryptor = new Encryptor(SECURE);
  private final Evaluator evaluator = new Evaluator(encryptor.publicKey(), SECURE);

  /** Multiplies and returns the largest error in units of the last guard bit. */
  private long check(int rows, int inner, int columns, int width, int guard, long[] x, long[] y) {
    Packing packing = Packing.of(rows, inner, columns, width, guard).orElseThrow();
    long[] ofX = new long[rows * columns];
    long[] ofY = new long[rows * columns];
    Evaluator.Prepared prepared = Evaluator.prepare(packing, x);
    for (int block = 0; block < packing.columnBlocks(); block++) {
      byte[] query = encryptor.encrypt(packing, y, block);
      byte[] reply = evaluator.evaluate(prepared, query, 0, block, ofX);
      encryptor.decrypt(packing, reply, 0, block, ofY);
    }
    long worst = 0;
    int unused = 64 - width - guard;
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
}
