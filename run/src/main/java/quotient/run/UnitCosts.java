package quotient.run;

import java.time.Duration;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.Work;

/**
 * Seconds that a machine takes for a unit of each kind of work, with both parties on it, on a core
 * each, over TLS. The time of {@link Work} is the sum over its units, and what a link adds to that:
 *
 * <pre>
 *   ANDs a + OTs o + ciphertexts c + bytes of products by OT p + messages m
 *     + messages (half a round trip - that of the loopback)
 *     + bytes of the party that sends more (1 / speed - that of the loopback)
 * </pre>
 *
 * <p>What is no unit of its own, such as free gates, TLS and products that a party computes alone,
 * is in those that come with it. Nothing is taken to be hidden by anything else: a party computes,
 * then sends, then waits.
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

  /** How long work takes over a link. */
  public Duration time(Work work, GateProtocol gates, LinkModel link) {
    double seconds = computing(work, gates) + waiting(work, link) + sending(work, link);
    return Duration.ofNanos(Math.round(1e9 * seconds));
  }

  private double computing(Work work, GateProtocol gates) {
    return work.bill().ands() * (gates == GateProtocol.GMW ? and : garbledAnd)
        + work.bill().cots() * ot
        + work.ciphertexts() * ciphertext
        + work.productBytes() * productByte
        + work.messages() * message;
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
