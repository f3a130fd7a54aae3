package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;
import static quotient.data.TestFiles.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingFileTest {
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
            PendingFile.write(
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
    Path file = Path.of("target", "PendingFileTest.tmp");
    Files.createDirectories(Path.of("target"));
    try {
      write(file, "here");
      assertThat(file).hasContent("here");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void untilItIsCommittedTheOldFileStands() {
    Path file = directory.resolve("file");
    write(file, "old");

    try (PendingFile _ = aside(file, "new")) {
      assertThat(file).hasContent("old");
    }

    assertThat(file).hasContent("old");
    assertOnly(file);
  }

  @Test
  void aCommitCanBeTakenBack() {
    Path old = directory.resolve("old");
    write(old, "old");
    try (PendingFile pending = aside(old, "new")) {
      pending.commit();
      assertThat(old).hasContent("new");
      pending.revert();
    }
    assertThat(old).hasContent("old");
    assertOnly(old);

    Path fresh = directory.resolve("fresh");
    try (PendingFile pending = aside(fresh, "new")) {
      pending.commit();
      pending.revert();
    }
    assertThat(fresh).doesNotExist();
  }

  @Test
  void whatWasThereIsKeptUntilItIsSettled() throws IOException {
    Path file = directory.resolve("file");
    write(file, "old");

    Path previous;
    try (PendingFile pending = aside(file, "new")) {
      pending.commit();
      previous = pending.previous().orElseThrow();
    }

    assertThat(file).hasContent("new");
    assertThat(previous).hasContent("old");
    assertThat(previous.getFileName().toString()).startsWith("file.").endsWith(".previous");
    Files.delete(previous);
  }

  @Test
  void whatCannotBePutBackIsKept() throws IOException {
    Path file = directory.resolve("file");
    write(file, "old");
    try (PendingFile pending = aside(file, "new")) {
      pending.commit();
      Files.delete(file);
      Files.createDirectory(file);

      assertFails(pending::revert);

      assertThat(pending.previous().orElseThrow()).hasContent("old");
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .singleElement()
          .satisfies(kept -> assertThat(kept).hasContent("old"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u6570", "\ud83d\ude00"})
  @EnabledOnOs(OS.LINUX)
  void longNamesOfAnyScriptCanBeReplaced(String character) {
    Path file = directory.resolve(character.repeat(60));
    write(file, "old");
    write(file, "new");
    assertThat(file).hasContent("new");
    assertOnly(file);
  }

  @Test
  void aCommitIntoADirectoryThatIsGone_fails() throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    Path file = gone.resolve("file");
    try (PendingFile pending = aside(file, "new")) {
      try (Stream<Path> files = Files.list(gone)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(gone);
      assertFails(pending::commit).startsWith(file + ": its directory does not exist");
    }
  }

  @Test
  void whatCannotBeWrittenIsFoundBefore() throws IOException {
    Path file = directory.resolve("file");
    write(file, "old");
    PendingFile.requireWritable(file, 1);
    PendingFile.requireWritable(directory.resolve("new"), 1);
    assertThat(file).hasContent("old");
    assertOnly(file);

    Path tooLong = directory.resolve("x".repeat(300));
    assertFails(() -> PendingFile.requireWritable(tooLong, 1)).contains("File name too long");
    assertFails(() -> PendingFile.requireWritable(file, Long.MAX_VALUE))
        .contains("its disk has only");
    assertFails(() -> PendingFile.requireWritable(directory.resolve("a/b"), 1))
        .contains("its directory does not exist");
    assertOnly(file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceInPlaceOfTheFile_fails() {
    assertFails(() -> PendingFile.requireWritable(Path.of("/dev/full"), 1))
        .startsWith("/dev/full: is no regular file");
  }

  private void assertOnly(Path file) {
    assertThat(directory.toFile().list()).containsExactly(file.getFileName().toString());
  }

  private static PendingFile aside(Path file, String text) {
    return PendingFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private static void write(Path file, String text) {
    commit(aside(file, text));
  }
}
