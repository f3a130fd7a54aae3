package quotient.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quotient.data.PendingFile;
import quotient.data.PredictionFile;
import quotient.job.Job;
import quotient.job.Reveal;
import quotient.training.Examples;
import quotient.training.Inference;

/**
 * What was opened of the predicted rows.
 *
 * @param classes the predicted class of each row
 * @param logits the logits of each row, or nothing if only the classes were opened
 */
record Predictions(int[] classes, Optional<int[][]> logits) {
  private static final int BYTES_A_NUMBER = 8;

  /**
   * Predicts all rows in batches.
   *
   * @return what this side may know
   */
  static Optional<Predictions> open(
      Inference inference, Examples examples, Job.Prediction prediction) {
    List<Predictions> parts = new ArrayList<>();
    int batch = inference.rowsAtATime(prediction.batch());
    for (int from = 0; from < examples.rows(); from += batch) {
      int to = Math.min(examples.rows(), from + batch);
      int[] rows = IntStream.range(from, to).toArray();
      Optional<Predictions> part =
          switch (prediction.reveal()) {
            case CLASS ->
                inference
                    .openClasses(examples, rows, prediction.to())
                    .map(classes -> new Predictions(classes, Optional.empty()));
            case LOGITS ->
                inference.openLogits(examples, rows, prediction.to()).map(Predictions::ofLogits);
          };
      part.ifPresent(parts::add);
    }
    return parts.stream().reduce(Predictions::plus);
  }

  private static Predictions ofLogits(int[][] logits) {
    int[] classes = Arrays.stream(logits).mapToInt(Predictions::largest).toArray();
    return new Predictions(classes, Optional.of(logits));
  }

  /** The first of the largest. */
  private static int largest(int[] logits) {
    int best = 0;
    for (int j = 1; j < logits.length; j++) {
      if (logits[j] > logits[best]) {
        best = j;
      }
    }
    return best;
  }

  private Predictions plus(Predictions next) {
    return new Predictions(
        IntStream.concat(Arrays.stream(classes), Arrays.stream(next.classes)).toArray(),
        logits.map(own ->
            Stream.concat(Arrays.stream(own), Arrays.stream(next.logits.orElseThrow()))
                .toArray(int[][]::new)));
  }

  /** The share of rows, in percent, whose class is predicted. */
  double accuracy(int[] labels) {
    long correct = IntStream.range(0, labels.length).filter(i -> labels[i] == classes[i]).count();
    return 100.0 * correct / labels.length;
  }

  /** About the bytes of a file of predictions. */
  static long bytes(int rows, Job job) {
    int numbers = job.prediction().reveal() == Reveal.CLASS ? 2 : 2 + job.classes();
    return (long) rows * numbers * BYTES_A_NUMBER;
  }

  /** Writes them as CSV, aside. */
  PendingFile writeAside(Path file) {
    if (logits.isEmpty()) {
      return PredictionFile.writeAside(file, classes);
    }
    int[] flat = Arrays.stream(logits.get()).flatMapToInt(Arrays::stream).toArray();
    return PredictionFile.writeAside(file, classes, logits.get()[0].length, flat);
  }
}
