package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.bits.Words;

/**
 * Labels of a party in place. The garbler's change where a bit is inverted, by Delta; the
 * evaluator's don't, so its Delta here is zero.
 */
record YaoLabels(long deltaLow, long deltaHigh) {
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

  /** Zeroes the lanes in which {@code bits} from bit {@code from} are 0: the constant 0. */
  static void keep(byte[] labels, long[] bits, int from, int lanes) {
    for (int i = 0; i < lanes; i++) {
      long keep = -BitVectors.get(bits, from + i);
      Words.set(labels, 16 * i, Words.get(labels, 16 * i) & keep);
      Words.set(labels, 16 * i + 8, Words.get(labels, 16 * i + 8) & keep);
    }
  }
}
