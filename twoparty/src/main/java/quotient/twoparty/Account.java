package quotient.twoparty;

/** What a plan has come to so far. */
final class Account {
  private Bill bill = Bill.NONE;

  void add(Bill more) {
    bill = bill.plus(more);
  }

  Bill bill() {
    return bill;
  }
}
