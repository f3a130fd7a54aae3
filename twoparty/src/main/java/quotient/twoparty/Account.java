package quotient.twoparty;

/** What a plan has come to so far. */
final class Account {
  private final PlannedParties parties;
  private Bill bill = Bill.NONE;
  private long peak;

  Account(PlannedParties parties) {
    this.parties = parties;
  }

  void add(Bill more) {
    bill = bill.plus(more);
  }

  Bill bill() {
    return bill;
  }

  /** Notes that a party holds so many bytes at a time. */
  void hold(long bytes) {
    peak = Math.max(peak, bytes);
  }

  /** The most bytes that a party holds at a time. */
  long peak() {
    return peak;
  }

  /** Who sends all that, in which order. */
  PlannedParties parties() {
    return parties;
  }
}
