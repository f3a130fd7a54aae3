package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.bits.Words;

/**
 * Labels of a party in place. The garbler's change where a bit is inverted, by Delta; the
 * evaluator's don't, so its Delta here is zero.
 */
final class YaoLabels {
  private final long deltaLow;
  private final long deltaHigh;

  YaoLabels(long deltaLow, long deltaHigh) {
    this.deltaLow = deltaLow;
    this.deltaHigh = deltaHigh;
  }

  /** Inverts the first {@code lanes} lanes. */
  void flip(byte[] labels, int lanes) {
    for (int i = 0; i < 16 * lanes; i += 16) {
      Words.set(labels, i, Words.get(labels, i) ^ deltaLow);
      Words.set(labels, i + 8, Words.get(labels, i + 8) ^ deltaHigh);
    }
  }

  /** Inverts the lanes in which {@code bits} from bit {@code from} are 1. */
  void flip(byte[] labels, long[] bits, int from, int lanes) {
    for (int i = 0; i < lanes; i++) {
      long mask = -BitVectors.get(bits, from + i);
      Words.set(labels, 16 * i, Words.get(labels, 16 * i) ^ (mask & deltaLow));
      Words.set(labels, 16 * i + 8, Words.get(labels, 16 * i + 8) ^ (mask & deltaHigh));
    }
  }

  /**
   * Zeroes lanes, which makes them the constant 0: those in which {@code bits} from bit {@code
   * from} are 0, or 1 if {@code inverted}.
   */
  static void keep(byte[] labels, long[] bits, boolean inverted, int from, int lanes) {
    int flip = inverted ? 1 : 0;
    for (int i = 0; i < lanes; i++) {
      long keep = -(long) (BitVectors.get(bits, from + i) ^ flip);
      Words.set(labels, 16 * i, Words.get(labels, 16 * i) & keep);
      Words.set(labels, 16 * i + 8, Words.get(labels, 16 * i + 8) & keep);
    }
  }
}
