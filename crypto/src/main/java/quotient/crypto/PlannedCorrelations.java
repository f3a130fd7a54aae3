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
   * @param window segments that are sent ahead of use
   */
  public PlannedCorrelations(
      boolean first, PlannedChain.Channel sending, PlannedChain.Channel receiving, int window) {
    sender = new Sender(sending);
    receiver = new Receiver(receiving, window);
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
    private long toExtend;
    private long inSegment;

    private Sender(PlannedChain.Channel channel) {
      this.channel = channel;
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
          channel.read(Correlations.bytes(inSegment));
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
    private final int window;
    private final ArrayDeque<Long> ready = new ArrayDeque<>();
    private long toExtend;

    private Receiver(PlannedChain.Channel channel, int window) {
      this.channel = channel;
      this.window = window;
    }

    /** It sends 128 base OTs. */
    private void setUp() {
      channel.write(BaseOt.POINT_BYTES);
      channel.read(BaseOt.receiversBytes(BaseOt.COUNT));
      channel.write(BaseOt.sendersBytes(BaseOt.COUNT) - BaseOt.POINT_BYTES);
    }

    private int ahead() {
      return CotReceiver.ahead(window);
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
      while (toExtend > 0 && ready.size() < window) {
        long count = Math.min(toExtend, SoftSpoken.SEGMENT);
        channel.write(Correlations.bytes(count));
        ready.add(count);
        toExtend -= count;
      }
    }
  }
}
