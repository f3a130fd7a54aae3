package quotient.twoparty;

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

  boolean isEmpty() {
    return singles == 0 && openedOfGroups == 0;
  }

  /** Triples for the single ANDs. */
  int singles() {
    return singles;
  }

  /** Triples of vectors for the groups. */
  int vectorTriples() {
    return vectorTriples;
  }

  /** What each party opens: d and e of each single AND, then those of the groups. */
  int opened() {
    return Math.addExact(2 * singles, openedOfGroups);
  }
}
