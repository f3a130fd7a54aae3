package quotient.twoparty;

import quotient.engine.Party;

/**
 * How much one message of ANDs by GMW has: known before it is computed, and without data. All
 * counts are words of 64 lanes.
 */
final class GmwMessage {
  /** ANDs of a group that share a triple of vectors. */
  static final int VECTOR = 8;

  private int singles;
  private int vectorTriples;
  private int openedOfGroups;
  private final Alternation crosses = new Alternation();
  private final Alternation tableOts = new Alternation();
  private final Alternation choices = new Alternation();
  private final Alternation tables = new Alternation();

  /** Words that the parties need by turns, A first. */
  private static final class Alternation {
    private int items;
    private int ofA;
    private int ofB;

    void add(int words) {
      if (Party.A == whoseTurn(items++)) {
        ofA = Math.addExact(ofA, words);
      } else {
        ofB = Math.addExact(ofB, words);
      }
    }

    int of(Party party) {
      return party == Party.A ? ofA : ofB;
    }

    int most() {
      return Math.max(ofA, ofB);
    }

    int all() {
      return Math.addExact(ofA, ofB);
    }
  }

  /** Who is the sender of the OTs of gate {@code number} of those that need one direction only. */
  static Party whoseTurn(int number) {
    return number % 2 == 0 ? Party.A : Party.B;
  }

  /** Adds an AND of its own. */
  void add(int words) {
    singles = Math.addExact(singles, words);
  }

  /** Adds ANDs with one input in common. A single one shares nothing. */
  void addGroup(int members, int words) {
    if (members == 1) {
      add(words);
      return;
    }
    int vectors = vectors(members);
    vectorTriples = Math.addExact(vectorTriples, vectors * words);
    openedOfGroups = Math.addExact(openedOfGroups, Math.multiplyExact(members + vectors, words));
  }

  /** Triples of vectors that a group takes. */
  static int vectors(int members) {
    return Math.ceilDiv(members, VECTOR);
  }

  /** Adds an AND of a bit of A and one of B. */
  void addCross(int words) {
    crosses.add(words);
  }

  /**
   * Adds the choice of a table.
   *
   * @param bits of each addend
   */
  void addChoice(int bits, int words) {
    tableOts.add(Math.multiplyExact(bits, words));
    choices.add(Math.multiplyExact(bits, words));
  }

  /**
   * Adds a table.
   *
   * @param bits of each addend
   * @param wires that are looked up, 1 or 2
   */
  void addTable(int bits, int wires, int words) {
    tables.add(Math.multiplyExact(wires << bits, words));
  }

  /** Triples for the single ANDs. */
  int singles() {
    return singles;
  }

  /** Triples of vectors for the groups. */
  int vectorTriples() {
    return vectorTriples;
  }

  /** Words of the OTs of ANDs of a bit of A and one of B, each way. */
  int crossOts() {
    return crosses.most();
  }

  /** Words of the OTs of tables, each way. */
  int tableOts() {
    return tableOts.most();
  }

  /** What each party opens: d and e of each single AND, then those of the groups. */
  int opened() {
    return Math.addExact(2 * singles, openedOfGroups);
  }

  /** What each party opens of ANDs of a bit of A and one of B: its own. */
  int crosses() {
    return crosses.all();
  }

  /** All that a party sends. */
  int sent(Party party) {
    return Math.addExact(Math.addExact(opened(), crosses()), tables(party));
  }

  /** What a party sends for tables: choices in those of the other, and its own. */
  int tables(Party party) {
    return Math.addExact(choices.of(party.other()), tables.of(party));
  }
}
