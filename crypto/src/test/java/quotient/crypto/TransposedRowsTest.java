package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitTranspose;

class TransposedRowsTest {
  private static int bit(byte[] bytes, int i) {
    return bytes[i >>> 3] >>> (i & 7) & 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, 511, 512, 513, 1024, 3000})
  void rowsGiveTheSameBlocksInPortionsOfAnySize(int portion) {
    TransposedRows rows = new TransposedRows();
    new SplittableRandom(portion).nextBytes(rows.rows());
    int count = 5 * BitTranspose.TILE + 77;
    rows.reset(count);
    byte[] out = new byte[16 * count];
    while (rows.left() > 0) {
      rows.take(Math.min(portion, rows.left()), out, 16 * (count - rows.left()));
    }
    int wrong = 0;
    for (int i = 0; i < 128; i++) {
      for (int j = 0; j < count; j++) {
        wrong += bit(out, 128 * j + i) ^ bit(rows.rows(), 8 * i * Fold.STRIDE + j);
      }
    }
    assertThat(wrong).isZero();
  }
}
