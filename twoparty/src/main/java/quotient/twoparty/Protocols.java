package quotient.twoparty;

import quotient.crypto.OtExtension;
import quotient.transport.LinkModel;

/**
 * The protocols that an engine of a {@link Session} runs; the same on both sides.
 *
 * @param gates for Boolean circuits
 * @param products for products of matrices
 * @param link between the parties, by which both choose among ways to the same result: few messages
 *     where each takes long, little computing where messages are fast
 */
public record Protocols(GateProtocol gates, ProductProtocol products, LinkModel link) {
  /** Those of the QUOTIENT paper: garbled circuits and correlated OT. */
  public static final Protocols PAPER = new Protocols(GateProtocol.YAO, ProductProtocol.OT);

  /** What a job gets that does not choose. */
  public static final Protocols DEFAULT = new Protocols(GateProtocol.GMW, ProductProtocol.AUTO);

  /** Protocols of two processes of one machine. */
  public Protocols(GateProtocol gates, ProductProtocol products) {
    this(gates, products, LinkModel.LOOPBACK);
  }

  /** Whether what gates use up, most of all that is made, is made while the parties wait. */
  public boolean makesGatesAhead() {
    return gates == GateProtocol.GMW && Supply.isAhead(link);
  }

  /** What an OT takes to compute, in units of one over the loopback. */
  public double workOfAnOt() {
    return OtExtension.over(link).secondsPerOt() / OtExtension.DEFAULT.secondsPerOt();
  }

  /** Bytes that the receiver of an OT sends for it. */
  public double bytesOfAnOt() {
    return OtExtension.over(link).bytesPerOt();
  }

  /** The same protocols over another link. */
  public Protocols over(LinkModel other) {
    return new Protocols(gates, products, other);
  }
}
