package quotient.bench;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import quotient.bits.BitVectors;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * A product of bits (rows x inner) and shares (inner x columns).
 *
 * @param ternary whether the bits are those of ternary weights; otherwise of unsigned integers
 * @param planes bits of an entry
 * @param ring bits of the shares and of the product
 * @param owned which operand holds the images, half of which each party knows in the clear
 */
record ProductShape(
    boolean ternary, int planes, int rows, int inner, int columns, int ring, Images owned) {

  /** The operand whose columns are images. */
  enum Images {
    NEITHER,
    LEFT,
    RIGHT
  }

  private static final int IMAGE_BITS = 7;

  /** First layer, forward: ternary weights times images. */
  static final ProductShape FIRST_FORWARD = ternary(128, 784, 18, Images.RIGHT);

  /** First layer, gradient: images of 7 bits times errors, in the ring of a momentum. */
  static final ProductShape FIRST_GRADIENT = gradient(784, 128, Images.LEFT);

  private static ProductShape ternary(int rows, int inner, int ring, Images owned) {
    return new ProductShape(true, 2, rows, inner, 128, ring, owned);
  }

  private static ProductShape gradient(int inputs, int outputs, Images owned) {
    return new ProductShape(false, IMAGE_BITS, inputs, 128, outputs, 27, owned);
  }

  /**
   * What one iteration of {@code train-signum} multiplies: forward, then backward from the last
   * layer to the first.
   */
  static List<ProductShape> ofOneIteration() {
    return List.of(
        FIRST_FORWARD,
        ternary(128, 128, 15, Images.NEITHER),
        ternary(10, 128, 16, Images.NEITHER),
        gradient(128, 10, Images.NEITHER),
        ternary(128, 10, 12, Images.NEITHER),
        gradient(128, 128, Images.NEITHER),
        ternary(128, 128, 15, Images.NEITHER),
        FIRST_GRADIENT);
  }

  /** How many such products are summed: a momentum of two buckets takes 24 gradients. */
  int terms() {
    return ternary ? 1 : 24;
  }

  long multiplyAdds() {
    return (long) rows * inner * columns;
  }

  /** The operands of a product. */
  record Operands(Matrix left, Matrix right) {}

  /** Makes random shares of the operands: as new ones, of which nothing is computed yet. */
  Supplier<Operands> random(Party me, SecureRandom random) {
    Supplier<Matrix> left = left(me, random);
    Supplier<Matrix> right = right(me, random);
    return () -> new Operands(left.get(), right.get());
  }

  private Supplier<Matrix> left(Party me, SecureRandom random) {
    long[] weights = ternary ? new long[] {1, -1} : Planes.unsignedWeights(planes);
    if (owned == Images.LEFT) {
      long[] values = images(me, random, rows, inner);
      return () -> Matrix.ofKnown(rows, inner, values, weights, halves(inner, rows));
    }
    long[][] bits = new long[planes][];
    Arrays.setAll(bits, k -> random.longs(BitVectors.words(rows * inner)).toArray());
    Planes share = Planes.of(rows, inner, weights, bits);
    return () -> Matrix.ofBits(share, ring);
  }

  private Supplier<Matrix> right(Party me, SecureRandom random) {
    if (owned == Images.RIGHT) {
      long[] values = images(me, random, inner, columns);
      long[] weights = Planes.unsignedWeights(IMAGE_BITS);
      return () -> Matrix.ofKnown(inner, columns, values, weights, halves(columns, inner));
    }
    Shares share = Shares.of(inner, columns, ring, random.longs((long) inner * columns).toArray());
    return () -> Matrix.ofShares(share);
  }

  private static long[] images(Party me, SecureRandom random, int height, int images) {
    long[] values = random.longs((long) height * images, 0, 1 << IMAGE_BITS).toArray();
    for (int at = 0; at < values.length; at++) {
      if (owner(at % images, images) != me) {
        values[at] = 0;
      }
    }
    return values;
  }

  private static Party owner(int image, int images) {
    return image < images / 2 ? Party.A : Party.B;
  }

  private static Ownership halves(int images, int height) {
    Ownership.Holder[] holders = new Ownership.Holder[images];
    Arrays.setAll(holders, i -> Ownership.Holder.of(owner(i, images)));
    return Ownership.ofRows(holders, height).transpose();
  }
}
