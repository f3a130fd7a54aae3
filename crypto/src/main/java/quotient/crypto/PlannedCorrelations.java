package quotient.crypto;

import java.util.ArrayDeque;
import quotient.transport.PlannedChain;

/**
 * One party's {@link Correlations} of which only the amounts are known: what is written and read
 * for them, in the same order.
 */
public final class PlannedCorrelations {
  private final Sender sender;
  private final Receiver receiver;

  /**
   * The base OTs and what follows.
   *
   * @param first as in {@link Correlations#create}
   * @param sending the channel of the OTs in which this party has the correlation
   * @param receiving the channel of those in which it chooses
   * @param extension as in {@link Correlations#create}
   */
  public PlannedCorrelations(
      boolean first,
      PlannedChain.Channel sending,
      PlannedChain.Channel receiving,
      OtExtension extension) {
    sender = new Sender(sending, extension);
    receiver = new Receiver(receiving, extension);
    if (first) {
      sender.setUp();
      receiver.setUp();
    } else {
      receiver.setUp();
      sender.setUp();
    }
  }

  /** This party's side of the OTs in which it has the correlation. */
  public Sender sender() {
    return sender;
  }

  /** This party's side of the OTs in which it chooses. */
  public Receiver receiver() {
    return receiver;
  }

  /** {@link Correlations#inTurns}. */
  public void inTurns(Correlations.Direction sending, Correlations.Direction receiving) {
    Correlations.inTurns(receiver.ahead(), () -> {}, sending, receiving);
  }

  /** A {@link CotSender}. */
  public static final class Sender {
    private final PlannedChain.Channel channel;
    private final OtExtension extension;
    private long toExtend;
    private long inSegment;

    private Sender(PlannedChain.Channel channel, OtExtension extension) {
      this.channel = channel;
      this.extension = extension;
    }

    /** It receives 128 base OTs. */
    private void setUp() {
      channel.read(BaseOt.POINT_BYTES);
      channel.write(BaseOt.receiversBytes(BaseOt.COUNT));
      channel.read(BaseOt.sendersBytes(BaseOt.COUNT) - BaseOt.POINT_BYTES);
    }

    /** {@link CotSender#begin}. */
    public void begin(long count) {
      toExtend = count;
    }

    /** {@link CotSender#next}. */
    public void next(long count) {
      long wanted = count;
      while (wanted > 0) {
        if (inSegment == 0) {
          inSegment = Math.min(toExtend, SoftSpoken.SEGMENT);
          toExtend -= inSegment;
          channel.read(extension.bytes(inSegment));
        }
        long n = Math.min(wanted, inSegment);
        inSegment -= n;
        wanted -= n;
      }
    }
  }

  /** A {@link CotReceiver}. */
  public static final class Receiver {
    private final PlannedChain.Channel channel;
    private final OtExtension extension;
    private final ArrayDeque<Long> ready = new ArrayDeque<>();
    private long toExtend;

    private Receiver(PlannedChain.Channel channel, OtExtension extension) {
      this.channel = channel;
      this.extension = extension;
    }

    /** It sends 128 base OTs. */
    private void setUp() {
      channel.write(BaseOt.POINT_BYTES);
      channel.read(BaseOt.receiversBytes(BaseOt.COUNT));
      channel.write(BaseOt.sendersBytes(BaseOt.COUNT) - BaseOt.POINT_BYTES);
    }

    private int ahead() {
      return CotReceiver.ahead(extension.window());
    }

    /** {@link CotReceiver#begin}. */
    public void begin(long count) {
      toExtend = count;
      fillWindow();
    }

    /** {@link CotReceiver#next}. */
    public void next(long count) {
      long wanted = count;
      while (wanted > 0) {
        long segment = ready.removeFirst();
        long n = Math.min(wanted, segment);
        wanted -= n;
        if (n < segment) {
          ready.addFirst(segment - n);
        } else {
          fillWindow();
        }
      }
    }

    private void fillWindow() {
      while (toExtend > 0 && ready.size() < extension.window()) {
        long count = Math.min(toExtend, SoftSpoken.SEGMENT);
        channel.write(extension.bytes(count));
        ready.add(count);
        toExtend -= count;
      }
    }
  }
}
