package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.data.DataException;
import quotient.data.PendingFile;
import quotient.data.PredictionFile;
import quotient.engine.Party;
import quotient.transport.ChannelException;
import quotient.transport.MemoryChannel;

/** Two parties put their files in place, both or none. */
class HandoverTest {
  @TempDir private Path root;

  private Meeting a;
  private Meeting b;
  private Path fileOfA;
  private Path fileOfB;

  @BeforeEach
  void meet() throws IOException {
    MemoryChannel.Pair pair = MemoryChannel.pair();
    a = new Meeting(Party.A, List.of(pair.first()));
    b = new Meeting(Party.B, List.of(pair.second()));
    fileOfA = Files.writeString(Files.createDirectory(root.resolve("a")).resolve("file"), "old");
    fileOfB = Files.writeString(Files.createDirectory(root.resolve("b")).resolve("file"), "old");
  }

  private static Optional<PendingFile> aside(Path file) {
    return Optional.of(PredictionFile.writeAside(file, new int[] {3}));
  }

  /** What A throws while B does {@code workOfB} and then gives up if that failed. */
  private Optional<Throwable> failureOfA(Runnable workOfB) {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> {
          try (Meeting _ = b) {
            workOfB.run();
          }
        });
    Throwable failure = catchThrowable(() -> Handover.complete(a, aside(fileOfA), true));
    if (failure != null) {
      a.close();
    }
    AtomicReference<Throwable> failureOfB = new AtomicReference<>();
    other
        .handle((_, e) -> {
          failureOfB.set(e);
          return e;
        })
        .join();
    lastOfB = Optional.ofNullable(failureOfB.get()).map(Throwable::getCause);
    return Optional.ofNullable(failure);
  }

  private Optional<Throwable> lastOfB = Optional.empty();

  private static void assertHoldsOnly(Path file, String content) throws IOException {
    assertThat(file).hasContent(content);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void bothSucceed() throws IOException {
    assertThat(failureOfA(() -> Handover.complete(b, aside(fileOfB), true))).isEmpty();
    assertThat(lastOfB).isEmpty();
    assertHoldsOnly(fileOfA, "row,class\n0,3");
    assertHoldsOnly(fileOfB, "row,class\n0,3");
  }

  @Test
  void aFileThatAppearedMeanwhileIsKept() throws IOException {
    Files.delete(fileOfA);
    Optional<PendingFile> pending = aside(fileOfA);
    Files.writeString(fileOfA, "precious");
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> Handover.complete(b, Optional.empty(), false));
    Optional<Path> told = Handover.complete(a, pending, false);
    other.join();
    assertThat(fileOfA).hasContent("row,class\n0,3");
    Path kept = pending.orElseThrow().previous().orElseThrow();
    assertThat(kept).hasContent("precious");
    assertThat(told).contains(kept);
  }

  @Test
  void onePartyMayHaveNothingToWrite() throws IOException {
    assertThat(failureOfA(() -> Handover.complete(b, Optional.empty(), true))).isEmpty();
    assertHoldsOnly(fileOfA, "row,class\n0,3");
    assertHoldsOnly(fileOfB, "old");
  }

  @Test
  void aPartyThatCannotWrite_leavesBothWithWhatTheyHad() throws IOException {
    assertThat(
            failureOfA(
                () -> Handover.complete(b, aside(root.resolve("gone").resolve("file")), true)))
        .containsInstanceOf(ChannelException.class);
    assertThat(lastOfB).containsInstanceOf(DataException.class);
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
    assertThat(failureOfA(() -> Handover.complete(b, pending, true)).orElseThrow())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("could not put its file in place");
    assertThat(lastOfB).containsInstanceOf(DataException.class);
    assertHoldsOnly(fileOfA, "old");
  }

  @Test
  void aPartyThatGoesBetweenKeepsAndLosesNothing() throws IOException {
    Throwable failure =
        failureOfA(
                () -> {
                  b.meet("written", Map.of());
                  throw new IllegalStateException("gone");
                })
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
