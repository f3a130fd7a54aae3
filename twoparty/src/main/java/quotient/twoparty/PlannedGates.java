package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.PublicWire;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Wire;

/** Gates that are planned: the same recordings, without bits and without a peer. */
abstract sealed class PlannedGates implements GateScheme<PlannedWire>
    permits PlannedGmw, PlannedYao {
  private final GateProtocol scheme;
  private final Recordings recordings;
  private final Account account;

  PlannedGates(GateProtocol scheme, Account account, Recordings recordings) {
    this.scheme = scheme;
    this.account = account;
    this.recordings = recordings;
  }

  final Account account() {
    return account;
  }

  /** A new wire of this scheme. */
  final PlannedWire wire(int lanes) {
    return new PlannedWire(scheme, lanes);
  }

  /** Accounts for calls that run together; circuits and calls in the same order. */
  abstract void plan(List<Recording> circuits, List<LaneCall> calls);

  /** Bytes of the wires of a circuit that are held at a time. */
  abstract long held(Recording circuit, int lanes);

  /** Accounts for bits that come in as XOR shares. */
  abstract void planInputs(long count);

  @Override
  public final List<Bits[]> lanewise(List<LaneCall> independent) {
    List<Recording> circuits = independent.stream().map(recordings::of).toList();
    plan(circuits, independent);
    long held = 0;
    for (int i = 0; i < circuits.size(); i++) {
      held += held(circuits.get(i), independent.get(i).lanes());
    }
    account.hold(held);
    List<Bits[]> out = new ArrayList<>();
    for (int i = 0; i < circuits.size(); i++) {
      out.add(outputs(circuits.get(i), independent.get(i)));
    }
    return out;
  }

  private Bits[] outputs(Recording circuit, LaneCall call) {
    int lanes = call.lanes();
    long[][] publicBits = circuit.publicBits(call, 0, lanes);
    Bits[] out = new Bits[circuit.outputs()];
    for (int o = 0; o < out.length; o++) {
      Wire[] outputs = new Wire[circuit.width(o)];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = output(circuit, o, i, lanes, publicBits);
      }
      out[o] = Bits.of(outputs);
    }
    return out;
  }

  private Wire output(Recording circuit, int o, int i, int lanes, long[][] publicBits) {
    if (circuit.isConstant(o, i)) {
      return PublicWire.constant(circuit.constant(o, i), lanes);
    }
    int node = Recording.node(circuit.output(o, i));
    return circuit.kind(node).isPublic()
        ? PublicWire.of(Recording.publicBits(publicBits, circuit.output(o, i), lanes), lanes)
        : wire(lanes);
  }

  @Override
  public final PlannedWire not(PlannedWire a) {
    return wire(a.lanes());
  }

  @Override
  public final PlannedWire slice(PlannedWire a, int from, int to) {
    return wire(to - from);
  }

  @Override
  public final PlannedWire gather(List<PlannedWire> sources, int[] lanes) {
    return wire(lanes.length);
  }

  @Override
  public final boolean has(Wire wire) {
    return wire instanceof PlannedWire planned && planned.scheme() == scheme;
  }

  @Override
  public final PlannedWire own(Wire wire) {
    return wire instanceof PublicWire p ? wire(p.lanes()) : (PlannedWire) wire;
  }

  /** Zeros. */
  @Override
  public final long[] xorShare(PlannedWire wire) {
    return new long[BitVectors.words(wire.lanes())];
  }

  @Override
  public final Bits fromXorShare(long[][] share, int lanes) {
    planInputs((long) share.length * lanes);
    Wire[] out = new Wire[share.length];
    Arrays.setAll(out, i -> wire(lanes));
    return Bits.of(out);
  }
}
