package quotient.twoparty;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Operand;
import quotient.engine.PublicWire;
import quotient.engine.Wire;

/**
 * Gates by GMW, but for calls that are done sooner by Yao: few lanes of a deep circuit, where a
 * message takes long. A wire says to which scheme its bits belong. The lowest bits of labels are
 * XOR shares as they are, so bits go from Yao to GMW for nothing; the other way they take an OT for
 * each bit of B's share, all in one message. Therefore what Yao computed stays labels until GMW
 * needs it: a call that finds labels takes no message but that of its gates.
 *
 * @param <G> wires of GMW
 * @param <Y> wires of Yao
 */
final class MixedGates<G extends Wire, Y extends Wire> implements BitGates {
  private final GateScheme<G> gmw;
  private final GateScheme<Y> yao;
  private final SchemeChoice choice;

  /** Mixes two schemes, which have their recordings from {@code choice}. */
  MixedGates(GateScheme<G> gmw, GateScheme<Y> yao, SchemeChoice choice) {
    this.gmw = gmw;
    this.yao = yao;
    this.choice = choice;
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    GateScheme<?> scheme = choice.isYao(independent, yao::has) ? yao : gmw;
    IdentityHashMap<Wire, Wire> entered = new IdentityHashMap<>();
    return scheme.lanewise(independent.stream().map(call -> enter(scheme, call, entered)).toList());
  }

  private LaneCall enter(GateScheme<?> scheme, LaneCall call, IdentityHashMap<Wire, Wire> entered) {
    List<Operand> inputs =
        call.inputs().stream()
            .<Operand>map(
                input -> input instanceof Bits bits ? enter(scheme, bits, entered) : input)
            .toList();
    return new LaneCall(call.circuit(), inputs);
  }

  @Override
  public List<Bits> halved(List<Bits> tensors, long most) {
    return gmw.halved(tensors.stream().map(this::byGmw).toList(), most);
  }

  /** Labels remain labels where there is nothing else among them. */
  @Override
  public Bits gatherBits(List<Bits> sources, int[] lanes) {
    return sources.stream().anyMatch(bits -> hasAny(bits, yao::has))
            && sources.stream().noneMatch(bits -> hasAny(bits, gmw::has))
        ? yao.gatherBits(sources, lanes)
        : gmw.gatherBits(sources.stream().map(this::byGmw).toList(), lanes);
  }

  private static boolean hasAny(Bits bits, Predicate<Wire> property) {
    for (int i = 0; i < bits.width(); i++) {
      if (property.test(bits.wire(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long[][] xorShare(Bits bits) {
    long[][] out = new long[bits.width()][];
    Arrays.setAll(out, i -> xorShare(bits.wire(i)));
    return out;
  }

  private long[] xorShare(Wire wire) {
    return yao.has(wire) ? yao.xorShare(yao.own(wire)) : gmw.xorShare(gmw.own(wire));
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    return gmw.fromXorShare(share, lanes);
  }

  private Bits byGmw(Bits bits) {
    return enter(gmw, bits, new IdentityHashMap<>());
  }

  /**
   * Bits of which all secret wires are of one scheme.
   *
   * @param entered what the wires of the other one that came before have become: a wire that comes
   *     twice stays one wire
   */
  private Bits enter(GateScheme<?> scheme, Bits bits, IdentityHashMap<Wire, Wire> entered) {
    Wire[] wires = new Wire[bits.width()];
    Arrays.setAll(wires, bits::wire);
    Wire[] foreign =
        Arrays.stream(wires)
            .filter(wire -> !(wire instanceof PublicWire) && !scheme.has(wire))
            .filter(wire -> !entered.containsKey(wire))
            .distinct()
            .toArray(Wire[]::new);
    if (foreign.length > 0) {
      Bits own = scheme.fromXorShare(xorShare(Bits.of(foreign)), bits.lanes());
      for (int i = 0; i < foreign.length; i++) {
        entered.put(foreign[i], own.wire(i));
      }
    }
    return Bits.of(
        Arrays.stream(wires).map(wire -> entered.getOrDefault(wire, wire)).toArray(Wire[]::new));
  }
}
