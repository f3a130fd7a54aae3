package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.transport.Channel;

/**
 * Bits are XOR shares (Goldreich, Micali, Wigderson, "How to Play any Mental Game", STOC 1987). An
 * AND gate uses up a random triple (Beaver, Crypto 1991): both open {@code d = x xor a} and {@code
 * e = y xor b}, which hide x and y, and then {@code x y = c xor d b xor e a xor d e}. Gates of one
 * call take one round of two bits each way a gate; where they have one input in common, eight share
 * a triple of vectors.
 */
final class GmwEngine extends TwoPartyEngine<GmwWire> {
  /**
   * Large, because each chunk costs the rounds of the whole circuit; a wire is 16 KiB, so that
   * those of a circuit stay in the cache.
   */
  private static final int CHUNK_LANES = 1 << 17;

  /** Bits of a vector. */
  private static final int VECTOR = 8;

  private final Party me;
  private final Channel channel;
  private final BitTriples triples;
  private final BitTriples vectorTriples;
  private final Inputs<GmwWire> inputs = new Known();
  // The term d e of a product counts once.
  private final long mineIsTheConstant;

  GmwEngine(Session session, ProductProtocol products) {
    super(GmwWire.class, CHUNK_LANES, session, products);
    me = session.me();
    channel = session.main();
    mineIsTheConstant = me == Party.A ? -1 : 0;
    BitTriples.Hashes hashes =
        new BitTriples.Hashes(
            session.hash(Session.Domain.TRIPLES, me),
            session.hash(Session.Domain.TRIPLES, me.other()));
    triples = new BitTriples(1, session, hashes);
    vectorTriples = new BitTriples(VECTOR, session, hashes);
  }

  /** A bit that one party knows is its own share, with zero as the other's. */
  private final class Known implements Inputs<GmwWire> {
    private long[] bits = new long[0];
    private long used;

    @Override
    public void begin(long[] mine, long count) {
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
    int n = x.length;
    BitTriples.Triples t = triples.take(n);
    long[] opened = new long[2 * n];
    mask(x, t.a()[0], 0, opened, 0);
    mask(y, t.b(), 0, opened, n);
    exchange(opened);
    long[] product = new long[n];
    multiply(opened, 0, n, t, 0, 0, product);
    List<GmwWire> out = new ArrayList<>(a.size());
    int at = 0;
    for (GmwWire wire : a) {
      // What is after the last lane belongs to triples that nobody needs; the slice drops it.
      long[] share = BitVectors.slice(product, 64L * at, 64L * at + wire.lanes());
      out.add(new GmwWire(share, wire.lanes()));
      at += wire.share().length;
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

  /** Up to {@link #VECTOR} wires use one triple a lane; each triple has a b of its own. */
  @Override
  protected List<GmwWire> andSecret(List<GmwWire> a, GmwWire keep) {
    if (a.size() == 1) {
      return List.of(andSecret(a.getFirst(), keep));
    }
    int n = keep.share().length;
    int vectors = Math.ceilDiv(a.size(), VECTOR);
    BitTriples.Triples t = vectorTriples.take(vectors * n);
    long[] opened = new long[(a.size() + vectors) * n];
    for (int i = 0; i < a.size(); i++) {
      mask(a.get(i).share(), t.a()[i % VECTOR], i / VECTOR * n, opened, i * n);
    }
    for (int v = 0; v < vectors; v++) {
      mask(keep.share(), t.b(), v * n, opened, (a.size() + v) * n);
    }
    exchange(opened);
    List<GmwWire> out = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      long[] product = new long[n];
      int v = i / VECTOR;
      multiply(opened, i * n, (a.size() + v) * n, t, i % VECTOR, v * n, product);
      out.add(new GmwWire(BitVectors.slice(product, 0, keep.lanes()), keep.lanes()));
    }
    return out;
  }

  private static void mask(long[] x, long[] mask, int maskAt, long[] out, int at) {
    for (int i = 0; i < x.length; i++) {
      out[at + i] = x[i] ^ mask[maskAt + i];
    }
  }

  /** Adds the other side's share to this one's. */
  private void exchange(long[] share) {
    long[] theirs = Exchange.longs(channel, share);
    for (int i = 0; i < share.length; i++) {
      share[i] ^= theirs[i];
    }
  }

  /**
   * This side's share of the product.
   *
   * @param opened has d from {@code dAt} and e from {@code eAt}
   * @param t triples, used from word {@code at} with bit {@code p} of their vectors
   */
  private void multiply(
      long[] opened, int dAt, int eAt, BitTriples.Triples t, int p, int at, long[] product) {
    long[] a = t.a()[p];
    long[] b = t.b();
    long[] c = t.c()[p];
    for (int i = 0; i < product.length; i++) {
      long d = opened[dAt + i];
      long e = opened[eAt + i];
      product[i] = c[at + i] ^ (d & b[at + i]) ^ (e & a[at + i]) ^ (d & e & mineIsTheConstant);
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
