package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links as users give them. */
class LinkModelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "24MB/s,42ms; 24000000; 42000",
        "1Gb/s,1ms; 125000000; 1000",
        "900kB/s,0ms; 900000; 0",
        "100Mb/s,0.5ms; 12500000; 500",
        "2.5GB/s,10000ms; 2500000000; 10000000"
      })
  void readsBytesAndBits(String text, long bytesPerSecond, long roundTripMicros) {
    assertThat(LinkModel.parse(text))
        .isEqualTo(new LinkModel(bytesPerSecond, Duration.ofNanos(1000 * roundTripMicros)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"24MB/s,42ms", "1.25GB/s,0.25ms", "100kB/s,0ms", "100GB/s,10000ms"})
  void readsWhatItWrites(String text) {
    assertThat(LinkModel.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "24MB/s",
        "42ms",
        "42ms,24MB/s",
        "24 MB/s,42ms",
        "24mB/s,42ms",
        "24MB,42ms",
        "-1MB/s,42ms",
        "24MB/s,42s",
        "24MB/s,-1ms",
        "24MB/s;42ms",
        "1e3MB/s,1ms"
      })
  void otherText_fails(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkModel.parse(text))
        .withMessage(
            "'%s' is not a link; write its speed in each direction (100kB/s to 100GB/s) and its"
                + " round-trip time in ms (0ms to 10000ms), without blanks, for instance"
                + " 24MB/s,42ms or 1Gb/s,1ms",
            text);
  }

  @Test
  void figuresOutOfRange_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkModel.parse("0MB/s,42ms"))
        .withMessage("the speed of a link must be 100kB/s to 100GB/s");
    assertThatIllegalArgumentException().isThrownBy(() -> LinkModel.parse("101GB/s,42ms"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkModel.parse("24MB/s,10001ms"))
        .withMessage("the round trip of a link must be 0ms to 10000ms");
  }

  @Test
  void halfOfTheRoundTripIsSpentEachWay() {
    assertThat(LinkModel.parse("24MB/s,42ms").oneWay()).isEqualTo(Duration.ofMillis(21));
  }

  @Test
  void theLoopbackIsALink() {
    assertThat(LinkModel.LOOPBACK).hasToString("800MB/s,0.1ms");
  }
}
