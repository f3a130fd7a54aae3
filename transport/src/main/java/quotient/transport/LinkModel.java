package quotient.transport;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a network between two parties is: one that is to be emulated between two processes on
 * one machine, or one by which plans are made.
 *
 * @param bytesPerSecond what goes through in each direction, by all channels of a session together;
 *     both directions can be full at once
 * @param roundTrip time from one party to the other and back, as {@code ping} shows it; half of it
 *     is spent in each direction
 */
public record LinkModel(long bytesPerSecond, Duration roundTrip) {
  /** A slower one would need more time for one queue of a channel than a party waits: 100 kB/s. */
  public static final long MIN_BYTES_PER_SECOND = 100_000;

  /** 100 GB/s. */
  public static final long MAX_BYTES_PER_SECOND = 100_000_000_000L;

  /** Ten seconds. */
  public static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(10);

  /** Two processes of one machine, over TLS. */
  public static final LinkModel LOOPBACK = new LinkModel(800_000_000, Duration.ofNanos(100_000));

  private static final Pattern SPEED_AND_TIME =
      Pattern.compile(
          "([0-9]{1,9}(?:\\.[0-9]{1,9})?)([kMG])([Bb])/s,([0-9]{1,6}(?:\\.[0-9]{1,6})?)ms");

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if the speed is not between 100 kB/s and 100 GB/s or the round
   *     trip not between 0 and 10 seconds; the message is one line for the user
   */
  public LinkModel {
    if (bytesPerSecond < MIN_BYTES_PER_SECOND || bytesPerSecond > MAX_BYTES_PER_SECOND) {
      throw new IllegalArgumentException("the speed of a link must be 100kB/s to 100GB/s");
    }
    if (roundTrip.isNegative() || roundTrip.compareTo(MAX_ROUND_TRIP) > 0) {
      throw new IllegalArgumentException("the round trip of a link must be 0ms to 10000ms");
    }
  }

  /**
   * Reads a speed and a round-trip time, for instance {@code 24MB/s,42ms} or {@code 1Gb/s,1ms}:
   * {@code B} are bytes, {@code b} bits, {@code k}, {@code M} and {@code G} decimal.
   *
   * @throws IllegalArgumentException if {@code text} is nothing of the kind; the message is one
   *     line for the user
   */
  public static LinkModel parse(String text) {
    Matcher matcher = SPEED_AND_TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a link; write its speed in each direction (100kB/s to 100GB/s) and its"
              + " round-trip time in ms (0ms to 10000ms), without blanks, for instance 24MB/s,42ms"
              + " or 1Gb/s,1ms");
    }
    BigDecimal perSecond =
        new BigDecimal(matcher.group(1)).scaleByPowerOfTen(exponent(matcher.group(2)));
    BigDecimal bytes =
        matcher.group(3).equals("B") ? perSecond : perSecond.divide(BigDecimal.valueOf(8));
    BigDecimal nanos = new BigDecimal(matcher.group(4)).scaleByPowerOfTen(6);
    return new LinkModel(bytes.longValue(), Duration.ofNanos(nanos.longValue()));
  }

  private static int exponent(String unit) {
    return switch (unit) {
      case "k" -> 3;
      case "M" -> 6;
      default -> 9;
    };
  }

  /** Half of the round trip. */
  Duration oneWay() {
    return roundTrip.dividedBy(2);
  }

  /** What {@link #parse} reads: bytes in the largest unit of which there is one, milliseconds. */
  @Override
  public String toString() {
    String unit = bytesPerSecond >= 1_000_000_000 ? "G" : bytesPerSecond >= 1_000_000 ? "M" : "k";
    BigDecimal speed = BigDecimal.valueOf(bytesPerSecond).scaleByPowerOfTen(-exponent(unit));
    BigDecimal millis = BigDecimal.valueOf(roundTrip.toNanos(), 6);
    return plain(speed) + unit + "B/s," + plain(millis) + "ms";
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
