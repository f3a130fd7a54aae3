package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.bits.LowBits;
import quotient.bits.Words;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.engine.Party;
import quotient.engine.PublicWire;

/** Bits are garbled wires ({@link YaoWire}); A garbles and B evaluates. */
final class YaoEngine extends TwoPartyEngine<YaoWire> {
  private final Party me;
  private final HalfGates gates;
  private final YaoInputs inputs;
  // What the garbler adds to flip a label; zero at the evaluator, whose label does not change.
  private final long flipLow;
  private final long flipHigh;

  YaoEngine(Session session, ProductProtocol products) {
    super(YaoWire.class, HalfGates.VECTOR, session, products);
    me = session.me();
    Prg labels = new Prg(session.commonSeed());
    if (me == Party.A) {
      SecretBlock delta = session.correlations().sender().delta();
      gates = new HalfGatesGarbler(session.main(), session.hash(Session.Domain.GARBLING), delta);
      inputs = new YaoInputs.Garbler(labels, session.correlations().sender());
      flipLow = Words.get(delta.reveal(), 0);
      flipHigh = Words.get(delta.reveal(), 8);
    } else {
      gates = new HalfGatesEvaluator(session.main(), session.hash(Session.Domain.GARBLING));
      inputs = new YaoInputs.Evaluator(labels, session.correlations().receiver());
      flipLow = 0;
      flipHigh = 0;
    }
  }

  @Override
  Inputs<YaoWire> inputs() {
    return inputs;
  }

  @Override
  long[] xorShare(YaoWire wire) {
    long[] out = new long[BitVectors.words(wire.lanes())];
    LowBits.KERNEL.gather(wire.labels(), wire.lanes(), new long[][] {out}, 0);
    return out;
  }

  @Override
  protected YaoWire xorSecret(YaoWire a, YaoWire b) {
    byte[] out = new byte[a.labels().length];
    Words.xor(a.labels(), b.labels(), out);
    return new YaoWire(out);
  }

  @Override
  protected YaoWire andSecret(YaoWire a, YaoWire b) {
    return new YaoWire(gates.and(a.labels(), b.labels()));
  }

  @Override
  protected YaoWire xorPublic(YaoWire a, PublicWire b) {
    // The evaluator's labels stay, but in a wire of its own: gates are folded where both inputs are
    // the same wire, and that must happen on both sides or on none.
    return me == Party.A ? xorSecret(a, secret(b)) : new YaoWire(a.labels());
  }

  @Override
  protected YaoWire andPublic(YaoWire a, PublicWire b) {
    byte[] out = a.labels().clone();
    long[] bits = b.bits();
    for (int i = 0; i < b.lanes(); i++) {
      long keep = -BitVectors.get(bits, i);
      Words.set(out, 16 * i, Words.get(out, 16 * i) & keep);
      Words.set(out, 16 * i + 8, Words.get(out, 16 * i + 8) & keep);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire secret(PublicWire a) {
    // The evaluator's label of a constant is zero, the garbler's K0 is b Delta.
    byte[] out = new byte[16 * a.lanes()];
    long[] bits = a.bits();
    for (int i = 0; i < a.lanes(); i++) {
      long mask = -BitVectors.get(bits, i);
      Words.set(out, 16 * i, mask & flipLow);
      Words.set(out, 16 * i + 8, mask & flipHigh);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire sliceSecret(YaoWire a, int from, int to) {
    return new YaoWire(Arrays.copyOfRange(a.labels(), 16 * from, 16 * to));
  }

  @Override
  protected YaoWire repeatSecret(YaoWire a, int lanes) {
    byte[] out = new byte[16 * lanes];
    for (int i = 0; i < lanes; i++) {
      System.arraycopy(a.labels(), 0, out, 16 * i, 16);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire concatSecret(List<YaoWire> parts, int lanes) {
    byte[] out = new byte[16 * lanes];
    int at = 0;
    for (YaoWire part : parts) {
      System.arraycopy(part.labels(), 0, out, at, part.labels().length);
      at += part.labels().length;
    }
    return new YaoWire(out);
  }
}
