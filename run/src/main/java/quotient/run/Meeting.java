package quotient.run;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.Traffic;
import quotient.twoparty.DisagreementException;
import quotient.twoparty.Handshake;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * A meeting with the other party, from the first connection to the goodbye. Whatever ends it before
 * {@link #complete}, an exception or the operator, the other party is told, so that it ends with a
 * line of its own.
 */
final class Meeting implements AutoCloseable {
  private static final String ROLE = "role";

  private final Party me;
  private final List<Channel> channels;
  private final Interruption.Action atInterruption;
  private boolean goodbye;

  /** A meeting over channels that stand. */
  Meeting(Party me, List<Channel> channels) {
    this.me = me;
    this.channels = channels;
    atInterruption =
        Interruption.on(
            "the other party has been told",
            () -> Channels.abort(channels, AbortReason.INTERRUPTED));
  }

  /** Which party this is. */
  Party me() {
    return me;
  }

  /**
   * Makes sure that both parties mean the same.
   *
   * @param terms what must be the same
   * @param facts what this party tells the other one
   * @return what the other party tells
   * @throws DisagreementException if something differs
   */
  Map<String, String> agree(Map<String, String> terms, Map<String, String> facts) {
    Map<String, String> mine = new TreeMap<>(facts);
    mine.put(ROLE, me.name());
    Map<String, String> theirs = Handshake.agree(channels.getFirst(), terms, mine);
    if (me.name().equals(theirs.get(ROLE))) {
      throw new DisagreementException(
          "both parties have role " + me + "; give one of them the other --role");
    }
    return theirs;
  }

  /**
   * Waits until the other party has come to the same step.
   *
   * @param facts what this party tells of it
   * @return what the other party tells of it
   */
  Map<String, String> meet(String step, Map<String, String> facts) {
    return Handshake.agree(channels.getFirst(), Map.of("step", step), facts);
  }

  /** Sets up the secure engine, together with the other party. */
  Engine engine(Protocols protocols) {
    return TwoPartyEngine.create(me, channels, protocols, new SecureRandom());
  }

  /** All that was sent and received. */
  Traffic traffic() {
    return Channels.traffic(channels);
  }

  /** Says that all is said, so that {@link #close} says goodbye. */
  void complete() {
    goodbye = true;
  }

  /**
   * Does the work of the meeting. Where it ends because the parties do not mean the same, the other
   * party finds that by itself if it gets all that was sent, so it must.
   */
  void run(Runnable work) {
    try {
      work.run();
    } catch (DisagreementException e) {
      goodbye = true;
      throw e;
    }
  }

  @Override
  public void close() {
    if (goodbye) {
      channels.forEach(Channel::close);
    } else {
      Channels.abort(channels, AbortReason.STOPPED);
    }
    atInterruption.close();
  }
}
