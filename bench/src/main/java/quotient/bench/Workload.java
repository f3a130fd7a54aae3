package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** Something that two parties do together and whose time and bytes are worth knowing. */
public interface Workload {
  /** The name under which figures are reported and compared over time. */
  String name();

  /** What is counted, and whether the figure is a rate or a time. */
  Unit unit();

  /** Units of work in one run. */
  long size();

  /** Runs after which each further one costs the same. */
  int warmUps();

  /**
   * Sets up one party's side; the other party does the same at the same time.
   *
   * @param channels {@link quotient.twoparty.Session#CHANNELS} channels to the other party, in the
   *     same order on both sides
   * @param link by which the protocols are chosen
   * @return one run of {@link #size} units, to be called equally often at both parties
   */
  Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random);
}
