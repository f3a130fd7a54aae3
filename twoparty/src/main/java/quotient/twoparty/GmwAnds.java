package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;

/**
 * AND gates of GMW that are computed together: in one message each way, {@code d} and {@code e} of
 * each gate. Gates of a group have their right input in common, and eight of them share a triple of
 * vectors; each triple has a b of its own.
 */
final class GmwAnds implements GmwPart {
  private final BitTriples triples;
  private final BitTriples vectorTriples;
  // The term d e of a product counts once.
  private final long mineIsTheConstant;
  private final List<Gate> singles = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private GmwMessage message = new GmwMessage();
  private BitTriples.Triples ofSingles = BitTriples.NONE;
  private BitTriples.Triples ofGroups = BitTriples.NONE;

  GmwAnds(BitTriples triples, BitTriples vectorTriples, boolean mineIsTheConstant) {
    this.triples = triples;
    this.vectorTriples = vectorTriples;
    this.mineIsTheConstant = mineIsTheConstant ? -1 : 0;
  }

  /**
   * This side's share of an input.
   *
   * @param flip -1 where this side inverts it, else 0
   */
  record Share(long[] bits, long flip) {
    private void mask(long[] mask, int maskAt, long[] out, int at) {
      for (int i = 0; i < bits.length; i++) {
        out[at + i] = bits[i] ^ flip ^ mask[maskAt + i];
      }
    }
  }

  private record Gate(Share x, Share y, long[] out) {}

  private record Group(List<Share> x, Share y, List<long[]> out) {
    int vectors() {
      return GmwMessage.vectors(x.size());
    }

    int words() {
      return y.bits.length;
    }
  }

  /** Adds the gate {@code out = x and y}; all of the same length. */
  void add(Share x, Share y, long[] out) {
    singles.add(new Gate(x, y, out));
    message.add(out.length);
  }

  /** Adds a gate {@code out_i = x_i and y} for each i. */
  void addGroup(List<Share> x, Share y, List<long[]> out) {
    if (x.size() == 1) {
      add(x.getFirst(), y, out.getFirst());
      return;
    }
    groups.add(new Group(x, y, out));
    message.addGroup(x.size(), y.bits.length);
  }

  @Override
  public int outgoing() {
    return message.opened();
  }

  @Override
  public int incoming() {
    return message.opened();
  }

  @Override
  public void write(long[] mine, int at) {
    ofSingles = triples.take(message.singles());
    ofGroups = vectorTriples.take(message.vectorTriples());
    maskSingles(ofSingles, mine, at);
    maskGroups(ofGroups, mine, at + 2 * message.singles());
  }

  @Override
  public void read(long[] mine, int mineAt, long[] theirs, int at) {
    for (int i = 0; i < message.opened(); i++) {
      theirs[at + i] ^= mine[mineAt + i];
    }
    multiplySingles(ofSingles, theirs, at);
    multiplyGroups(ofGroups, theirs, at + 2 * message.singles());
    singles.clear();
    groups.clear();
    message = new GmwMessage();
  }

  private void maskSingles(BitTriples.Triples t, long[] opened, int dAt) {
    int eAt = dAt + message.singles();
    int triple = 0;
    for (Gate gate : singles) {
      gate.x.mask(t.a()[0], triple, opened, dAt + triple);
      gate.y.mask(t.b(), triple, opened, eAt + triple);
      triple += gate.out.length;
    }
  }

  private void multiplySingles(BitTriples.Triples t, long[] opened, int dAt) {
    int eAt = dAt + message.singles();
    int triple = 0;
    for (Gate gate : singles) {
      multiply(opened, dAt + triple, eAt + triple, t, 0, triple, gate.out);
      triple += gate.out.length;
    }
  }

  private void maskGroups(BitTriples.Triples t, long[] opened, int from) {
    int triple = 0;
    int at = from;
    for (Group group : groups) {
      int n = group.words();
      int members = group.x.size();
      for (int i = 0; i < members; i++) {
        group
            .x
            .get(i)
            .mask(
                t.a()[i % GmwMessage.VECTOR],
                triple + i / GmwMessage.VECTOR * n,
                opened,
                at + i * n);
      }
      for (int v = 0; v < group.vectors(); v++) {
        group.y.mask(t.b(), triple + v * n, opened, at + (members + v) * n);
      }
      triple += group.vectors() * n;
      at += (members + group.vectors()) * n;
    }
  }

  private void multiplyGroups(BitTriples.Triples t, long[] opened, int from) {
    int triple = 0;
    int at = from;
    for (Group group : groups) {
      int n = group.words();
      int members = group.x.size();
      for (int i = 0; i < members; i++) {
        int v = i / GmwMessage.VECTOR;
        int e = at + (members + v) * n;
        multiply(opened, at + i * n, e, t, i % GmwMessage.VECTOR, triple + v * n, group.out.get(i));
      }
      triple += group.vectors() * n;
      at += (members + group.vectors()) * n;
    }
  }

  /**
   * This side's share of a product.
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
}
