package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.training.ReferenceVectors.Run;

/** What the file of vectors says, and what is no such file. */
class ReferenceVectorsFileTest {
  private static final String HEADING = "$ python3 reference.py signum --arch 5,3 --step 8";
  private static final String INIT = "init crc 00000000";
  private static final String FIRST = "after iteration 1 00000001";
  private static final String EPOCH = "epoch 1 acc 50.00 crc 0000000a";

  /** A clone without any other data has an outside oracle for every option. */
  @Test
  void everyOptionIsTriedOnMadeUpData() {
    assertThat(
            ReferenceVectors.ALL.stream()
                .filter(run -> run.command().data().equals("made-up"))
                .flatMap(run -> Stream.of(run.arguments().split(" ")))
                .collect(Collectors.toSet()))
        .contains(
            "signum",
            "amsgrad",
            "--mom",
            "--rotate",
            "--error-bits",
            "--step",
            "--shifts",
            "--error-shifts",
            "--batch",
            "--epochs",
            "--seed",
            "--rows",
            "--signed");
    assertThat(ReferenceVectors.ALL)
        .filteredOn(run -> run.command().data().equals("made-up"))
        .extracting(run -> run.command().job().build().network().layers().size() + 1)
        .contains(2, 3, 4, 5);
  }

  /** The vectors of those who wrote the specification, where they lie beside the project. */
  @Test
  void theSpecificationsCheckSumsForDenseNetworksAreAllHere() {
    Path file = Path.of("").toAbsolutePath().resolve("../../shared/reference/vectors.txt");
    assumeTrue(Files.exists(file), () -> "skipped: no " + file.normalize());
    List<Run> runs =
        ReferenceVectors.parse(
            ReferenceVectors.lines(file).stream()
                .takeWhile(line -> !line.startsWith("#"))
                .toList());
    assertThat(runs).hasSizeGreaterThanOrEqualTo(10);
    for (Run theirs : runs) {
      assertThat(ReferenceVectors.ALL)
          .filteredOn(ours -> ours.arguments().equals(theirs.arguments()))
          .singleElement()
          .satisfies(ours -> assertThat(ours.lines()).containsSubsequence(theirs.lines()));
    }
  }

  @Test
  void aRunIsItsCommandAndItsLines() {
    List<Run> runs =
        ReferenceVectors.parse(
            List.of("# one", HEADING, INIT, FIRST, "", EPOCH, HEADING + " --seed 2", INIT, EPOCH));
    assertThat(runs)
        .extracting(Run::arguments)
        .containsExactly("signum --arch 5,3 --step 8", "signum --arch 5,3 --step 8 --seed 2");
    assertThat(runs.getFirst().lines()).containsExactly(INIT, FIRST, EPOCH);
    assertThat(runs.getFirst().lastTraced()).isEqualTo(1);
    assertThat(runs.getFirst().withoutEpochs()).containsExactly(INIT, FIRST);
    assertThat(runs.getLast().hasEpochs()).isTrue();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("line 1: no check sums"),
        wrong("line 3: no check sums", "# nothing", ""),
        wrong("line 1: a check sum of no command", INIT),
        wrong("line 2: no check sums of signum --arch 5,3 --step 8", HEADING),
        wrong("line 3: no check sums of signum --arch 5,3 --step 8", HEADING, INIT),
        wrong("line 2: no check sums of signum --arch 5,3 --step 8", HEADING, HEADING, INIT, FIRST),
        wrong("line 2: not understood: " + FIRST, HEADING, FIRST, INIT),
        wrong("line 3: not understood: " + INIT, HEADING, INIT, INIT),
        wrong("line 3: not understood: " + FIRST + " ", HEADING, INIT, FIRST + " "),
        wrong("line 3: not understood:   # x", HEADING, INIT, "  # x"),
        wrong(
            "line 3: not understood: epoch 1 acc 50 crc 0000000a",
            HEADING,
            INIT,
            "epoch 1 acc 50 crc 0000000a"),
        wrong(
            "line 3: not understood: after iteration 1 0000001",
            HEADING,
            INIT,
            "after iteration 1 0000001"),
        wrong("line 4: the same command again", HEADING, INIT, FIRST, HEADING, INIT, FIRST),
        wrong("line 1: a check sum of no command", "$ reference.py signum", INIT, FIRST),
        wrong("line 1: unknown option: --biases", HEADING + " --biases 64", INIT, FIRST),
        wrong("line 1: --rows has no value", HEADING + " --rows", INIT, FIRST),
        wrong("line 1: --step is there twice", HEADING + " --step 8", INIT, FIRST),
        wrong("line 1: unknown data: wine", HEADING + " --data wine", INIT, FIRST),
        wrong("line 1: unknown momentum: no", HEADING + " --mom no", INIT, FIRST),
        wrong("line 1: unknown method: adam", "$ python3 reference.py adam", INIT, FIRST),
        wrong("line 1: For input string: \"x\"", HEADING + " --batch x", INIT, FIRST),
        wrong("line 1: error-bits must be 2 to 8, but is 9", HEADING + " --error-bits 9", INIT));
  }

  private static Arguments wrong(String message, String... lines) {
    return Arguments.of(Arrays.asList(lines), message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aFileThatIsNotUnderstood_fails(List<String> lines, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceVectors.parse(lines))
        .withMessage(message);
  }
}
