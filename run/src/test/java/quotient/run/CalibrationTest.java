package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  @TempDir private Path directory;

  private static Map<String, Double> all(double seconds) {
    return Calibration.workloads().stream().collect(Collectors.toMap(w -> w, _ -> seconds));
  }

  @Test
  void isReadAsItWasWritten() {
    Path file = directory.resolve("not/there/yet/calibration.properties");
    Calibration calibration = new Calibration("a machine, 2 cores", all(0.125));

    calibration.write(file);

    assertThat(Calibration.read(file)).contains(calibration);
  }

  @Test
  void isAbsentWhereThereIsNone() {
    assertThat(Calibration.read(directory.resolve("calibration.properties"))).isEmpty();
  }

  @Test
  void aMachineThatTakesTwiceAsLongHasTwiceTheCosts() {
    UnitCosts once = new Calibration("", all(1)).costs();
    UnitCosts twice = new Calibration("", all(2)).costs();

    assertThat(twice.and()).isEqualTo(2 * once.and());
    assertThat(twice.garbledAnd()).isEqualTo(2 * once.garbledAnd());
    assertThat(twice.ot()).isEqualTo(2 * once.ot());
    assertThat(twice.ciphertext()).isEqualTo(2 * once.ciphertext());
    assertThat(twice.productByte()).isEqualTo(2 * once.productByte());
    assertThat(twice.message()).isEqualTo(2 * once.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "NaN", "Infinity", "fast"})
  void aFileThatIsNoneIsRefused(String value) throws IOException {
    Path file = directory.resolve("calibration.properties");
    new Calibration("", all(1)).write(file);
    Files.writeString(
        file, Files.readString(file).replace("train-signum=1.0", "train-signum=" + value));

    assertThatThrownBy(() -> Calibration.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("bench --calibrate");
  }
}
