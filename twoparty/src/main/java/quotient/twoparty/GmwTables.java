package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.engine.Party;
import quotient.engine.Recording;

/**
 * Looks up what blocks of m bits of two private addends do to a carry ({@link Recording.Leaf}), by
 * 1-of-2^m OT (Kolesnikov, Kumaresan, Crypto 2013; as comparisons: Rathee et al., "CrypTFlow2", CCS
 * 2020, section 3).
 *
 * <p>A random 1-of-2^m OT is made of m random OTs of strings of 2^m slots: the sender's pad for the
 * number w is the XOR over i of slot w of string w_i of OT i. Each slot is used for one w only, so
 * that all pads but one are independent and unknown to the receiver, which has its own of its
 * random number c. To look up its block v it sends {@code v xor c}; the sender answers with the
 * table {@code f(u, w xor v xor c) xor r xor pad_w} over all w, where u is its own block and r its
 * share of the result, of which the receiver can read entry c: its share of f(u, v).
 *
 * <p>So a table takes two messages one after the other. The parties send tables by turns.
 */
final class GmwTables implements GmwPart {
  private static final int SLOTS = 1 << Recording.Leaf.MAX_BITS;

  /** Wires that are looked up: whether a carry is made, whether it is passed on. */
  private static final int WIRES = 2;

  private static final int STRING = WIRES * SLOTS;
  private static final int CHOICE = 0;
  private static final int CHOSEN = 1;
  private static final int ZERO = CHOSEN + STRING;
  private static final int ONE = ZERO + STRING;

  /** Rows of bits that are kept of an OT each way. */
  static final int ROWS = ONE + STRING;

  private final Party me;
  private final Stock ots;
  private final Prg masks;
  private List<Table> choosing = new ArrayList<>();
  private List<Table> answering = new ArrayList<>();
  private GmwMessage message = new GmwMessage();

  GmwTables(Session session) {
    me = session.me();
    RandomOts source =
        new RandomOts(STRING, session, RandomOts.Hashes.of(session, Session.Domain.TABLES));
    ots = new Stock(session, ROWS, count -> source.begin(count, GmwTables::rows));
    masks = new Prg(SecretBlock.random(session.random()));
  }

  private static long[][] rows(RandomOts.Batch batch) {
    long[][] out = new long[ROWS][];
    out[CHOICE] = batch.choice();
    System.arraycopy(batch.chosen(), 0, out, CHOSEN, STRING);
    System.arraycopy(batch.zero(), 0, out, ZERO, STRING);
    System.arraycopy(batch.one(), 0, out, ONE, STRING);
    return out;
  }

  /**
   * Looks up a block of additions.
   *
   * @param mine this party's bits, the lowest first
   * @param out takes for each wire this party's share; empty where a wire is not needed
   */
  void add(long[][] mine, long[][] out, int words) {
    boolean isSender = GmwMessage.whoseTurn(choosing.size()) == me;
    choosing.add(new Table(isSender, mine, out, words));
    message.addChoice(mine.length, words);
  }

  @Override
  public int outgoing() {
    return message.tables(me);
  }

  @Override
  public int incoming() {
    return message.tables(me.other());
  }

  @Override
  public void write(long[] mine, int at) {
    long[][] taken = ots.take(message.tableOts());
    int sent = 0;
    int received = 0;
    int to = at;
    for (Table table : choosing) {
      if (table.isSender) {
        sent = table.takeOts(taken, sent);
      } else {
        received = table.takeOts(taken, received);
        to = table.choose(mine, to);
      }
    }
    for (Table table : answering) {
      to = table.isSender ? table.answer(mine, to) : to;
    }
  }

  @Override
  public void read(long[] mine, int mineAt, long[] theirs, int at) {
    int from = at;
    for (Table table : choosing) {
      from = table.isSender ? table.hear(theirs, from) : from;
    }
    for (Table table : answering) {
      from = table.isSender ? from : table.lookUp(theirs, from);
    }
    answering = choosing;
    choosing = new ArrayList<>();
    message = new GmwMessage();
    answering.forEach(table -> message.addTable(table.bits(), table.wires(), table.words));
  }

  /** A table over all lanes of a call. */
  private final class Table {
    private final boolean isSender;
    private final long[][] mine;
    private final long[][] out;
    private final int words;
    private long[][] taken = new long[0][];
    private int at;
    // At the sender the other party's masked block, at the receiver its random number.
    private final long[][] choice;

    Table(boolean isSender, long[][] mine, long[][] out, int words) {
      this.isSender = isSender;
      this.mine = mine;
      this.out = out;
      this.words = words;
      choice = new long[mine.length][words];
    }

    int bits() {
      return mine.length;
    }

    int wires() {
      return (int) Arrays.stream(out).filter(wire -> wire.length > 0).count();
    }

    int takeOts(long[][] from, int first) {
      taken = from;
      at = first;
      return first + bits() * words;
    }

    int choose(long[] message, int to) {
      int n = to;
      for (int i = 0; i < bits(); i++) {
        System.arraycopy(taken[CHOICE], at + i * words, choice[i], 0, words);
        for (int j = 0; j < words; j++) {
          message[n++] = mine[i][j] ^ choice[i][j];
        }
      }
      return n;
    }

    int hear(long[] message, int from) {
      for (int i = 0; i < bits(); i++) {
        System.arraycopy(message, from + i * words, choice[i], 0, words);
      }
      return from + bits() * words;
    }

    /** Writes the table: for each number all lanes, wire after wire. */
    int answer(long[] message, int to) {
      for (int wire = 0; wire < WIRES; wire++) {
        if (out[wire].length > 0) {
          masks.next(out[wire]);
        }
      }
      int n = to;
      for (int w = 0; w < 1 << bits(); w++) {
        for (int wire = 0; wire < WIRES; wire++) {
          for (int j = 0; j < out[wire].length; j++) {
            message[n++] = entry(w, wire, j) ^ out[wire][j] ^ pad(w, wire, j);
          }
        }
      }
      return n;
    }

    /** 64 lanes of the function that is looked up, for the number w. */
    private long entry(int w, int wire, int j) {
      long carry = 0;
      long passes = -1;
      for (int i = 0; i < bits(); i++) {
        long other = choice[i][j] ^ -(w >>> i & 1L);
        long sum = mine[i][j] ^ other;
        carry = (mine[i][j] & other) | (sum & carry);
        passes &= sum;
      }
      return wire == 0 ? carry : passes;
    }

    private long pad(int w, int wire, int j) {
      long pad = 0;
      for (int i = 0; i < bits(); i++) {
        int string = (w >>> i & 1) == 0 ? ZERO : ONE;
        pad ^= taken[string + WIRES * w + wire][at + i * words + j];
      }
      return pad;
    }

    int lookUp(long[] message, int from) {
      int n = from;
      for (int w = 0; w < 1 << bits(); w++) {
        for (int wire = 0; wire < WIRES; wire++) {
          for (int j = 0; j < out[wire].length; j++) {
            long entry = message[n++];
            long isChosen = -1;
            for (int i = 0; i < bits(); i++) {
              entry ^= taken[CHOSEN + WIRES * w + wire][at + i * words + j];
              isChosen &= choice[i][j] ^ -(~w >>> i & 1L);
            }
            out[wire][j] |= entry & isChosen;
          }
        }
      }
      return n;
    }
  }
}
