package quotient.run;

import java.time.Duration;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Work;

/**
 * Seconds that a machine takes for a unit of each kind of work, with both parties on it, on a core
 * each, over TLS. The time of {@link Work} is the sum over its units, and what a link adds to that:
 *
 * <pre>
 *   computing  ANDs a + bytes of products by OT p + messages m
 *   making     OTs o + ciphertexts c
 *   waiting    messages (half a round trip - that of the loopback)
 *   sending    bytes of the party that sends more (1 / speed - that of the loopback)
 * </pre>
 *
 * <p>An OT takes more work where less is sent for it ({@link Protocols#workOfAnOt}). Where material
 * is made ahead, making and sending are done while a party waits, by a core that is otherwise idle
 * then: three quarters of the waiting hide them, measured; so the estimate is that sum less what is
 * hidden.
 *
 * <p>What is no unit of its own, such as free gates, TLS and products that a party computes alone,
 * is in those that come with it.
 *
 * @param and an AND by GMW, without its OTs
 * @param garbledAnd an AND by Yao
 * @param ot a correlated OT and what is hashed of it
 * @param ciphertext of ring LWE: encrypted, multiplied, decrypted
 * @param productByte a byte of a message of a product by OT
 * @param message that the other party waits for
 */
public record UnitCosts(
    double and,
    double garbledAnd,
    double ot,
    double ciphertext,
    double productByte,
    double message) {
  /**
   * Those of the machine of docs/benchmarks.md: the least squares of the relative errors of its
   * lines over TLS, iterations, predictions and protocols alone.
   */
  public static final UnitCosts REFERENCE =
      new UnitCosts(8.9e-9, 44e-9, 9.9e-9, 223e-6, 2.5e-9, 279e-6);

  /** The share of waiting in which something else is done where material is made ahead. */
  private static final double USED = 0.75;

  /** How long work takes by some protocols, over their link. */
  public Duration time(Work work, Protocols protocols) {
    double waiting = waiting(work, protocols.link());
    double beside = making(work, protocols) + sending(work, protocols.link());
    double hidden = protocols.makesGatesAhead() ? Math.min(beside, USED * waiting) : 0;
    double seconds = computing(work, protocols.gates()) + waiting + beside - hidden;
    return Duration.ofNanos(Math.round(1e9 * seconds));
  }

  private double computing(Work work, GateProtocol gates) {
    return work.bill().ands() * (gates == GateProtocol.GMW ? and : garbledAnd)
        + work.productBytes() * productByte
        + work.messages() * message;
  }

  private double making(Work work, Protocols protocols) {
    return work.bill().cots() * ot * protocols.workOfAnOt() + work.ciphertexts() * ciphertext;
  }

  private static double waiting(Work work, LinkModel link) {
    double more = seconds(link.roundTrip()) - seconds(LinkModel.LOOPBACK.roundTrip());
    return work.messages() * Math.max(0, more / 2);
  }

  private static double sending(Work work, LinkModel link) {
    double more = 1.0 / link.bytesPerSecond() - 1.0 / LinkModel.LOOPBACK.bytesPerSecond();
    long bytes = Math.max(work.bill().bytesFromA(), work.bill().bytesFromB());
    return bytes * Math.max(0, more);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
