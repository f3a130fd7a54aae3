package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  @Test
  void isWhollyThereOrNot() throws IOException {
    Path file = directory.resolve("calibration.properties");
    new Calibration("once", all(1)).write(file);
    try (Reader reader = Files.newBufferedReader(file)) {
      new Calibration("twice", all(2)).write(file);
      Properties whole = new Properties();
      whole.load(reader);
      // Who has begun to read reads the old one to its end.
      assertThat(whole).containsEntry("machine", "once").hasSize(1 + all(1).size());
    }
    assertThat(Calibration.read(file)).contains(new Calibration("twice", all(2)));
    assertThat(directory.toFile().list()).containsExactly("calibration.properties");
  }

  @Test
  void whetherItCanBeWrittenIsFoundBefore() throws IOException {
    Path cache = directory.resolve("not/yet");
    Path file = cache.resolve("calibration.properties");
    Calibration.requireWritable(file);
    assertThat(cache).isEmptyDirectory();

    Path below = Files.createFile(directory.resolve("taken")).resolve("calibration.properties");
    for (Path impossible : List.of(below, Files.createDirectory(file))) {
      for (ThrowingCallable action :
          List.<ThrowingCallable>of(
              () -> Calibration.requireWritable(impossible),
              () -> new Calibration("", all(1)).write(impossible))) {
        assertThatThrownBy(action)
            .isInstanceOf(UserException.class)
            .hasFieldOrPropertyWithValue("fault", UserException.Fault.FILE)
            .hasMessageStartingWith(impossible + ": cannot be written (")
            .hasMessageMatching(".*(taken is no directory|it is a directory).*")
            .hasMessageEndingWith("XDG_CACHE_HOME can name another directory");
      }
    }
    assertThat(cache.toFile().list()).containsExactly("calibration.properties");
  }

  @Test
  void liesInTheCacheOrTheHome() {
    Path inCache = Path.of("/cache", "quotient", "calibration.properties");
    Path inHome = Path.of("/home/me", ".cache", "quotient", "calibration.properties");
    assertThat(Calibration.file(Optional.of("/cache"), "/home/me")).isEqualTo(inCache);
    assertThat(Calibration.file(Optional.of(""), "/home/me")).isEqualTo(inHome);
    assertThat(Calibration.file(Optional.empty(), "/home/me")).isEqualTo(inHome);
  }

  /** In no locale is there a path with this character. */
  @Test
  void aDirectoryThatCannotBeNamedIsTheUsersToMend() {
    for (ThrowingCallable action :
        List.<ThrowingCallable>of(
            () -> Calibration.file(Optional.of("/c\0"), "/home/me"),
            () -> Calibration.file(Optional.empty(), "/h\0"))) {
      assertThatThrownBy(action)
          .isInstanceOf(UserException.class)
          .hasFieldOrPropertyWithValue("fault", UserException.Fault.FILE)
          .hasMessageContaining("no path in this locale")
          .hasMessageEndingWith("XDG_CACHE_HOME can name another directory");
    }
  }

  @Test
  void theMachineIsOneLine() throws IOException {
    Path file = directory.resolve("calibration.properties");
    new Calibration("MACHINE", all(1)).write(file);
    Files.writeString(
        file, Files.readString(file).replace("MACHINE", "a\\nb\\u001b[31m\\u2028c\\u202e"));

    assertThat(Calibration.read(file).orElseThrow().machine()).isEqualTo("a b [31m c");
  }

  @Test
  void whatIsNoTextIsRefusedInPlainWords() throws IOException {
    Path file = Files.write(directory.resolve("calibration.properties"), new byte[] {'a', -1});
    assertThatThrownBy(() -> Calibration.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no calibration (it is no text in UTF-8); make it anew");

    Files.writeString(file, "machine=\\uxyz");
    assertThatThrownBy(() -> Calibration.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no calibration (a \\u in it is no character); make it anew");

    assertThatThrownBy(() -> Calibration.read(directory))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(directory + ": cannot be read (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "NaN", "Infinity", "fast", "1e-13", "10001", "1e300"})
  void aFileThatIsNoneIsRefused(String value) throws IOException {
    Path file = directory.resolve("calibration.properties");
    new Calibration("", all(1)).write(file);
    Files.writeString(
        file, Files.readString(file).replace("train-signum=1.0", "train-signum=" + value));

    assertThatThrownBy(() -> Calibration.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train-signum must be a number of seconds from 1.0E-12 to 10000.0")
        .hasMessageContaining("bench --calibrate");
  }
}
