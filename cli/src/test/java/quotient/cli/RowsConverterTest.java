package quotient.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RowsConverterTest {
  private final RowsConverter converter = new RowsConverter();

  @ParameterizedTest
  @ValueSource(strings = {"all", "none", "7", "0-9,20"})
  void readsASelection(String text) {
    assertThatCode(() -> converter.convert(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some", "2-1", "1,,2", "0-5,3"})
  void whatIsNoSelectionIsAFaultOfTheCommandLine(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text))
        .withMessageContaining("'");
  }
}
