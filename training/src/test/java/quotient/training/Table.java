package quotient.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import quotient.engine.Party;

/** Rows with labels in the clear; the first {@code rowsOfA} are A's when they are dealt. */
record Table(int featureCount, boolean signed, int rowsOfA, byte[] features, int[] labels) {

  /** Random rows, of which a third are as extreme as they can be. */
  static Table random(long seed, int rows, int featureCount, int classes, boolean signed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] features = new byte[rows * featureCount];
    int[] labels = new int[rows];
    for (int b = 0; b < rows; b++) {
      labels[b] = random.nextInt(classes);
      int kind = random.nextInt(6);
      for (int i = 0; i < featureCount; i++) {
        int value = kind == 0 ? 127 : kind == 1 ? 0 : random.nextInt(128);
        boolean negative = signed && (kind == 0 ? labels[b] % 2 == 0 : random.nextBoolean());
        features[b * featureCount + i] = (byte) (negative ? -value : value);
      }
    }
    return new Table(featureCount, signed, random.nextInt(rows + 1), features, labels);
  }

  /** Rows of one class, all as large as they can be: nothing averages out. */
  static Table extreme(int rows, int featureCount, boolean signed) {
    byte[] features = new byte[rows * featureCount];
    Arrays.fill(features, (byte) (signed ? -127 : 127));
    return new Table(featureCount, signed, rows / 2, features, new int[rows]);
  }

  int rows() {
    return labels.length;
  }

  /** The rows as one party has them; all of them where {@code party} is null. */
  Examples dealtTo(@Nullable Party party) {
    if (party == null) {
      return Examples.all(featureCount, rowsOfA, signed, features, labels);
    }
    int from = party == Party.A ? 0 : rowsOfA;
    int to = party == Party.A ? rowsOfA : labels.length;
    return Examples.own(
        party,
        labels.length - (to - from),
        featureCount,
        signed,
        Arrays.copyOfRange(features, from * featureCount, to * featureCount),
        Arrays.copyOfRange(labels, from, to));
  }

  Table withRowsOfA(int count) {
    return new Table(featureCount, signed, count, features, labels);
  }
}
