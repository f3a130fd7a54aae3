package quotient.bench;

import java.util.SplittableRandom;
import quotient.engine.Party;
import quotient.training.Examples;

/**
 * Uniformly random examples in the ranges of real ones. What the parties do doesn't depend on the
 * values, so these cost what real ones cost.
 */
final class SyntheticExamples {
  private SyntheticExamples() {}

  /** Examples of which A owns the first {@code rowsOfA} and B the others. */
  static Examples examples(
      Party me, int rowsOfA, int rowsOfB, int features, int classes, boolean signed) {
    SplittableRandom random = new SplittableRandom();
    int own = me == Party.A ? rowsOfA : rowsOfB;
    byte[] values = new byte[own * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (signed ? random.nextInt(-127, 128) : random.nextInt(128));
    }
    int[] labels = random.ints(own, 0, classes).toArray();
    return Examples.own(me, rowsOfA + rowsOfB - own, features, signed, values, labels);
  }
}
