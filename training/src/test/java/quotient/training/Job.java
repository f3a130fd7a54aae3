package quotient.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import quotient.training.Hyperparameters.Momentum;
import quotient.training.Hyperparameters.OptimizerKind;

/** Builds hyperparameters from the reference's defaults. */
final class Job {
  private final List<Integer> network;
  private final OptimizerKind optimizer;
  private Momentum momentum = Momentum.BUCKET;
  private int rotate = 1;
  private int errorBits = 8;
  private @Nullable Integer step;
  private List<Integer> forwardShifts;
  private List<Integer> errorShifts;
  private int batch = 128;
  private int epochs = 20;
  private long seed = 1;

  private Job(OptimizerKind optimizer, Integer... network) {
    this.network = List.of(network);
    this.optimizer = optimizer;
    forwardShifts = Hyperparameters.defaultForwardShifts(this.network);
    errorShifts = Hyperparameters.defaultErrorShifts(this.network);
  }

  static Job signum(Integer... network) {
    return new Job(OptimizerKind.SIGNUM, network);
  }

  static Job amsGrad(Integer... network) {
    return new Job(OptimizerKind.AMSGRAD, network);
  }

  /** The reference's run on the digits. */
  static Job digits(OptimizerKind optimizer) {
    return new Job(optimizer, 64, 128, 10).batch(32).epochs(10).step(8).inputShift(3);
  }

  Job ema() {
    momentum = Momentum.EMA;
    return this;
  }

  Job rotate(int groups) {
    rotate = groups;
    return this;
  }

  Job errorBits(int bits) {
    errorBits = bits;
    return this;
  }

  Job step(int size) {
    step = size;
    return this;
  }

  Job forwardShifts(Integer... shifts) {
    forwardShifts = List.of(shifts);
    return this;
  }

  /** The shift of the first layer; the others stay. */
  Job inputShift(int shift) {
    List<Integer> shifts = new ArrayList<>(forwardShifts);
    shifts.set(0, shift);
    forwardShifts = shifts;
    return this;
  }

  Job errorShifts(Integer... shifts) {
    errorShifts = List.of(shifts);
    return this;
  }

  Job batch(int examples) {
    batch = examples;
    return this;
  }

  Job epochs(int count) {
    epochs = count;
    return this;
  }

  Job seed(long value) {
    seed = value;
    return this;
  }

  Hyperparameters build() {
    int initialStep = step == null ? Hyperparameters.defaultStep(batch) : step;
    return new Hyperparameters(
        network,
        optimizer,
        momentum,
        rotate,
        errorBits,
        initialStep,
        forwardShifts,
        errorShifts,
        batch,
        epochs,
        seed);
  }
}
