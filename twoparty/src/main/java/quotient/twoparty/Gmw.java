package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Wire;

/**
 * Bits are XOR shares (Goldreich, Micali, Wigderson, "How to Play any Mental Game", STOC 1987). An
 * AND gate uses up a random triple (Beaver, Crypto 1991): both open {@code d = x xor a} and {@code
 * e = y xor b}, which hide x and y, and then {@code x y = c xor d b xor e a xor d e}.
 *
 * <p>Circuits run level by level, all lanes of all independent calls together, because each level
 * is a message that both wait for.
 */
final class Gmw implements GateScheme<GmwWire> {
  /** Lanes that run together at most, so that the wires of a circuit stay below 512 KiB each. */
  private static final int CHUNK_LANES = 1 << 22;

  private final Party me;
  private final GmwLevel gates;
  private final Recordings recordings;

  Gmw(Session session, Recordings recordings) {
    me = session.me();
    gates = new GmwLevel(session);
    this.recordings = recordings;
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    List<Recording> circuits = independent.stream().map(recordings::of).toList();
    List<List<Bits[]>> chunks = new ArrayList<>();
    independent.forEach(_ -> chunks.add(new ArrayList<>()));
    int lanes = independent.stream().mapToInt(LaneCall::lanes).max().orElse(0);
    for (int from = 0; from < lanes; from = chunkEnd(from, lanes)) {
      List<GmwRun> runs = new ArrayList<>();
      for (int i = 0; i < independent.size(); i++) {
        LaneCall call = independent.get(i);
        if (from < call.lanes()) {
          int to = Math.min(chunkEnd(from, lanes), call.lanes());
          runs.add(new GmwRun(me, circuits.get(i), call, from, to, chunks.get(i)));
        }
      }
      run(runs);
    }
    return chunks.stream().map(Gmw::joined).toList();
  }

  static int chunkEnd(int from, int lanes) {
    return (int) Math.min((long) from + CHUNK_LANES, lanes);
  }

  private void run(List<GmwRun> runs) {
    int depth = runs.stream().mapToInt(GmwRun::depth).max().orElse(0);
    for (int level = 0; level <= depth; level++) {
      for (GmwRun run : runs) {
        run.compute(level, gates);
      }
      gates.run();
      for (GmwRun run : runs) {
        run.release(level);
      }
    }
    runs.forEach(GmwRun::finish);
  }

  private static Bits[] joined(List<Bits[]> chunks) {
    Bits[] out = chunks.getFirst();
    if (chunks.size() > 1) {
      for (int o = 0; o < out.length; o++) {
        Wire[] wires = new Wire[out[o].width()];
        for (int i = 0; i < wires.length; i++) {
          int output = o;
          int wire = i;
          wires[i] = joinedWires(chunks.stream().map(chunk -> chunk[output].wire(wire)).toList());
        }
        out[o] = Bits.of(wires);
      }
    }
    return out;
  }

  /** Wires end to end, all public or all secret. */
  private static Wire joinedWires(List<Wire> parts) {
    int lanes = parts.stream().mapToInt(Wire::lanes).sum();
    if (parts.getFirst() instanceof PublicWire p && p.isConstant()) {
      return PublicWire.constant(p.constant(), lanes);
    }
    BitBatch bits = new BitBatch();
    for (Wire part : parts) {
      bits.add(part instanceof PublicWire p ? p.bits() : ((GmwWire) part).share(), part.lanes());
    }
    long[] all = Arrays.copyOf(bits.bits(), BitVectors.words(lanes));
    return parts.getFirst() instanceof PublicWire
        ? PublicWire.of(all, lanes)
        : new GmwWire(all, lanes);
  }

  @Override
  public List<GmwWire> and(List<GmwWire> a, List<GmwWire> b) {
    List<GmwWire> out = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      int lanes = a.get(i).lanes();
      long[] product = new long[BitVectors.words(lanes)];
      gates
          .ands()
          .add(
              new GmwAnds.Share(a.get(i).share(), 0),
              new GmwAnds.Share(b.get(i).share(), 0),
              product);
      out.add(new GmwWire(product, lanes));
    }
    gates.run();
    out.forEach(GmwWire::clearAfterLastLane);
    return out;
  }

  /** At B the same share, but in a wire of its own, as at A. */
  @Override
  public GmwWire not(GmwWire a) {
    long[] share =
        me == Party.A ? BitVectors.xor(a.share(), BitVectors.ones(a.lanes())) : a.share();
    return new GmwWire(share, a.lanes());
  }

  @Override
  public GmwWire slice(GmwWire a, int from, int to) {
    return new GmwWire(BitVectors.slice(a.share(), from, to), to - from);
  }

  @Override
  public GmwWire gather(List<GmwWire> sources, int[] lanes) {
    BitBatch all = new BitBatch();
    sources.forEach(wire -> all.add(wire.share(), wire.lanes()));
    return new GmwWire(BitVectors.gather(all.bits(), lanes), lanes.length);
  }

  @Override
  public boolean has(Wire wire) {
    return wire instanceof GmwWire;
  }

  @Override
  public GmwWire own(Wire wire) {
    if (wire instanceof PublicWire p) {
      long[] share = me == Party.A ? p.bits() : new long[BitVectors.words(p.lanes())];
      return new GmwWire(share, p.lanes());
    }
    return (GmwWire) wire;
  }

  @Override
  public long[] xorShare(GmwWire wire) {
    return wire.share().clone();
  }

  /** A bit that one party knows is its own share, with zero as the other's: nothing to do. */
  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    Wire[] wires = new Wire[share.length];
    Arrays.setAll(wires, i -> new GmwWire(BitVectors.slice(share[i], 0, lanes), lanes));
    return Bits.of(wires);
  }
}
