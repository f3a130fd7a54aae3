package quotient.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that builds and starts the program, in a checkout whose build copies one source file
 * and whose program prints what was copied.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
  private static final int CANNOT_START = 69;

  private static final String MAVEN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo 'Apache Maven 3.9.9'; exit; fi
      echo built >>"$TOOLS/builds"
      lib=cli/target/lib
      for argument; do
        case $argument in -Dlib.directory=*) lib=${argument#*=} ;; esac
      done
      case $(cat cli/src/main/source) in
        broken) echo '[ERROR] it is broken'; exit 1 ;;
        slow) echo $$ >"$TOOLS/pipe"; exec sleep 60 ;;
      esac
      rm -rf "$lib"
      mkdir -p "$lib"
      cp cli/src/main/source "$lib/program"
      : >"$lib/complete"
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      while [ "$1" != -p ]; do shift; done
      echo "$(cat "$2/program")"
      shift 4
      echo "$*"
      """;

  @TempDir private Path directory;

  private Path tools;
  private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    tools = Files.createDirectories(directory.resolve("tools"));
    checkout = directory.resolve("a checkout");
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.createDirectories(checkout.resolve("build"));
    Files.createDirectories(tools.resolve("bin"));
    Files.copy(Path.of("..", "quotient"), checkout.resolve("quotient"));
    writeScript(tools.resolve("mvn"), MAVEN);
    writeScript(tools.resolve("bin/java"), JAVA);
    writeScript(checkout.resolve("build/find-jdk"), "#!/bin/sh\necho \"$TOOLS\"\n");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
    writeSource("one");
  }

  private static void writeScript(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void writeSource(String text) throws IOException {
    Files.writeString(checkout.resolve("cli/src/main/source"), text);
  }

  private ProcessBuilder process(Path script, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(directory.toFile());
    builder.environment().put("TOOLS", tools.toString());
    builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    builder.environment().remove("JAVA_OPTS");
    builder.environment().remove("QUOTIENT_BUILD");
    return builder;
  }

  private static InProcess.Result run(ProcessBuilder builder)
      throws IOException, InterruptedException {
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new InProcess.Result(process.waitFor(), out, err);
  }

  private InProcess.Result run(String... arguments) throws IOException, InterruptedException {
    return run(process(checkout.resolve("quotient"), arguments));
  }

  private int builds() throws IOException {
    Path file = tools.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private static void assertRuns(InProcess.Result result, String source) {
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith(source + "\n");
  }

  @Test
  void buildsOnFirstUseOnly() throws IOException, InterruptedException {
    InProcess.Result first = run("train", "--quiet");
    InProcess.Result second = run("train", "--quiet");

    assertThat(first.out()).isEqualTo("one\ntrain --quiet\n");
    assertThat(first.err()).startsWith("quotient: building from source").hasLineCount(1);
    assertRuns(second, "one");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void isFoundThroughALink() throws IOException, InterruptedException {
    run();
    Path link = Files.createSymbolicLink(tools.resolve("link"), checkout.resolve("quotient"));

    assertRuns(run(process(link)), "one");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void changedContentIsBuilt_whateverItsTime() throws IOException, InterruptedException {
    run();
    Path source = checkout.resolve("cli/src/main/source");
    FileTime before = Files.getLastModifiedTime(source);
    writeSource("two");
    Files.setLastModifiedTime(source, before);

    assertThat(run().out()).startsWith("two\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aRemovedSourceIsBuilt() throws IOException, InterruptedException {
    Path other = Files.writeString(checkout.resolve("cli/src/main/other"), "");
    run();
    Files.delete(other);

    run();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aCopyIsNotBuiltAgain() throws IOException, InterruptedException {
    run();
    Path copy = directory.resolve("its copy");
    assertThat(run(new ProcessBuilder("cp", "-r", checkout.toString(), copy.toString())).exitCode())
        .isZero();
    Files.setLastModifiedTime(
        copy.resolve("cli/src/main/source"), FileTime.from(Instant.now().plusSeconds(3600)));

    assertRuns(run(process(copy.resolve("quotient"))), "one");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildByMavenAloneIsUsed_untilContentChanges() throws IOException, InterruptedException {
    ProcessBuilder maven = process(tools.resolve("mvn"), "package");
    assertThat(run(maven.directory(checkout.toFile())).exitCode()).isZero();

    assertRuns(run(), "one");
    assertThat(builds()).isEqualTo(1);

    writeSource("two");
    assertThat(run().out()).startsWith("two\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildKeepsTheLastOne() throws IOException, InterruptedException {
    run();
    writeSource("broken");

    InProcess.Result failed = run();
    ProcessBuilder last = process(checkout.resolve("quotient"), "demo");
    last.environment().put("QUOTIENT_BUILD", "last");

    assertThat(failed.exitCode()).isEqualTo(CANNOT_START);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains(
            "[ERROR] it is broken",
            "the build failed; its whole output is in",
            "the last build is kept, and QUOTIENT_BUILD=last runs it");
    assertRuns(run(last), "one");

    writeSource("one");
    assertRuns(run(), "one");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFirstBuildThatFailsLeavesNothingToRun() throws IOException, InterruptedException {
    writeSource("broken");

    InProcess.Result failed = run();
    ProcessBuilder last = process(checkout.resolve("quotient"));
    last.environment().put("QUOTIENT_BUILD", "last");
    InProcess.Result nothing = run(last);

    assertThat(failed.exitCode()).isEqualTo(CANNOT_START);
    assertThat(failed.err()).contains("the build failed").doesNotContain("QUOTIENT_BUILD");
    assertThat(nothing.exitCode()).isEqualTo(CANNOT_START);
    assertThat(nothing.err()).contains("there is no build yet").hasLineCount(1);
  }

  @Test
  void aSignalEndsTheBuildAtOnce() throws IOException, InterruptedException {
    run();
    writeSource("slow");
    Path pipe = tools.resolve("pipe");
    assertThat(run(new ProcessBuilder("mkfifo", pipe.toString())).exitCode()).isZero();

    Process launcher = process(checkout.resolve("quotient")).start();
    long maven;
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      maven = Long.parseLong(reader.readLine());
    }
    // SIGTERM; those of a keyboard may be ignored where tests run in the background.
    launcher.toHandle().destroy();

    assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(new String(launcher.getErrorStream().readAllBytes(), UTF_8))
        .hasLineCount(2)
        .endsWith("quotient: stopped\n");
    assertThat(ProcessHandle.of(maven)).isEmpty();
    assertThat(Files.isSymbolicLink(checkout.resolve("cli/target/build.lock"))).isFalse();
    writeSource("one");
    assertRuns(run(), "one");
  }
}
