package quotient.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Hears how a training run goes. */
interface TrainingListener {
  /** An iteration is done. */
  void progress(Progress progress);

  /** The check sum of the weights after an iteration. */
  void traced(int iteration, int crc);

  /** An epoch is done: the accuracy in percent and the check sum of the weights, where known. */
  void epoch(int epoch, OptionalDouble accuracy, OptionalInt crc);

  /** Hears nothing. */
  static TrainingListener none() {
    return new TrainingListener() {
      @Override
      public void progress(Progress progress) {}

      @Override
      public void traced(int iteration, int crc) {}

      @Override
      public void epoch(int epoch, OptionalDouble accuracy, OptionalInt crc) {}
    };
  }
}
