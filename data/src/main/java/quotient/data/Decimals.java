package quotient.data;

import java.math.BigDecimal;

/**
 * Decimal numbers as cells write them. Exact arithmetic on 1e999999999 would need a gigabyte, so
 * length and magnitude are bounded, far outside what a double can hold.
 */
final class Decimals {
  private static final int MAX_LENGTH = 500;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_EXPONENT = 400;

  private Decimals() {}

  /**
   * Reads a cell without surrounding blanks.
   *
   * @throws NumberFormatException whose message says what was found and what to do
   */
  static BigDecimal parse(String cell) {
    if (cell.isEmpty()) {
      throw new NumberFormatException("the cell is empty; fill it or remove the row");
    }
    if (cell.length() > MAX_LENGTH) {
      throw new NumberFormatException(
          DataException.quote(cell)
              + " is too long for a number ("
              + cell.length()
              + " characters); write one such as 12.5 or 1e-3");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(cell);
    } catch (NumberFormatException _) {
      throw new NumberFormatException(
          DataException.quote(cell) + " is not a finite number; write one such as 12.5 or 1e-3");
    }
    if (!isComputable(number)) {
      throw new NumberFormatException(
          DataException.quote(cell) + " has too many digits or too large an exponent; shorten it");
    }
    return number;
  }

  static void requireComputable(String name, BigDecimal number) {
    if (!isComputable(number)) {
      throw new DataException(
          name + " has too many digits or too large an exponent; write a shorter number");
    }
  }

  private static boolean isComputable(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_EXPONENT;
  }
}
