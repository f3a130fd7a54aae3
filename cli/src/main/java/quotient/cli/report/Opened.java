package quotient.cli.report;

import java.util.ArrayList;
import java.util.List;
import quotient.job.Accuracy;
import quotient.run.Event;

/** What a run opens, and how often, for the parties to know before it happens. */
final class Opened {
  private Opened() {}

  /** What a training opens to both parties. */
  static List<String> by(Event.TrainingStarted training) {
    List<String> opened = new ArrayList<>();
    Accuracy accuracy = training.accuracy();
    if (training.testRows() > 0) {
      opened.add(
          "how many of %d test rows are predicted right, %s"
              .formatted(
                  training.testRows(),
                  accuracy.open() == Accuracy.Opening.EPOCH
                      ? "after each of " + training.epochs() + " epochs"
                      : "at the end"));
      if (accuracy.majority()) {
        opened.add("how many of them have the most frequent class, once");
      }
    }
    if (training.trace().on()) {
      opened.add(
          "INSECURE: all weights, after iterations "
              + training.trace().listed()
              + " and each epoch");
    }
    return opened;
  }

  /** What a prediction opens of each row. */
  static String by(Event.PredictionStarted prediction) {
    return switch (prediction.reveal()) {
      case CLASS -> "the predicted class";
      case LOGITS -> "all %d logits".formatted(prediction.classes());
    };
  }
}
