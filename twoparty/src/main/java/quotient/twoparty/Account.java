package quotient.twoparty;

import quotient.crypto.OtExtension;
import quotient.engine.Party;

/** What a plan has come to so far. */
final class Account {
  private final OtExtension extension;
  private Bill bill = Bill.NONE;

  Account(OtExtension extension) {
    this.extension = extension;
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

  Bill bill() {
    return bill;
  }
}
