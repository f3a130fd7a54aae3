package quotient.bench;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Owners;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * A product of planes (rows x inner) and shares (inner x columns).
 *
 * @param ternary whether the planes are those of ternary weights; otherwise of unsigned integers
 * @param planes the number of planes
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

  /** A random share of the left operand. */
  Planes randomPlanes(Party me, SecureRandom random) {
    long[] weights = ternary ? new long[] {1, -1} : Planes.unsignedWeights(planes);
    long[][] bits = new long[planes][];
    for (int k = 0; k < planes; k++) {
      bits[k] = random.longs(BitVectors.words(rows * inner)).toArray();
      if (owned == Images.PLANES) {
        for (int at = 0; at < rows * inner; at++) {
          if (owner(at % inner, inner) != me) {
            bits[k][at >>> 6] &= ~(1L << at);
          }
        }
      }
    }
    Owners owners = owned == Images.PLANES ? halves(inner) : Owners.NONE;
    return Planes.ofColumns(rows, inner, weights, bits, owners);
  }

  /** A random share of the right operand. */
  Shares randomShares(Party me, SecureRandom random) {
    long[] values = random.longs((long) inner * columns).toArray();
    if (owned == Images.SHARES) {
      for (int at = 0; at < values.length; at++) {
        if (owner(at % columns, columns) != me) {
          values[at] = 0;
        }
      }
    }
    Owners owners = owned == Images.SHARES ? halves(columns) : Owners.NONE;
    return Shares.ofColumns(inner, columns, ring, values, owners);
  }

  private static Party owner(int image, int images) {
    return image < images / 2 ? Party.A : Party.B;
  }

  private static Owners halves(int images) {
    Party[] owners = new Party[images];
    Arrays.setAll(owners, i -> owner(i, images));
    return Owners.of(owners);
  }
}
