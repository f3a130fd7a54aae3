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
import quotient.engine.Ring;
import quotient.engine.Shares;

/**
 * A product of a matrix of bits (rows x inner) and one of shares (inner x columns). Where training
 * has the ternary weights on the right this is the transposed product.
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
    PLANES,
    SHARES
  }

  /** First layer, forward: ternary weights times images. */
  static final ProductShape FIRST_FORWARD = ternary(128, 784, 18, Images.SHARES);

  /** First layer, gradient: images of 7 bits times errors, in the ring of a momentum. */
  static final ProductShape FIRST_GRADIENT = gradient(784, 128, Images.PLANES);

  private static ProductShape ternary(int rows, int inner, int ring, Images owned) {
    return new ProductShape(true, 2, rows, inner, 128, ring, owned);
  }

  private static ProductShape gradient(int inputs, int outputs, Images owned) {
    return new ProductShape(false, 7, inputs, 128, outputs, 27, owned);
  }

  /**
   * What one iteration of {@code train-signum} multiplies: forward, then backward from the last
   * layer to the first.
   */
  static List<ProductShape> ofOneIteration() {
    return List.of(
        FIRST_FORWARD,
        ternary(128, 128, 16, Images.NEITHER),
        ternary(10, 128, 16, Images.NEITHER),
        gradient(128, 10, Images.NEITHER),
        ternary(128, 10, 13, Images.NEITHER),
        gradient(128, 128, Images.NEITHER),
        ternary(128, 128, 15, Images.NEITHER),
        FIRST_GRADIENT);
  }

  /** The ring of the product; a momentum of two buckets sums 24 gradients. */
  Ring productRing() {
    return new Ring(ring, ternary ? 1 : 24);
  }

  long multiplyAdds() {
    return (long) rows * inner * columns;
  }

  /** Makes the left operand of one random share. */
  Supplier<Matrix> left(Party me, SecureRandom random) {
    int count = rows * inner;
    if (owned == Images.PLANES) {
      long[] values = random.longs(count, 0, 1L << planes).toArray();
      for (int at = 0; at < count; at++) {
        values[at] = owner(at % inner, inner) == me ? values[at] : 0;
      }
      long[] weights = Planes.unsignedWeights(planes);
      return () -> Matrix.ofKnown(rows, inner, values, weights, halves(inner, rows).transpose());
    }
    long[] weights = ternary ? new long[] {1, -1} : Planes.unsignedWeights(planes);
    long[][] bits = new long[planes][];
    Arrays.setAll(bits, k -> random.longs(BitVectors.words(count)).toArray());
    Planes share = Planes.of(rows, inner, weights, bits);
    return () -> Matrix.ofBits(share, ring);
  }

  /** Makes the right operand of one random share. */
  Supplier<Matrix> right(Party me, SecureRandom random) {
    long[] values = random.longs((long) inner * columns).toArray();
    if (owned == Images.SHARES) {
      for (int at = 0; at < values.length; at++) {
        values[at] = owner(at % columns, columns) == me ? values[at] & 127 : 0;
      }
      long[] weights = Planes.unsignedWeights(7);
      return () ->
          Matrix.ofKnown(inner, columns, values, weights, halves(columns, inner).transpose());
    }
    Shares share = Shares.of(inner, columns, ring, values);
    return () -> Matrix.ofShares(share);
  }

  private static Party owner(int image, int images) {
    return image < images / 2 ? Party.A : Party.B;
  }

  /** The first half of the images is A's. */
  private static Ownership halves(int images, int pixels) {
    Ownership.Holder[] holders = new Ownership.Holder[images];
    Arrays.setAll(holders, i -> Ownership.Holder.of(owner(i, images)));
    return Ownership.ofRows(holders, pixels);
  }
}
