package quotient.engine;

import java.util.Arrays;
import quotient.bits.BitVectors;

/**
 * A rows x columns matrix of integers written in bits: entry (i, j) is {@code sum_k c_k p_k[i][j]}
 * with public weights {@code c_k} and XOR-shared bits {@code p_k = p_k^A xor p_k^B}, of which this
 * side holds one share. Immutable.
 *
 * @see Matrix
 */
public final class Planes {
  private final int rows;
  private final int columns;
  private final long[] weights;
  private final long[][] bits;

  private Planes(int rows, int columns, long[] weights, long[][] bits) {
    if (bits.length != weights.length) {
      throw new IllegalArgumentException(bits.length + " planes, " + weights.length + " weights");
    }
    for (long[] plane : bits) {
      if (plane.length != BitVectors.words((long) rows * columns)) {
        throw new IllegalArgumentException("a plane of wrong size for " + rows + " x " + columns);
      }
    }
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    this.bits = bits;
  }

  /**
   * Planes of which this side's share is {@code bits}: {@code bits[k]} holds plane k row-major,
   * packed as {@link BitVectors} says.
   */
  public static Planes of(int rows, int columns, long[] weights, long[][] bits) {
    return new Planes(rows, columns, weights.clone(), bits.clone());
  }

  /** Weights 1, 2, 4, ...: unsigned integers of {@code width} bits. */
  public static long[] unsignedWeights(int width) {
    long[] weights = new long[width];
    Arrays.setAll(weights, k -> 1L << k);
    return weights;
  }

  /** Weights 1, 2, 4, ..., -2^(width-1): two's complement integers of {@code width} bits. */
  public static long[] signedWeights(int width) {
    long[] weights = unsignedWeights(width);
    weights[width - 1] = -weights[width - 1];
    return weights;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Columns. */
  public int columns() {
    return columns;
  }

  /** The number of planes. */
  public int count() {
    return weights.length;
  }

  /** The public weight of plane {@code k}. */
  public long weight(int k) {
    return weights[k];
  }

  /** This side's share of plane {@code k}, row-major: the array itself, for engines. */
  public long[] bits(int k) {
    return bits[k];
  }

  /** This side's share as integers, row-major: {@code sum_k c_k p_k} of this side's bits. */
  public long[] values() {
    long[] out = new long[Math.multiplyExact(rows, columns)];
    for (int k = 0; k < weights.length; k++) {
      long[] plane = bits[k];
      long weight = weights[k];
      for (int i = 0; i < out.length; i++) {
        out[i] += weight & -(plane[i >>> 6] >>> i & 1);
      }
    }
    return out;
  }

  /** What a map of single entries makes of each row. */
  Planes gather(Gather map) {
    int[] lanes = map.lanes(rows);
    long[][] out = new long[bits.length][];
    Arrays.setAll(out, k -> BitVectors.gather(bits[k], lanes));
    return new Planes(Math.multiplyExact(rows, map.rows()), map.columns(), weights, out);
  }

  /** The transposed matrix. */
  public Planes transpose() {
    long[][] out = new long[bits.length][];
    Arrays.setAll(out, k -> BitVectors.transpose(bits[k], rows, columns));
    return new Planes(columns, rows, weights, out);
  }

  @Override
  public String toString() {
    return "Planes[" + rows + " x " + columns + ", weights " + Arrays.toString(weights) + "]";
  }
}
