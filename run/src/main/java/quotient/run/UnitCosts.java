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
 *   computing  ANDs a + ciphertexts c + bytes of products by OT p + messages m
 *   making     OTs o
 *   waiting    messages (half a round trip - that of the loopback)
 *   sending    bytes of the party that sends more (1 / speed - that of the loopback)
 * </pre>
 *
 * <p>An OT takes more work where less is sent for it ({@link Protocols#workOfAnOt}). Where material
 * is made ahead, OTs are made, and their bytes sent, while a party waits, by a core that is
 * otherwise idle then: the waiting hides as much of that as it lasts.
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
   * iterations and predictions over TLS, over three links; those of gates by Yao and of products by
   * OT, of which these have few, by what they take alone.
   */
  public static final UnitCosts REFERENCE =
      new UnitCosts(2.3e-9, 30e-9, 6.5e-9, 162e-6, 1.0e-9, 350e-6);

  /** How long work takes by some protocols, over their link. */
  public Duration time(Work work, Protocols protocols) {
    LinkModel link = protocols.link();
    long bytes = Math.max(work.bill().bytesFromA(), work.bill().bytesFromB());
    double waiting = waiting(work, link);
    double making = work.bill().cots() * ot * protocols.workOfAnOt();
    double sendingOts = sending(work.bill().cots() / 2.0 * protocols.bytesOfAnOt(), link);
    double hidden = protocols.makesGatesAhead() ? Math.min(making + sendingOts, waiting) : 0;
    double seconds =
        computing(work, protocols.gates())
            + making
            + waiting
            + sending((double) bytes, link)
            - hidden;
    return Duration.ofNanos(Math.round(1e9 * seconds));
  }

  private double computing(Work work, GateProtocol gates) {
    return work.bill().ands() * (gates == GateProtocol.GMW ? and : garbledAnd)
        + work.ciphertexts() * ciphertext
        + work.productBytes() * productByte
        + work.messages() * message;
  }

  private static double waiting(Work work, LinkModel link) {
    double more = seconds(link.roundTrip()) - seconds(LinkModel.LOOPBACK.roundTrip());
    return work.messages() * Math.max(0, more / 2);
  }

  private static double sending(double bytes, LinkModel link) {
    double more = 1.0 / link.bytesPerSecond() - 1.0 / LinkModel.LOOPBACK.bytesPerSecond();
    return bytes * Math.max(0, more);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
