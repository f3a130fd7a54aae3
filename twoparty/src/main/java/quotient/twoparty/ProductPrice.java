package quotient.twoparty;

import java.util.List;
import quotient.transport.LinkModel;

/**
 * The seconds that a product takes, by which its scheme is chosen: work, bytes and messages one
 * after the other, with the conversions of operands that are still missing. A function of the link
 * alone, so that both parties choose alike: the work is that of one machine, measured over the
 * loopback, whose bytes and messages are in it.
 */
final class ProductPrice {
  /** Seconds for a byte of a product by OT, of both parties, who both work on it. */
  private static final double BYTE_OF_OT = 2.5e-9;

  /** The same of ring LWE. */
  private static final double BYTE_OF_RING_LWE = 3 * BYTE_OF_OT;

  private static final int MESSAGES = 2;

  private final double perByte;
  private final double perMessage;
  private final boolean ahead;

  ProductPrice(LinkModel link) {
    // Bytes go both ways at the same time, about half of them each way.
    perByte = beyond(1.0 / link.bytesPerSecond(), 1.0 / LinkModel.LOOPBACK.bytesPerSecond()) / 2;
    perMessage = beyond(roundTrip(link), roundTrip(LinkModel.LOOPBACK)) / 2;
    ahead = Supply.isAhead(link);
  }

  private static double roundTrip(LinkModel link) {
    return link.roundTrip().toNanos() / 1e9;
  }

  private static double beyond(double value, double ofLoopback) {
    return Math.max(0, value - ofLoopback);
  }

  /** Of a product by OT. */
  double byOt(Bill product, List<ProductShape.Operand> converted) {
    return product.bytes() * (BYTE_OF_OT + perByte)
        + MESSAGES * perMessage
        + conversions(converted);
  }

  /**
   * Of a product by ring LWE.
   *
   * @param recurs whether masks for it can be made ahead
   */
  double byRingLwe(Bill product, boolean recurs, List<ProductShape.Operand> converted) {
    int messages = ahead && recurs ? 1 : MESSAGES;
    return product.bytes() * (BYTE_OF_RING_LWE + perByte)
        + messages * perMessage
        + conversions(converted);
  }

  /**
   * Of one of so many products by ring LWE with the same X, whose encryption is sent once: its
   * share of what they take together.
   *
   * @param once what the first of them sends beyond the others
   * @param each what each sends
   */
  double byKept(Bill once, Bill each, int uses, ProductShape.Operand p, ProductShape.Operand x) {
    double ofAll = once.bytes() * (BYTE_OF_RING_LWE + perByte) + perMessage;
    return (ofAll + conversions(List.of(x))) / uses
        + each.bytes() * (BYTE_OF_RING_LWE + perByte)
        + perMessage
        + conversions(List.of(p));
  }

  /** Of those that are missing: made ahead, all take one message. */
  private double conversions(List<ProductShape.Operand> operands) {
    List<Bill> missing =
        operands.stream()
            .map(ProductShape.Operand::conversion)
            .filter(bill -> !bill.equals(Bill.NONE))
            .toList();
    long bytes = missing.stream().mapToLong(Bill::bytes).sum();
    int messages = ahead ? Math.min(1, missing.size()) : Conversions.MESSAGES * missing.size();
    return bytes * (BYTE_OF_OT + perByte) + messages * perMessage;
  }
}
