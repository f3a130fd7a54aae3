package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.ClearEngine;
import quotient.training.ReferenceVectors.Run;

/** The clear trainer against the reference's vectors, every one of them. */
@Execution(ExecutionMode.CONCURRENT)
class ReferenceVectorsTest {
  /** Trains in the clear what the reference trained. */
  private static List<String> clear(Run run, int iterations) {
    ReferenceCommand command = run.command();
    TestData.Split data = command.split();
    return new ReferenceRun(command.job().build(), data.train(), data.test())
        .on(new ClearEngine(), null, Math.min(iterations, command.iterations()));
  }

  private static Stream<Run> on(String data) {
    return ReferenceVectors.ALL.stream().filter(run -> run.command().data().equals(data));
  }

  static Stream<Run> madeUp() {
    return on("made-up");
  }

  static Stream<Run> digits() {
    return on("digits");
  }

  static Stream<Run> tables() {
    return Stream.of("breast", "credit", "thyroid").flatMap(ReferenceVectorsTest::on);
  }

  static Stream<Run> mnist() {
    return on("mnist");
  }

  static Stream<Run> wholeMnist() {
    return mnist().filter(Run::hasEpochs);
  }

  @ParameterizedTest
  @MethodSource({"madeUp", "digits", "tables"})
  void aTrainingEqualsTheReferences(Run run) {
    assertThat(clear(run, Integer.MAX_VALUE)).isEqualTo(run.lines());
  }

  /** Up to 100 iterations; of longer runs as many as there are check sums for. */
  @ParameterizedTest
  @MethodSource("mnist")
  void theFirstIterationsOnMnistEqualTheReferences(Run run) {
    int iterations = run.hasEpochs() ? run.lastTraced() : Integer.MAX_VALUE;
    assertThat(clear(run, iterations)).isEqualTo(run.withoutEpochs());
  }

  @ParameterizedTest
  @MethodSource("wholeMnist")
  @Tag("proof")
  void aWholeTrainingOnMnistEqualsTheReferences(Run run) {
    assertThat(clear(run, Integer.MAX_VALUE)).isEqualTo(run.lines());
  }
}
