package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitTransposeTest {
  private static int bit(byte[] bytes, int i) {
    return bytes[i >>> 3] >>> (i & 7) & 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 384, 16384})
  void bitIOfBlockJIsBitJOfRowI(int columns) {
    byte[] rows = new byte[16 * columns];
    new SplittableRandom(columns).nextBytes(rows);
    byte[] out = new byte[16 * columns];
    BitTranspose.transpose128(rows.clone(), columns, out);
    int wrong = 0;
    for (int i = 0; i < 128; i++) {
      for (int j = 0; j < columns; j++) {
        wrong += bit(out, 128 * j + i) ^ bit(rows, columns * i + j);
      }
    }
    assertThat(wrong).isZero();
  }
}
