package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.run.Event;
import quotient.run.UserException;
import quotient.transport.Traffic;

/** Whoever cannot read the result must still hear what there is. */
class FullOutputTest {
  static Stream<Report> reports() {
    return Stream.of(new JsonReport(full(), true), TextReport.to(full(), true));
  }

  private static PrintStream full() {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no space left");
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theEndOfATrainingSaysWhereTheShareIs(Report report) {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() ->
            report.accept(
                new Event.TrainingFinished(
                    4,
                    Duration.ZERO,
                    Traffic.NONE,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Path.of("a.share"),
                    Optional.empty(),
                    Optional.empty(),
                    "ab12")))
        .withMessage(
            "the standard output stream cannot be written any more; the training is done, and this"
                + " party's share of the model is in a.share");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theEndOfAPredictionSaysWhereThePredictionsAre(Report report) {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() ->
            report.accept(
                new Event.PredictionFinished(
                    4,
                    Duration.ZERO,
                    Traffic.NONE,
                    Optional.of(Path.of("p.csv")),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    "ab12")))
        .withMessage(
            "the standard output stream cannot be written any more; the prediction is done, and"
                + " predictions are in p.csv");
  }
}
