package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 1",
    "-0.5, 0",
    "-0.51, -1",
    "0.4999999999999999999999, 0",
    "1.5, 2",
    "-1.5, -1",
    "127.4, 127",
    "127.5, 127",
    "1e30, 127",
    "-127.5, -127",
    "-127.51, -127",
    "-1e30, -127"
  })
  void identityRoundsTiesUpAndClips(BigDecimal v, int expected) {
    assertThat(Scale.IDENTITY.apply(v)).isEqualTo(expected);
  }

  @Test
  void isExactWhereADoubleIsNot() {
    Scale scale = scale("0", "100", -127, 127);

    assertThat(scale.apply(new BigDecimal("1.005"))).isEqualTo(101);
    assertThat(Math.floor(1.005 * 100 + 0.5)).isEqualTo(100);
  }

  @Test
  void digitsBecomeEightfoldAtMost127() {
    Scale scale = scale("0", "8", 0, 127);
    for (int v = 0; v <= 16; v++) {
      assertThat(scale.apply(BigDecimal.valueOf(v))).isEqualTo(Math.min(127, 8 * v));
    }
  }

  @Test
  void pixelsCanBeHalvedAsIdxHalvesThem() {
    Scale scale = scale("0.5", "0.5", 0, 127);
    for (int v = 0; v <= 255; v++) {
      assertThat(scale.apply(BigDecimal.valueOf(v))).isEqualTo(v >> 1);
    }
  }

  @Test
  void agreesWithIntegerArithmeticOnRandomHundredths() {
    Random random = new Random(2);
    for (int trial = 0; trial < 2000; trial++) {
      int v = random.nextInt(-100_000, 100_000);
      int offset = random.nextInt(-10_000, 10_000);
      int factor = random.nextInt(1, 100) * (random.nextBoolean() ? 1 : -1);
      int min = random.nextInt(-127, 100);
      int max = random.nextInt(min, 128);
      Scale scale =
          new Scale(BigDecimal.valueOf(offset, 2), BigDecimal.valueOf(factor, 2), min, max);
      long expected = Math.floorDiv((long) (v - offset) * factor + 5_000, 10_000);

      assertThat(scale.apply(BigDecimal.valueOf(v, 2))).isEqualTo(Math.clamp(expected, min, max));
    }
  }

  @Test
  void factorZero_fails() {
    assertFails(() -> scale("0", "0.0", 0, 127)).contains("factor 0");
  }

  @Test
  void rangesOutsideTheAlgorithmsIntegers_fail() {
    assertFails(() -> scale("0", "1", -128, 127)).contains("min -128");
    assertFails(() -> scale("0", "1", 0, 128)).contains("max 128");
    assertFails(() -> scale("0", "1", 5, 4)).contains("min 5", "max 4");
  }

  @Test
  void numbersTooLargeForExactArithmetic_fail() {
    assertFails(() -> scale("1e999999999", "1", 0, 127)).contains("scale: offset");
    assertFails(() -> scale("0", "1e-999999999", 0, 127)).contains("scale: factor");
  }

  private static Scale scale(String offset, String factor, int min, int max) {
    return new Scale(new BigDecimal(offset), new BigDecimal(factor), min, max);
  }
}
