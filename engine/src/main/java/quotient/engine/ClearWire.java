package quotient.engine;

import quotient.bits.BitVectors;

/**
 * A wire in the clear.
 *
 * @param bits one per lane, packed as {@link BitVectors} says
 */
record ClearWire(long[] bits, int lanes) implements Wire {
  /** A wire with the bits of {@code wire}, whichever it is. */
  static ClearWire of(Wire wire) {
    return wire instanceof PublicWire p ? new ClearWire(p.bits(), p.lanes()) : (ClearWire) wire;
  }

  /** Some lanes; a single lane is repeated. */
  ClearWire cut(int from, int to) {
    if (lanes > 1) {
      return new ClearWire(BitVectors.slice(bits, from, to), to - from);
    }
    return new ClearWire(
        bits[0] == 0 ? new long[BitVectors.words(to - from)] : BitVectors.ones(to - from),
        to - from);
  }
}
