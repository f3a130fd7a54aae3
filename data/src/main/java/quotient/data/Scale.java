package quotient.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a number of a CSV cell becomes an integer of the training algorithm:
 *
 * <pre>{@code clip(floor((v - offset) * factor + 1/2), min, max)}</pre>
 *
 * <p>The arithmetic is exact in decimals as they are written, so that 1.005 with a factor of 100 is
 * 101 here although the nearest double lies below 1.005, and every machine reads the same integers.
 *
 * <p>Examples: digits of 0..16 become 8 v, at most 127, by factor 8 and min 0. Pixels of 0..255
 * become {@code v >> 1}, as {@link IdxDatasetReader} reads them, by offset 0.5 and factor 0.5.
 *
 * @param offset the number that becomes 0
 * @param factor not 0; negative turns the order round
 * @param min least integer, -127 or more
 * @param max greatest integer, 127 or less, not below {@code min}
 */
public record Scale(BigDecimal offset, BigDecimal factor, int min, int max) {
  /** Rounds and clips to -127..127: offset 0, factor 1. */
  public static final Scale IDENTITY = new Scale(BigDecimal.ZERO, BigDecimal.ONE, -127, 127);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /**
   * Checks the numbers.
   *
   * @throws DataException if the range is empty or leaves -127..127, the factor is 0, or a number
   *     is too large or too long to compute with
   */
  public Scale {
    Decimals.requireComputable("scale: offset", offset);
    Decimals.requireComputable("scale: factor", factor);
    if (factor.signum() == 0) {
      throw new DataException("scale: factor 0 makes every value the same; write another factor");
    }
    if (min < -127 || max > 127 || min > max) {
      throw new DataException(
          "scale: min %s and max %s are no range within -127..127; write another range"
              .formatted(min, max));
    }
  }

  /** The integer of {@code min..max} for a cell's number. */
  public int apply(BigDecimal v) {
    BigDecimal scaled = v.subtract(offset).multiply(factor).add(HALF);
    BigDecimal bounded = scaled.max(BigDecimal.valueOf(min)).min(BigDecimal.valueOf(max));
    return bounded.setScale(0, RoundingMode.FLOOR).intValueExact();
  }
}
