package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.engine.BitVectors;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.transport.Channel;

/**
 * Bits are XOR shares (Goldreich, Micali, Wigderson, "How to Play any Mental Game", STOC 1987). An
 * AND gate uses up a random triple (Beaver, Crypto 1991): both open {@code d = x xor a} and {@code
 * e = y xor b}, which hide x and y, and then {@code x y = c xor d b xor e a xor d e}. Gates of one
 * call take one round of two bits each way a gate.
 */
final class GmwEngine extends TwoPartyEngine<GmwWire> {
  /**
   * Large, because each chunk costs the rounds of the whole circuit; a wire is 16 KiB, so that
   * those of a circuit stay in the cache.
   */
  private static final int CHUNK_LANES = 1 << 17;

  /** Words of x in one round: its message is half of what a channel takes without blocking. */
  private static final int ROUND_WORDS = Channel.WRITE_AHEAD_BYTES / 2 / (2 * Long.BYTES);

  private final Party me;
  private final Channel channel;
  private final BitTriples triples;
  private final Inputs<GmwWire> inputs = new Known();

  GmwEngine(Session session, ProductProtocol products) {
    super(GmwWire.class, CHUNK_LANES, session, products);
    me = session.me();
    channel = session.main();
    triples = new BitTriples(session);
  }

  /** A bit that one party knows is its own share, with zero as the other's. */
  private final class Known implements Inputs<GmwWire> {
    private long[] bits = new long[0];
    private int used;

    @Override
    public void begin(long[] mine, int count) {
      bits = mine;
      used = 0;
    }

    @Override
    public Pair<GmwWire> next(int lanes) {
      GmwWire mine = new GmwWire(BitVectors.slice(bits, used, used + lanes), lanes);
      GmwWire theirs = new GmwWire(new long[BitVectors.words(lanes)], lanes);
      used += lanes;
      return me == Party.A ? new Pair<>(mine, theirs) : new Pair<>(theirs, mine);
    }
  }

  @Override
  Inputs<GmwWire> inputs() {
    return inputs;
  }

  @Override
  long[] xorShare(GmwWire wire) {
    return wire.share().clone();
  }

  @Override
  protected GmwWire xorSecret(GmwWire a, GmwWire b) {
    return new GmwWire(BitVectors.xor(a.share(), b.share()), a.lanes());
  }

  @Override
  protected GmwWire andSecret(GmwWire a, GmwWire b) {
    return andSecret(List.of(a), List.of(b)).getFirst();
  }

  @Override
  protected List<GmwWire> andSecret(List<GmwWire> a, List<GmwWire> b) {
    long[] x = flat(a);
    long[] y = flat(b);
    long[] product = new long[x.length];
    for (int from = 0; from < x.length; from += ROUND_WORDS) {
      multiply(x, y, product, from, Math.min(x.length, from + ROUND_WORDS));
    }
    List<GmwWire> out = new ArrayList<>(a.size());
    int at = 0;
    for (GmwWire wire : a) {
      // The slice drops what is after the last lane: bits of triples that nobody needs.
      long[] share = BitVectors.slice(product, 64 * at, 64 * at + wire.lanes());
      out.add(new GmwWire(share, wire.lanes()));
      at += share.length;
    }
    return out;
  }

  private static long[] flat(List<GmwWire> wires) {
    long[] out = new long[wires.stream().mapToInt(wire -> wire.share().length).sum()];
    int at = 0;
    for (GmwWire wire : wires) {
      System.arraycopy(wire.share(), 0, out, at, wire.share().length);
      at += wire.share().length;
    }
    return out;
  }

  private void multiply(long[] x, long[] y, long[] product, int from, int to) {
    int n = to - from;
    BitTriples.Triples t = triples.take(n);
    long[] masked = new long[2 * n];
    for (int i = 0; i < n; i++) {
      masked[i] = x[from + i] ^ t.a()[i];
      masked[n + i] = y[from + i] ^ t.b()[i];
    }
    channel.writeLongs(masked, 0, masked.length);
    long[] theirs = new long[2 * n];
    channel.readLongs(theirs, 0, theirs.length);
    long constant = me == Party.A ? -1 : 0;
    for (int i = 0; i < n; i++) {
      long d = masked[i] ^ theirs[i];
      long e = masked[n + i] ^ theirs[n + i];
      product[from + i] = t.c()[i] ^ (d & t.b()[i]) ^ (e & t.a()[i]) ^ (d & e & constant);
    }
  }

  @Override
  protected GmwWire xorPublic(GmwWire a, PublicWire b) {
    // At B a wire of its own with the same share: gates are folded where both inputs are the same
    // wire, and that must happen on both sides or on none.
    return me == Party.A ? xorSecret(a, secret(b)) : new GmwWire(a.share(), a.lanes());
  }

  @Override
  protected GmwWire andPublic(GmwWire a, PublicWire b) {
    return new GmwWire(BitVectors.and(a.share(), b.bits()), a.lanes());
  }

  @Override
  protected GmwWire secret(PublicWire a) {
    long[] share = me == Party.A ? a.bits() : new long[BitVectors.words(a.lanes())];
    return new GmwWire(share, a.lanes());
  }

  @Override
  protected GmwWire sliceSecret(GmwWire a, int from, int to) {
    return new GmwWire(BitVectors.slice(a.share(), from, to), to - from);
  }

  @Override
  protected GmwWire repeatSecret(GmwWire a, int lanes) {
    long[] ones = BitVectors.ones(lanes);
    long[] share = new long[ones.length];
    Arrays.setAll(share, i -> ones[i] & -a.share()[0]);
    return new GmwWire(share, lanes);
  }

  @Override
  protected GmwWire concatSecret(List<GmwWire> parts, int lanes) {
    long[] out = new long[BitVectors.words(lanes)];
    int at = 0;
    for (GmwWire part : parts) {
      BitVectors.put(part.share(), part.lanes(), out, at);
      at += part.lanes();
    }
    return new GmwWire(out, lanes);
  }
}
