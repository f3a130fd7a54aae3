package quotient.crypto;

import java.security.SecureRandom;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * The correlated OTs of one party, both ways, each on a channel of its own so that they are sent
 * ahead of what is computed with them. How far ahead, {@link OtExtension} decides; a protocol takes
 * OTs and does not count them.
 *
 * <p>OTs go from the one who chooses to the one with the correlation, a window of them before they
 * are used. Who takes them as the sender waits if the receiver has not used as many but for the
 * window. So a protocol that runs both ways at once alternates, {@link #inTurns}, or takes a whole
 * {@linkplain OtExtension#batch batch} as the receiver and then one as the sender; one that runs
 * one way needs nothing.
 */
public final class Correlations {
  /** Bytes that each party sends for the base OTs of both directions. */
  public static final long SET_UP_BYTES = CotSender.SET_UP_BYTES + CotReceiver.SET_UP_BYTES;

  private final OtExtension extension;
  private final CotSender sender;
  private final CotReceiver receiver;

  private Correlations(OtExtension extension, CotSender sender, CotReceiver receiver) {
    this.extension = extension;
    this.sender = sender;
    this.receiver = receiver;
  }

  /**
   * Runs the base OTs with the other party.
   *
   * @param first true at one of the two parties: the direction that it sends is set up first
   * @param sending the channel of the OTs in which this party has the correlation
   * @param receiving the channel of those in which it chooses
   * @param extension the same at both parties
   */
  public static Correlations create(
      boolean first,
      Channel sending,
      Channel receiving,
      OtExtension extension,
      SecureRandom random) {
    if (first) {
      CotSender sender = new CotSender(sending, extension.k(), random);
      return new Correlations(extension, sender, new CotReceiver(receiving, extension, random));
    }
    CotReceiver receiver = new CotReceiver(receiving, extension, random);
    return new Correlations(extension, new CotSender(sending, extension.k(), random), receiver);
  }

  /** How its OTs are extended. */
  public OtExtension extension() {
    return extension;
  }

  /** This party's side of the OTs in which it has the correlation. */
  public CotSender sender() {
    return sender;
  }

  /** This party's side of the OTs in which it chooses. */
  public CotReceiver receiver() {
    return receiver;
  }

  /** One direction of a protocol that runs both ways, in steps that both parties cut alike. */
  public interface Direction {
    /** Whether there is a next step. */
    boolean hasMore();

    /** OTs of the next step. */
    int ots();

    /** Bytes of the next step on the channel of the computation. */
    int bytes();

    /** Does the next step: writes those bytes where this party sends, reads them otherwise. */
    void step();
  }

  /**
   * Runs both directions at the same time, in turns: as many steps of the one as OTs were sent
   * ahead for and as fit a turn of the channel, but one at least; then as many of the other.
   *
   * @param main the channel of the computation
   * @param sending uses the OTs of {@link #sender}
   * @param receiving uses those of {@link #receiver}
   */
  public void inTurns(Channel main, Direction sending, Direction receiving) {
    inTurns(receiver.ahead(), main::flush, sending, receiving);
  }

  /**
   * The same for either party.
   *
   * @param ahead OTs that are sent ahead at least
   * @param flush hands over what was sent
   */
  static void inTurns(int ahead, Runnable flush, Direction sending, Direction receiving) {
    while (sending.hasMore() || receiving.hasMore()) {
      turn(ahead, sending);
      // Before its own OTs, and where it has nothing to receive.
      flush.run();
      turn(ahead, receiving);
    }
  }

  private static void turn(int ahead, Direction direction) {
    int ots = 0;
    int bytes = 0;
    while (direction.hasMore()) {
      int newOts = ots + direction.ots();
      int newBytes = bytes + direction.bytes();
      if (ots > 0 && (newOts > ahead || newBytes > Exchange.TURN_BYTES)) {
        return;
      }
      direction.step();
      ots = newOts;
      bytes = newBytes;
    }
  }
}
