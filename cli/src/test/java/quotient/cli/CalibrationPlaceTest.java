package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import quotient.bench.JavaCommand;

/** Where the environment says that the calibration lies, it cannot. */
class CalibrationPlaceTest {
  private static final String ELSEWHERE = "XDG_CACHE_HOME can name another directory";

  @TempDir private Path directory;

  /** Runs the program after {@code script}, for a shell, has set the environment. */
  private static List<String> complaints(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script + " exec \"$@\"", "sh"));
    command.addAll(JavaCommand.running(Main.class));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(ExitCode.FILE);
    return err.lines().filter(line -> !line.equals(PartyProcess.INCUBATOR)).toList();
  }

  private String job() throws IOException {
    return Files.writeString(
            directory.resolve("job.yaml"),
            """
            network: [12, 16, 3]
            data:
              train: {format: csv, file: train.csv}
            """)
        .toString();
  }

  /** Elsewhere names of files do not depend on the locale. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsNoPathInTheLocale_isOneLine() throws IOException, InterruptedException {
    String script = "XDG_CACHE_HOME=$(printf '/tmp/\\303\\274') LC_ALL=C";
    for (String[] arguments :
        List.of(
            new String[] {"bench", "--calibrate"},
            new String[] {"plan", "--job", job(), "--link", "loopback"})) {
      assertThat(complaints(script, arguments))
          .singleElement()
          .asString()
          .startsWith("quotient: /tmp/")
          .contains("no path in this locale")
          .endsWith(ELSEWHERE);
    }
  }

  /** It is not measured first, which would be told in lines of their own. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatCannotBeWritten_isFoundBeforeItIsMeasured() throws IOException, InterruptedException {
    Path taken = Files.createFile(directory.resolve("taken"));

    assertThat(complaints("XDG_CACHE_HOME=" + taken, "bench", "--calibrate"))
        .singleElement()
        .asString()
        .startsWith("quotient: " + taken)
        .contains(": cannot be written (")
        .endsWith(ELSEWHERE);
  }
}
