package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and timeouts as users give them. */
class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:7000",
        "10.0.0.2:0",
        "a-b.example.org:65535",
        "[::1]:80",
        "[fe80::1%lo]:9"
      })
  void readsWhatItWrites(String text) {
    assertThat(Address.parse(text)).hasToString(text);
  }

  @Test
  void takesThePartsApart() {
    assertThat(Address.parse("[2001:db8::7]:7000")).isEqualTo(new Address("2001:db8::7", 7000));
    assertThat(Address.parse("there:00080")).isEqualTo(new Address("there", 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "7000", "host", "host:", ":7000", "host:x", "::1:80", "[]:80", "a b:80", "h:-1"
      })
  void otherText_fails(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse(text))
        .withMessage("'%s' is not an address; write host:port, for instance localhost:7000", text);
  }

  @Test
  void partsOutOfRange_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse("host:65536"))
        .withMessage("port 65536 is not between 0 and 65535");
    assertThatIllegalArgumentException().isThrownBy(() -> new Address(" ", 1));
  }

  @Test
  void timeoutsOutOfRange_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeouts.DEFAULT.withStall(Duration.ZERO))
        .withMessageContaining("stall");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeouts.DEFAULT.withConnect(Duration.ofDays(25)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeouts.DEFAULT.withHandshake(Duration.ofNanos(999_999)));
  }
}
