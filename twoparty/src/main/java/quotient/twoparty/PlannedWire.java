package quotient.twoparty;

import quotient.engine.Wire;

/** A secret wire of which its scheme and its lanes are known. No two are the same wire. */
final class PlannedWire implements Wire {
  private final GateProtocol scheme;
  private final int lanes;

  PlannedWire(GateProtocol scheme, int lanes) {
    this.scheme = scheme;
    this.lanes = lanes;
  }

  GateProtocol scheme() {
    return scheme;
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
