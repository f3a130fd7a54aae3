package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.transport.LinkModel;

class OtExtensionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10Gb/s,0.3ms | 4 | 4",
        "1Gb/s,1ms | 4 | 32",
        "1Gb/s,0.2ms | 4 | 4",
        "24MB/s,42ms | 8 | 32",
        "10GB/s,200ms | 4 | 32",
        "100kB/s,0ms | 8 | 4",
        "62MB/s,10ms | 8 | 32",
        "65MB/s,10ms | 4 | 32"
      })
  void theLinkDecides(String link, int k, int window) {
    assertThat(OtExtension.over(LinkModel.parse(link))).isEqualTo(new OtExtension(k, window));
  }

  @Test
  void onTheLoopbackTheFastestIsTaken() {
    assertThat(OtExtension.DEFAULT).isEqualTo(new OtExtension(4, 4));
  }

  @Test
  void aBatchFillsATurn() {
    assertThat(OtExtension.DEFAULT.bytes(OtExtension.DEFAULT.batch())).isEqualTo(4 << 20);
    OtExtension slow = new OtExtension(8, 32);
    assertThat(slow.bytes(slow.batch())).isEqualTo(4 << 20);
  }

  @ParameterizedTest
  @CsvSource({"4, 1, 64", "4, 65, 64", "4, -1, 64", "8, 129, 128", "1, 17, 16"})
  void aWindowThatDoesNotFit_fails(int k, int window, int most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OtExtension(k, window))
        .withMessage("the window of the OTs is 2 to " + most + " segments, not " + window);
  }
}
