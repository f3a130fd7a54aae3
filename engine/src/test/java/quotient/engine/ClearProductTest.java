package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.bits.BitVectors;

/** Products of the clear engine against plain integers. */
class ClearProductTest {
  private final ClearEngine clear = new ClearEngine();

  @ParameterizedTest
  @CsvSource({
    "1,1,1,8,1",
    "1,9,4,32,8",
    "9,1,4,20,3",
    "9,4,1,2,2",
    "33,65,17,27,8",
    "7,5,9,33,8",
    "12,31,9,64,13",
    "2,3,4,50,50"
  })
  void productsEqualPlainIntegers(int rows, int inner, int columns, int width, int planes) {
    long[] p = new SplittableRandom(1).longs((long) rows * inner).toArray();
    long[] x = new SplittableRandom(2).longs((long) inner * columns).toArray();
    long[] weights = Planes.signedWeights(planes);
    Matrix left =
        Matrix.ofBits(
            Planes.of(rows, inner, weights, BitVectors.split(p, 0, p.length, planes)), width);
    Matrix right = Matrix.ofShares(Shares.of(inner, columns, width, x));
    Shares product = clear.product(left, right, Ring.of(width));
    Shares transposed = clear.product(right.transpose(), left.transpose(), Ring.of(width));
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < columns; c++) {
        long sum = 0;
        for (int j = 0; j < inner; j++) {
          long factor = p[i * inner + j] << (64 - planes) >> (64 - planes);
          sum += factor * x[j * columns + c];
        }
        assertThat(product.values()[i * columns + c]).isEqualTo(sum & Shares.mask(width));
      }
    }
    assertThat(transposed.transpose().values()).isEqualTo(product.values());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,20", "7,7", "7,3", "7,32", "32,32", "13,64", "64,64"})
  void sharesExtendOrReduceBits(int bits, int width) {
    long[] values = new SplittableRandom(bits).longs(130).toArray();
    Bits in = clear.fromXorShare(BitVectors.split(values, 0, 130, bits), 130);
    for (boolean signed : new boolean[] {false, true}) {
      long[] weights = signed ? Planes.signedWeights(bits) : Planes.unsignedWeights(bits);
      Matrix matrix = clear.matrix(in, weights, 13, 10, width);
      long[] expected = new long[130];
      for (int i = 0; i < 130; i++) {
        long top = values[i] << (64 - bits);
        expected[i] = (signed ? top >> (64 - bits) : top >>> (64 - bits)) & Shares.mask(width);
      }
      assertThat(clear.shares(matrix, width).values()).isEqualTo(expected);
    }
  }

  @Test
  void unfittingShapes_fail() {
    Matrix m = Matrix.ofShares(Shares.zeros(2, 3, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clear.product(m, m, Ring.of(8)))
        .withMessage("Matrix[2 x 3] times Matrix[2 x 3]");
  }
}
