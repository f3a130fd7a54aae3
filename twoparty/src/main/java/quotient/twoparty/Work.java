package quotient.twoparty;

/**
 * What a part of a session takes, as a {@link PlanningEngine} knows it before.
 *
 * @param bill what it costs, to the byte
 * @param messages in the longest chain of those that wait for one another
 * @param ciphertexts of ring LWE, of both parties
 * @param productBytes of the messages of products by OT, of both parties
 */
public record Work(Bill bill, long messages, long ciphertexts, long productBytes) {
  /** Nothing. */
  public static final Work NONE = new Work(Bill.NONE, 0, 0, 0);

  /** One after the other. */
  public Work plus(Work other) {
    return new Work(
        bill.plus(other.bill),
        messages + other.messages,
        ciphertexts + other.ciphertexts,
        productBytes + other.productBytes);
  }

  /** What came after {@code earlier}. */
  public Work minus(Work earlier) {
    return plus(earlier.times(-1, 1));
  }

  /** So many times a part of it, rounded. */
  public Work times(long count, long parts) {
    return new Work(
        new Bill(
            part(bill.ands(), count, parts),
            part(bill.cots(), count, parts),
            part(bill.bytesFromA(), count, parts),
            part(bill.bytesFromB(), count, parts)),
        part(messages, count, parts),
        part(ciphertexts, count, parts),
        part(productBytes, count, parts));
  }

  private static long part(long value, long count, long parts) {
    return Math.round((double) value * count / parts);
  }
}
