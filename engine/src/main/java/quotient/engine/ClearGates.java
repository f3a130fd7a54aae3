package quotient.engine;

import java.util.Arrays;
import java.util.Optional;
import quotient.bits.BitVectors;

/** Gates on bits in the clear, one after the other. Constants are not worked on. */
final class ClearGates implements Gates {
  @Override
  public Wire xor(Wire a, Wire b) {
    checkLanes(a, b);
    if (isConstant(a, false)) {
      return b;
    }
    if (isConstant(b, false)) {
      return a;
    }
    return new ClearWire(BitVectors.xor(ClearWire.of(a).bits(), ClearWire.of(b).bits()), a.lanes());
  }

  @Override
  public Wire and(Wire a, Wire b) {
    checkLanes(a, b);
    if (isConstant(a, false) || isConstant(b, true)) {
      return a;
    }
    if (isConstant(b, false) || isConstant(a, true)) {
      return b;
    }
    return new ClearWire(BitVectors.and(ClearWire.of(a).bits(), ClearWire.of(b).bits()), a.lanes());
  }

  private static boolean isConstant(Wire wire, boolean value) {
    return wire instanceof PublicWire p && p.isConstant() && p.constant() == value;
  }

  private static void checkLanes(Wire a, Wire b) {
    if (a.lanes() != b.lanes()) {
      throw new IllegalArgumentException("wires of " + a.lanes() + " and " + b.lanes() + " lanes");
    }
  }

  @Override
  public Bits and(Bits a, Bits b) {
    Wire[] out = new Wire[a.width()];
    Arrays.setAll(out, i -> and(a.wire(i), b.wire(i)));
    return Bits.of(out);
  }

  @Override
  public Bits and(Bits x, Wire keep) {
    Wire[] out = new Wire[x.width()];
    Arrays.setAll(out, i -> and(x.wire(i), keep));
    return Bits.of(out);
  }

  @Override
  public Wire not(Wire a) {
    return xor(a, PublicWire.ones(a.lanes()));
  }

  @Override
  public CircuitForm form() {
    return CircuitForm.RIPPLE;
  }

  @Override
  public Optional<Wire> signOfDifference(Bits x, long limit) {
    return Optional.empty();
  }
}
