package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.data.DataException;
import quotient.data.PendingFile;
import quotient.data.PredictionFile;
import quotient.engine.Party;
import quotient.twoparty.InProcess;
import quotient.twoparty.Session;

/** Two parties put their files in place, both or none. */
class HandoverTest {
  @TempDir private Path root;

  private Path fileOfA;
  private Path fileOfB;

  @BeforeEach
  void layOut() throws IOException {
    fileOfA = Files.writeString(Files.createDirectory(root.resolve("a")).resolve("file"), "old");
    fileOfB = Files.writeString(Files.createDirectory(root.resolve("b")).resolve("file"), "old");
  }

  private static Optional<PendingFile> aside(Path file) {
    return Optional.of(PredictionFile.writeAside(file, new int[] {3}));
  }

  /** What A throws as it brings its file into place, and B as it does {@code workOfB}. */
  private InProcess.Both<Optional<Throwable>> failures(Consumer<Session> workOfB) {
    return InProcess.run(
        channels ->
            failure(
                new Session(Party.A, channels), a -> Handover.complete(a, aside(fileOfA), true)),
        channels -> failure(new Session(Party.B, channels), workOfB));
  }

  /** Who fails gives up then. */
  private static Optional<Throwable> failure(Session session, Consumer<Session> work) {
    try (session) {
      return Optional.ofNullable(catchThrowable(() -> work.accept(session)));
    }
  }

  private static void assertHoldsOnly(Path file, String content) throws IOException {
    assertThat(file).hasContent(content);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void bothSucceed() throws IOException {
    InProcess.Both<Optional<Throwable>> failures =
        failures(b -> Handover.complete(b, aside(fileOfB), true));
    assertThat(failures.a()).isEmpty();
    assertThat(failures.b()).isEmpty();
    assertHoldsOnly(fileOfA, "row,class\n0,3");
    assertHoldsOnly(fileOfB, "row,class\n0,3");
  }

  @Test
  void aFileThatAppearedMeanwhileIsKept() throws IOException {
    Files.delete(fileOfA);
    Optional<PendingFile> pending = aside(fileOfA);
    Files.writeString(fileOfA, "precious");
    Optional<Path> told =
        InProcess.run(
                channels -> Handover.complete(new Session(Party.A, channels), pending, false),
                channels ->
                    Handover.complete(new Session(Party.B, channels), Optional.empty(), false))
            .a();
    assertThat(fileOfA).hasContent("row,class\n0,3");
    Path kept = pending.orElseThrow().previous().orElseThrow();
    assertThat(kept).hasContent("precious");
    assertThat(told).contains(kept);
  }

  @Test
  void onePartyMayHaveNothingToWrite() throws IOException {
    assertThat(failures(b -> Handover.complete(b, Optional.empty(), true)).a()).isEmpty();
    assertHoldsOnly(fileOfA, "row,class\n0,3");
    assertHoldsOnly(fileOfB, "old");
  }

  @Test
  void aPartyThatCannotWrite_leavesBothWithWhatTheyHad() throws IOException {
    InProcess.Both<Optional<Throwable>> failures =
        failures(b -> Handover.complete(b, aside(root.resolve("gone").resolve("file")), true));
    assertThat(failures.a().orElseThrow())
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("its own output says which; nothing was written");
    assertThat(failures.b()).containsInstanceOf(DataException.class);
    assertHoldsOnly(fileOfA, "old");
  }

  @Test
  void aPartyThatCannotRename_leavesBothWithWhatTheyHad() throws IOException {
    Optional<PendingFile> pending = aside(fileOfB);
    try (Stream<Path> files = Files.list(fileOfB.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(fileOfB.getParent());
    InProcess.Both<Optional<Throwable>> failures =
        failures(b -> Handover.complete(b, pending, true));
    assertThat(failures.a().orElseThrow())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("could not put its file in place");
    assertThat(failures.b()).containsInstanceOf(DataException.class);
    assertHoldsOnly(fileOfA, "old");
  }

  @Test
  void aPartyThatGoesBetweenKeepsAndLosesNothing() throws IOException {
    Throwable failure =
        failures(
                b -> {
                  b.meet("written", Map.of());
                  throw new IllegalStateException("gone");
                })
            .a()
            .orElseThrow();
    assertThat(failure).isInstanceOf(UserException.class).hasMessageContaining(".previous");
    assertThat(fileOfA).hasContent("row,class\n0,3");
    try (Stream<Path> files = Files.list(fileOfA.getParent())) {
      assertThat(files.filter(file -> !file.equals(fileOfA)).toList())
          .hasSize(1)
          .allSatisfy(previous -> assertThat(previous).hasContent("old"));
    }
  }
}
