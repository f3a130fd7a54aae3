package quotient.training;

import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Shares;

/**
 * The classes of a batch, one-hot: examples x classes. A party knows those of its own rows and the
 * other's share of them is zero, so they are additive shares as they are.
 *
 * @param bits one wire
 * @param shares the same numbers, modulo 2^64
 */
record Labels(Bits bits, Shares shares) {
  /** Those of some rows of examples. */
  static Labels of(Engine engine, Examples examples, int[] rows, int classes) {
    long[][] share = examples.oneHotLabels(rows, classes);
    int lanes = Math.multiplyExact(rows.length, classes);
    return new Labels(
        engine.fromXorShare(share, lanes),
        Shares.of(rows.length, classes, Long.SIZE, BitVectors.join(share, lanes)));
  }
}
