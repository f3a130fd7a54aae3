package quotient.twoparty;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/**
 * What two parties find of the link between them at the start of a session: the same at both. It
 * takes less than a second, or a few round trips and bursts where those take longer.
 *
 * <p>First short messages go back and forth; the round trip is what a quarter of them stay below,
 * for busy processes make some slow, and none fast. Then bursts go both ways at once, longer and
 * longer until one can be timed well: from the arrival of its first part to that of its last. Fast
 * links need no more than that. A process encrypts its first megabytes slowly, so that what looks
 * like a slow link is measured for a while, and the fastest burst counts. Both parties then take
 * the slower of their two speeds and the longer of their round trips, each of two significant
 * digits.
 *
 * <p>Each burst and all that is said between two of them fit a turn ({@link
 * quotient.transport.Exchange}). Neither party is told anything but times.
 */
final class LinkMeasurement {
  /** Unless so much time is over before. */
  private static final int MOST_ROUND_TRIPS = 32;

  private static final long ROUND_TRIPS_NANOS = 120_000_000;

  private static final int FIRST_BURST = 1 << 14;
  private static final int LONGEST_BURST = 1 << 22;

  /** A burst's parts leave as they are, so that their arrivals can be told apart. */
  private static final int PARTS = 16;

  /** A burst that takes so long is timed well. */
  private static final double ENOUGH_SECONDS = 0.01;

  /** A link with so many bytes a second is fast, whatever it is. */
  private static final double FAST = 1e8;

  /** No further burst after so much time. */
  private static final long BURSTS_NANOS = 500_000_000;

  /** What may come after a burst; both do the least of what both want. */
  private static final int STOP = 0;

  private static final int REPEAT = 1;
  private static final int GROW = 2;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final MathContext DIGITS = new MathContext(2);

  private final Party me;
  private final Channel channel;

  /** A measurement over a channel that nobody uses meanwhile. */
  LinkMeasurement(Party me, Channel channel) {
    this.me = me;
    this.channel = channel;
  }

  /**
   * Measures, together with the other party.
   *
   * @return the same at both
   * @throws DisagreementException if the other party's figures are none of a link
   */
  LinkModel run() {
    Duration roundTrip = roundTrip();
    double speed = speed(roundTrip);
    LinkModel mine =
        new LinkModel(
            clamp(
                BigDecimal.valueOf(speed),
                LinkModel.MIN_BYTES_PER_SECOND,
                LinkModel.MAX_BYTES_PER_SECOND),
            Duration.ofNanos(
                clamp(
                    BigDecimal.valueOf(roundTrip.toNanos()),
                    0,
                    LinkModel.MAX_ROUND_TRIP.toNanos())));
    channel.writeLong(mine.bytesPerSecond());
    channel.writeLong(mine.roundTrip().toNanos());
    return worse(mine, theirs(channel.readLong(), channel.readLong()));
  }

  private static LinkModel theirs(long bytesPerSecond, long roundTripNanos) {
    try {
      return new LinkModel(bytesPerSecond, Duration.ofNanos(roundTripNanos));
    } catch (IllegalArgumentException e) {
      throw new DisagreementException(
          "what the other party measured of the link makes no sense ("
              + e.getMessage()
              + "): it runs another version of this program, or none");
    }
  }

  private static LinkModel worse(LinkModel one, LinkModel other) {
    return new LinkModel(
        Math.min(one.bytesPerSecond(), other.bytesPerSecond()),
        one.roundTrip().compareTo(other.roundTrip()) > 0 ? one.roundTrip() : other.roundTrip());
  }

  /** Of two significant digits, which may lead a little beyond the bounds. */
  private static long clamp(BigDecimal value, long least, long most) {
    long rounded = value.round(DIGITS).longValue();
    return Math.clamp(rounded, least, most);
  }

  /** Messages of which the first is A's and the last, too: each party gets as many answers. */
  private Duration roundTrip() {
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    boolean more = me == Party.A || hears();
    while (more) {
      long asked = System.nanoTime();
      if (me == Party.A) {
        say(true);
        boolean _ = hears();
        nanos.add(System.nanoTime() - asked);
        more = nanos.size() < MOST_ROUND_TRIPS && System.nanoTime() - start < ROUND_TRIPS_NANOS;
      } else {
        say(true);
        more = hears();
        nanos.add(System.nanoTime() - asked);
        if (nanos.size() > MOST_ROUND_TRIPS) {
          throw notThisProgram();
        }
      }
    }
    if (me == Party.A) {
      say(false);
    }
    return Duration.ofNanos(
        nanos.isEmpty() ? 0 : nanos.stream().sorted().toList().get(nanos.size() / 4));
  }

  /**
   * Bytes a second, as they came in: of the fastest burst that could be timed; the most there is if
   * the other party had enough before there was one.
   */
  private double speed(Duration roundTrip) {
    byte[] bytes = new byte[LONGEST_BURST];
    new SplittableRandom(1).nextBytes(bytes);
    long start = System.nanoTime();
    double best = 0;
    int size = FIRST_BURST;
    while (true) {
      double seconds = burst(bytes, size, roundTrip);
      boolean isTimed = seconds >= ENOUGH_SECONDS || size == LONGEST_BURST;
      if (isTimed) {
        best = Math.max(best, (size - (double) size / PARTS) / seconds);
      }
      boolean isOver = System.nanoTime() - start > BURSTS_NANOS;
      int wish = !isTimed ? GROW : best > FAST || isOver ? STOP : REPEAT;
      int next = agreed(wish);
      if (next == STOP) {
        return best > 0 ? best : (double) LinkModel.MAX_BYTES_PER_SECOND;
      }
      size = next == GROW ? Math.min(4 * size, LONGEST_BURST) : size;
    }
  }

  private int agreed(int mine) {
    channel.writeInt(mine);
    return Math.min(mine, word(GROW));
  }

  /**
   * Sends and receives so many bytes. The other party begins half a round trip earlier or later; so
   * where this one is late in reading the first part, it still knows the least that it took.
   *
   * @return the seconds between first and last part
   */
  private double burst(byte[] bytes, int size, Duration roundTrip) {
    long start = System.nanoTime();
    int part = size / PARTS;
    for (int i = 0; i < PARTS; i++) {
      channel.write(bytes, i * part, part);
      channel.flush();
    }
    byte[] theirs = new byte[part];
    channel.read(theirs, 0, part);
    long first = System.nanoTime();
    for (int i = 1; i < PARTS; i++) {
      channel.read(theirs, 0, part);
    }
    long end = System.nanoTime();
    long nanos = Math.max(end - first, end - start - roundTrip.toNanos());
    return Math.max(nanos, 1) / NANOS_PER_SECOND;
  }

  private void say(boolean yes) {
    channel.writeInt(yes ? 1 : 0);
    channel.flush();
  }

  private boolean hears() {
    return word(1) == 1;
  }

  private int word(int most) {
    int word = channel.readInt();
    if (word < 0 || word > most) {
      throw notThisProgram();
    }
    return word;
  }

  private static DisagreementException notThisProgram() {
    return new DisagreementException(
        "the other party does not measure the link as this one does: it runs another version of"
            + " this program, or none");
  }
}
