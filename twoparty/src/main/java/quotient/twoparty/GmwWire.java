package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.engine.Wire;

/**
 * A wire of which each party holds an XOR share, one bit per lane, packed as {@link
 * quotient.bits.BitVectors} says.
 */
final class GmwWire implements Wire {
  private final long[] share;
  private final int lanes;

  /** A wire that keeps the array. */
  GmwWire(long[] share, int lanes) {
    this.share = share;
    this.lanes = lanes;
  }

  /** This side's share itself; not to be changed. */
  long[] share() {
    return share;
  }

  /** Zeroes the bits past the last lane of a new wire. */
  void clearAfterLastLane() {
    BitVectors.clearTail(share, lanes);
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public String toString() {
    return "GmwWire[" + lanes + " lanes]";
  }
}
