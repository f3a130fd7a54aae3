package quotient.twoparty;

import quotient.crypto.OtExtension;
import quotient.engine.Party;

/** What a plan has come to so far. */
final class Account {
  private final OtExtension extension;
  private final PlannedParties parties;
  private Bill bill = Bill.NONE;
  private long peak;

  Account(OtExtension extension) {
    this.extension = extension;
    parties = new PlannedParties(extension);
  }

  /** How the planned OTs are extended. */
  OtExtension extension() {
    return extension;
  }

  void add(Bill more) {
    bill = bill.plus(more);
  }

  /** Adds a batch of correlated OTs. */
  void addCots(Party sender, long count) {
    add(Bill.ofCots(extension, sender, count));
  }

  /** Adds what both send and receive at the same time on the channel of the computation. */
  void swap(Bill bytes) {
    add(bytes);
    parties.swap(bytes.bytesFromA(), bytes.bytesFromB());
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
