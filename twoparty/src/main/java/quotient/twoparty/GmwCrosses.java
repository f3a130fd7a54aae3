package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import quotient.engine.Party;

/**
 * ANDs of a bit x that A knows and a bit y that B knows: half of a triple, one random OT, in which
 * one of them has a random {@code a} and the other a random {@code b}, and both a share of {@code a
 * b} ({@link BitTriples}). With a at A, A sends {@code d = x xor a} and B {@code e = y xor b}; then
 * {@code x y = a b xor d b xor e x} is shared by {@code e x} beside A's share, {@code d b} beside
 * B's. The parties send OTs by turns.
 */
final class GmwCrosses implements GmwPart {
  /** Rows of bits that are kept of an OT each way. */
  static final int ROWS = 4;

  private final Party me;
  private final Stock products;
  private final List<Gate> gates = new ArrayList<>();
  private GmwMessage message = new GmwMessage();
  private long[][] taken = new long[0][];

  private record Gate(long[] mine, long flip, long[] out) {}

  GmwCrosses(Session session, RandomOts.Hashes hashes) {
    me = session.me();
    RandomOts ots = new RandomOts(1, session, hashes);
    products = new Stock(session, ROWS, count -> ots.begin(count, GmwCrosses::rows));
  }

  /** Factor and share of the OTs that this side sends, then of those that it receives. */
  private static long[][] rows(RandomOts.Batch ots) {
    long[] factor = ots.one()[0];
    long[] share = ots.zero()[0];
    for (int i = 0; i < factor.length; i++) {
      factor[i] ^= share[i];
    }
    return new long[][] {factor, share, ots.choice(), ots.chosen()[0]};
  }

  /**
   * Adds a gate.
   *
   * @param mine the bits of this party's input
   * @param flip -1 where this party's input is inverted, else 0
   */
  void add(long[] mine, long flip, long[] out) {
    gates.add(new Gate(mine, flip, out));
    message.addCross(out.length);
  }

  @Override
  public int outgoing() {
    return message.crosses();
  }

  @Override
  public int incoming() {
    return message.crosses();
  }

  @Override
  public void write(long[] mine, int at) {
    taken = products.take(message.crossOts());
    int to = at;
    Places places = new Places();
    for (Gate gate : gates) {
      int from = places.next(gate);
      long[] factor = taken[places.row()];
      for (int i = 0; i < gate.out.length; i++) {
        mine[to++] = gate.mine[i] ^ gate.flip ^ factor[from + i];
      }
    }
  }

  @Override
  public void read(long[] mine, int mineAt, long[] theirs, int at) {
    int from = at;
    Places places = new Places();
    for (Gate gate : gates) {
      int place = places.next(gate);
      long[] factor = taken[places.row()];
      long[] share = taken[places.row() + 1];
      for (int i = 0; i < gate.out.length; i++) {
        // A's term has its input, B's its random factor: together they have d e once.
        long own = me == Party.A ? gate.mine[i] ^ gate.flip : factor[place + i];
        gate.out[i] = share[place + i] ^ (theirs[from++] & own);
      }
    }
    gates.clear();
    message = new GmwMessage();
  }

  /** Where gates find their OTs. */
  private final class Places {
    private int number;
    private int sent;
    private int received;
    private int row;

    /** The first word of a gate. */
    int next(Gate gate) {
      if (GmwMessage.whoseTurn(number++) == me) {
        row = 0;
        sent += gate.out.length;
        return sent - gate.out.length;
      }
      row = 2;
      received += gate.out.length;
      return received - gate.out.length;
    }

    /** The row of its factor; that of its share comes after it. */
    int row() {
      return row;
    }
  }
}
