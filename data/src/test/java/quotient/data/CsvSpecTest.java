package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvSpecTest {
  @Test
  void defaultsAreAHeaderTheLabelLastAndWholeNumbers() {
    CsvSpec spec = CsvSpec.builder().build();

    assertThat(spec.header()).isEqualTo(CsvSpec.Header.NAMES);
    assertThat(spec.label()).isEqualTo(CsvSpec.LAST);
    assertThat(spec.features()).isEmpty();
    assertThat(spec.labels()).isEmpty();
    assertThat(spec.scale()).isEqualTo(Scale.IDENTITY);
    assertThat(spec.columnScales()).isEmpty();
  }

  @Test
  void aFeatureNamedTwice_fails() {
    assertFails(() -> CsvSpec.builder().features(List.of("a", "b", "a")).build())
        .contains("features", "'a' stands twice");
  }

  @Test
  void aClassListedTwice_fails() {
    assertFails(() -> CsvSpec.builder().labels(List.of("yes", "yes")).build())
        .contains("labels", "'yes' stands twice");
  }

  @Test
  void theLabelAsAFeature_fails() {
    assertFails(() -> CsvSpec.builder().label("y").features(List.of("x", "y")).build())
        .contains("'y' is the label");
  }
}
