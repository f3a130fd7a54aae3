package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void aDigestIsShownByItsFirst16Digits() {
    assertThat(Format.digest("0123456789abcdef".repeat(4))).isEqualTo("0123456789abcdef");
    assertThat(Format.digest("0123")).isEqualTo("0123");
  }
}
