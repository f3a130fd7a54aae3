package quotient.twoparty;

/** What one kind of gate adds to a message of a level of GMW; both parties add gates alike. */
interface GmwPart {
  /** Words that this party sends. */
  int outgoing();

  /** Words that it receives. */
  int incoming();

  /** Writes what this party sends. */
  void write(long[] mine, int at);

  /**
   * Computes with what was received, and forgets the gates.
   *
   * @param mine what {@link #write} wrote from {@code mineAt} on
   */
  void read(long[] mine, int mineAt, long[] theirs, int at);
}
