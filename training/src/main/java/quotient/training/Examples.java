package quotient.training;

import java.util.Arrays;
import quotient.bits.BitVectors;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Party;
import quotient.engine.Planes;

/**
 * The rows of both parties as one table: first A's, then B's. This side may hold the values of all
 * rows (clear training) or only of its own; to the engine the others are zero, which is this side's
 * share of them.
 */
public final class Examples {
  /** The most rows of both parties together: an epoch's order takes four bytes a row. */
  public static final int MAX_ROWS = 1 << 26;

  private final int featureCount;
  private final int rowsOfA;
  private final int rowsOfB;
  private final boolean signed;
  private final int firstHeld;
  private final byte[] features;
  private final int[] labels;

  private Examples(
      int featureCount,
      int rowsOfA,
      int rowsOfB,
      boolean signed,
      int firstHeld,
      byte[] features,
      int[] labels) {
    long rows = (long) rowsOfA + rowsOfB;
    if (rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "the parties have "
              + rowsOfA
              + " and "
              + rowsOfB
              + " rows, at most "
              + MAX_ROWS
              + " together are possible");
    }
    if (features.length != (long) labels.length * featureCount) {
      throw new IllegalArgumentException(
          features.length + " features, " + labels.length + " labels of width " + featureCount);
    }
    this.featureCount = featureCount;
    this.rowsOfA = rowsOfA;
    this.rowsOfB = rowsOfB;
    this.signed = signed;
    this.firstHeld = firstHeld;
    this.features = features;
    this.labels = labels;
  }

  /**
   * All rows in the clear; the first {@code rowsOfA} count as A's. At most {@link #MAX_ROWS}: the
   * message of a failure is one line for the user.
   *
   * @param features row-major, 0 .. 127, or -127 .. 127 if {@code signed}
   * @param labels 0 .. classes - 1
   */
  public static Examples all(
      int featureCount, int rowsOfA, boolean signed, byte[] features, int[] labels) {
    return new Examples(
        featureCount, rowsOfA, labels.length - rowsOfA, signed, 0, features, labels);
  }

  /**
   * The rows of {@code holder} in the clear, and of the other party only their number; at most
   * {@link #MAX_ROWS} together: the message of a failure is one line for the user.
   */
  public static Examples own(
      Party holder,
      int othersRows,
      int featureCount,
      boolean signed,
      byte[] features,
      int[] labels) {
    return holder == Party.A
        ? new Examples(featureCount, labels.length, othersRows, signed, 0, features, labels)
        : new Examples(
            featureCount, othersRows, labels.length, signed, othersRows, features, labels);
  }

  /**
   * Rows of which nothing is known but how many each party has, for a plan; at most {@link
   * #MAX_ROWS} together: the message of a failure is one line for the user.
   */
  public static Examples counted(int rowsOfA, int rowsOfB, int featureCount, boolean signed) {
    return new Examples(featureCount, rowsOfA, rowsOfB, signed, 0, new byte[0], new int[0]);
  }

  /** Rows of both parties. */
  public int rows() {
    return rowsOfA + rowsOfB;
  }

  /** Planes that a feature needs: 7, and a sign where features are signed. */
  int featurePlanes() {
    return Bounds.ACTIVATION_BITS + (signed ? 1 : 0);
  }

  private boolean held(int row) {
    return row >= firstHeld && row < firstHeld + labels.length;
  }

  /**
   * The features of the given rows: rows x features.
   *
   * @param bias the value of one more feature, which who has a row knows; 0 for none
   */
  Matrix features(int[] rows, int bias) {
    int width = featurePlanes();
    long[] weights = signed ? Planes.signedWeights(width) : Planes.unsignedWeights(width);
    Ownership.Holder[] holders = new Ownership.Holder[rows.length];
    Arrays.setAll(holders, b -> Ownership.Holder.of(rows[b] < rowsOfA ? Party.A : Party.B));
    int columns = bias == 0 ? featureCount : featureCount + 1;
    return Matrix.ofKnown(
        rows.length,
        columns,
        values(rows, columns, bias),
        weights,
        Ownership.ofRows(holders, columns));
  }

  /** This side's share of the given rows: rows x features, and the bias. */
  private long[] values(int[] rows, int columns, int bias) {
    long[] out = new long[Math.multiplyExact(columns, rows.length)];
    for (int b = 0; b < rows.length; b++) {
      if (held(rows[b])) {
        int at = (rows[b] - firstHeld) * featureCount;
        for (int i = 0; i < columns; i++) {
          out[b * columns + i] = i < featureCount ? features[at + i] : bias;
        }
      }
    }
    return out;
  }

  /** The labels of the given rows, one-hot: this side's XOR share, rows x classes, one wire. */
  long[][] oneHotLabels(int[] rows, int classes) {
    long[] bits = new long[BitVectors.words((long) classes * rows.length)];
    for (int b = 0; b < rows.length; b++) {
      if (held(rows[b])) {
        int lane = b * classes + labels[rows[b] - firstHeld];
        bits[lane >>> 6] |= 1L << lane;
      }
    }
    return new long[][] {bits};
  }

  /** The labels of the given rows as binary numbers: this side's XOR share, one lane a row. */
  long[][] binaryLabels(int[] rows, int width) {
    long[] values = new long[rows.length];
    for (int b = 0; b < rows.length; b++) {
      values[b] = held(rows[b]) ? labels[rows[b] - firstHeld] : 0;
    }
    return BitVectors.split(values, 0, rows.length, width);
  }

  /** How many rows each class has: this side's additive share, in {@code size} entries. */
  long[] classCounts(int size) {
    long[] counts = new long[size];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  @Override
  public String toString() {
    return "Examples[" + rowsOfA + " + " + rowsOfB + " rows x " + featureCount + " features]";
  }
}
