package quotient.twoparty;

import quotient.engine.Wire;

/** A secret wire of which nothing is known but its lanes. No two are the same wire. */
final class PlannedWire implements Wire {
  private final int lanes;

  PlannedWire(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public String toString() {
    return "PlannedWire[" + lanes + " lanes]";
  }
}
