package quotient.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import quotient.transport.Traffic;

/** Numbers as they are shown. */
public final class Format {
  private static final int DIGEST_DIGITS = 16;

  private Format() {}

  /** A CRC-32 in eight hexadecimal digits. */
  public static String crc(int crc) {
    return String.format(Locale.ROOT, "%08x", crc);
  }

  /**
   * The start of a digest, enough for people to compare; programs and files get the whole.
   *
   * @param digest in hexadecimal digits
   * @return its first 16 digits
   */
  static String digest(String digest) {
    return digest.substring(0, Math.min(digest.length(), DIGEST_DIGITS));
  }

  /** A number of two decimals, such as a share in percent. */
  public static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The same as a number for JSON. */
  static BigDecimal decimal(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }

  /** Seconds to the millisecond, for JSON. */
  public static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3);
  }

  /** Decimal units, as networks count. */
  public static String bytes(long bytes) {
    String[] units = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  /** Bytes both ways and rounds. */
  static String traffic(Traffic traffic) {
    return bytes(traffic.bytesSent())
        + " sent, "
        + bytes(traffic.bytesReceived())
        + " received, "
        + traffic.rounds()
        + " rounds";
  }

  /** The same for programs. */
  public static Map<String, Object> trafficValues(Traffic traffic) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bytes", traffic.bytes());
    values.put("bytesSent", traffic.bytesSent());
    values.put("bytesReceived", traffic.bytesReceived());
    values.put("rounds", traffic.rounds());
    return values;
  }

  /** As {@link #time}, but to the millisecond where that matters. */
  static String shortTime(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(10)) < 0
        ? String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0)
        : time(duration);
  }

  /** Hours, minutes and seconds, as far as they matter. */
  public static String time(Duration duration) {
    Duration rounded = Duration.ofSeconds(duration.plusMillis(500).toSeconds());
    if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (rounded.toHours() > 0) {
      return rounded.toHours() + " h " + rounded.toMinutesPart() + " min";
    }
    return rounded.toMinutes() > 0
        ? rounded.toMinutes() + " min " + rounded.toSecondsPart() + " s"
        : rounded.toSeconds() + " s";
  }
}
