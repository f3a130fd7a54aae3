package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.bits.LowBits;
import quotient.bits.Words;
import quotient.crypto.SecretBlock;
import quotient.engine.Bits;
import quotient.engine.Gather;
import quotient.engine.LaneCall;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.engine.Recordings;
import quotient.engine.Wire;
import quotient.transport.Channel;

/**
 * Bits are garbled wires ({@link YaoWire}); A garbles and B evaluates. Circuits run in chunks of
 * lanes in recorded order, streaming: all labels of a circuit at once would be a hundred times
 * those of a chunk. B's bits of all inputs of independent calls go in one message.
 */
final class Yao implements GateScheme<YaoWire> {
  private final Party me;
  private final HalfGates gates;
  private final YaoInputs inputs;
  private final YaoLabels labels;
  private final Recordings recordings;

  Yao(Session session, Recordings recordings) {
    me = session.me();
    Channel channel = session.main();
    this.recordings = recordings;
    if (me == Party.A) {
      SecretBlock delta = session.correlations().sender().delta();
      gates = new HalfGatesGarbler(channel, session.hash(Session.Domain.GARBLING), delta);
      inputs = new YaoInputs.Garbler(session.correlations().sender());
      labels = new YaoLabels(Words.get(delta.reveal(), 0), Words.get(delta.reveal(), 8));
    } else {
      gates = new HalfGatesEvaluator(channel, session.hash(Session.Domain.GARBLING));
      inputs = new YaoInputs.Evaluator(session.correlations().receiver());
      labels = new YaoLabels(0, 0);
    }
  }

  @Override
  public List<Bits[]> lanewise(List<LaneCall> independent) {
    List<YaoRun> runs =
        independent.stream()
            .map(call -> new YaoRun(me, recordings.of(call), call, gates, inputs, labels))
            .toList();
    BitBatch mine = new BitBatch();
    runs.forEach(run -> run.addInputs(mine));
    inputs.begin(mine.bits(), mine.count());
    return runs.stream().map(YaoRun::run).toList();
  }

  @Override
  public List<YaoWire> and(List<YaoWire> a, List<YaoWire> b) {
    List<YaoWire> out = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      byte[] product = new byte[a.get(i).labels().length];
      gates.and(a.get(i).labels(), b.get(i).labels(), a.get(i).lanes(), product);
      out.add(new YaoWire(product));
    }
    return out;
  }

  @Override
  public YaoWire not(YaoWire a) {
    byte[] out = a.labels().clone();
    labels.flip(out, a.lanes());
    return new YaoWire(out);
  }

  @Override
  public YaoWire slice(YaoWire a, int from, int to) {
    return new YaoWire(Arrays.copyOfRange(a.labels(), 16 * from, 16 * to));
  }

  /** A lane that is zero has the labels of the constant 0, see {@link #own}. */
  @Override
  public YaoWire gather(List<YaoWire> sources, int[] lanes) {
    int total = sources.stream().mapToInt(YaoWire::lanes).sum();
    byte[] all = new byte[Math.multiplyExact(16, total)];
    int at = 0;
    for (YaoWire wire : sources) {
      System.arraycopy(wire.labels(), 0, all, at, wire.labels().length);
      at += wire.labels().length;
    }
    byte[] out = new byte[Math.multiplyExact(16, lanes.length)];
    for (int i = 0; i < lanes.length; i++) {
      if (lanes[i] != Gather.ZERO) {
        System.arraycopy(all, 16 * lanes[i], out, 16 * i, 16);
      }
    }
    return new YaoWire(out);
  }

  @Override
  public boolean has(Wire wire) {
    return wire instanceof YaoWire;
  }

  /** The evaluator's label of a constant is zero, the garbler's K0 is b Delta. */
  @Override
  public YaoWire own(Wire wire) {
    if (wire instanceof PublicWire p) {
      byte[] out = new byte[16 * p.lanes()];
      labels.flip(out, p.bits(), 0, p.lanes());
      return new YaoWire(out);
    }
    return (YaoWire) wire;
  }

  @Override
  public long[] xorShare(YaoWire wire) {
    long[] out = new long[BitVectors.words(wire.lanes())];
    LowBits.KERNEL.gather(wire.labels(), wire.lanes(), new long[][] {out}, 0);
    return out;
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    BitBatch mine = GateScheme.batch(share, lanes);
    inputs.begin(mine.bits(), mine.count());
    Wire[] out = new Wire[share.length];
    for (int i = 0; i < out.length; i++) {
      YaoInputs.Pair pair = inputs.next(lanes);
      byte[] sum = new byte[16 * lanes];
      Words.xor(pair.ofA().labels(), pair.ofB().labels(), sum);
      out[i] = new YaoWire(sum);
    }
    return Bits.of(out);
  }
}
