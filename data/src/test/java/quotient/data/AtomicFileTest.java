package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path directory;

  @Test
  void makesAndReplacesFiles() {
    Path file = directory.resolve("file");

    write(file, "first, and longer");
    assertThat(file).hasContent("first, and longer");
    write(file, "second");
    assertThat(file).hasContent("second");

    assertThat(directory).isDirectoryContaining(file::equals);
    assertOnly(file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadIt() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    write(file, "secret");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aReaderSeesTheOldFileOrTheNewOne() throws Exception {
    Path file = directory.resolve("file");
    Set<String> wholes = Set.of("a".repeat(100_000), "b".repeat(200_000));
    wholes.forEach(whole -> write(file, whole));
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Integer> reader =
        new FutureTask<>(() -> {
          int reads = 0;
          while (!done.get()) {
            assertThat(wholes.contains(Files.readString(file))).isTrue();
            reads++;
          }
          return reads;
        });
    Thread thread = Thread.ofPlatform().start(reader);
    try {
      for (int i = 0; i < 50; i++) {
        wholes.forEach(whole -> write(file, whole));
      }
    } finally {
      done.set(true);
      thread.join();
    }
    assertThat(reader.get()).isPositive();
  }

  @Test
  void aWriteThatBreaksOff_failsAndLeavesTheOldFile() {
    Path file = directory.resolve("file");
    write(file, "old");

    assertFails(() ->
            AtomicFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap("ne".getBytes(UTF_8)));
                  throw new IOException("No space left on device");
                }))
        .startsWith(file + ": cannot be written: No space left on device;");

    assertThat(file).hasContent("old");
    assertOnly(file);
  }

  @Test
  void aDirectoryThatIsMissing_fails() {
    Path file = directory.resolve("nowhere").resolve("file");
    assertFails(() -> write(file, "x")).startsWith(file + ": its directory does not exist");
  }

  @Test
  void aDirectoryInPlaceOfTheFile_fails() {
    assertFails(() -> write(directory, "x")).startsWith(directory + ": a directory");
    assertFails(() -> write(directory.getRoot(), "x")).contains("a directory");
  }

  @Test
  void aRelativePathIsFoundFromTheWorkingDirectory() throws IOException {
    Path file = Path.of("target", "AtomicFileTest.tmp");
    Files.createDirectories(Path.of("target"));
    try {
      write(file, "here");
      assertThat(file).hasContent("here");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void assertOnly(Path file) {
    assertThat(directory.toFile().list()).containsExactly(file.getFileName().toString());
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }
}
