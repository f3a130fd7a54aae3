package quotient.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.data.Dataset;
import quotient.engine.Recipient;
import quotient.job.Table;
import quotient.training.Examples;
import quotient.training.Inference;

/**
 * How a network's predictions compare with the labels, where both are known.
 *
 * @param key where the job describes the rows
 * @param classNames of the classes, or none where they are numbers
 * @param classes how many there are
 * @param labels the class of each row
 * @param predicted the predicted class of each row
 */
public record Confusion(
    String key, List<String> classNames, int classes, int[] labels, int[] predicted) {
  /** More classes fill no screen, and their matrix would fill the memory. */
  private static final int SHOWN_CLASSES = 20;

  private static final int MOST_AT_A_TIME = 500;

  /** Predicts all rows, in the clear. */
  static Confusion of(Inference inference, Dataset rows, String key, Table table) {
    int[] predicted = new int[rows.rows()];
    Examples examples = Simulation.all(rows, table);
    int batch = inference.rowsAtATime(MOST_AT_A_TIME);
    for (int from = 0; from < predicted.length; from += batch) {
      int[] some = IntStream.range(from, Math.min(predicted.length, from + batch)).toArray();
      int[] classes = inference.openClasses(examples, some, Recipient.BOTH).orElseThrow();
      System.arraycopy(classes, 0, predicted, from, classes.length);
    }
    return new Confusion(key, table.classNames(), rows.classes(), rows.labels(), predicted);
  }

  /** Whether all predictions are of one class: then nothing was learned that helps anybody. */
  public boolean predictsOneClassOnly() {
    return Arrays.stream(predicted).distinct().count() == 1;
  }

  /** The classes that rows have and that are predicted of none. */
  public int[] neverPredicted() {
    return IntStream.range(0, classes)
        .filter(c -> Arrays.stream(labels).anyMatch(label -> label == c))
        .filter(c -> Arrays.stream(predicted).noneMatch(label -> label == c))
        .toArray();
  }

  /** The share of right predictions, in percent. */
  public double accuracy() {
    long right = IntStream.range(0, labels.length).filter(i -> labels[i] == predicted[i]).count();
    return 100.0 * right / labels.length;
  }

  /** The accuracy of always predicting the most frequent class, in percent. */
  public double majority() {
    int[] rows = new int[classes];
    for (int label : labels) {
      rows[label]++;
    }
    return 100.0 * Arrays.stream(rows).max().orElse(0) / labels.length;
  }

  /** Rows by class, and among them by predicted class, unless there are many classes. */
  public Optional<int[][]> matrix() {
    if (classes > SHOWN_CLASSES) {
      return Optional.empty();
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predicted[i]]++;
    }
    return Optional.of(counts);
  }
}
