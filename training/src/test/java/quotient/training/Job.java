package quotient.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import quotient.training.Method.Momentum;

/** Builds the job of a training from the reference's defaults. */
final class Job {
  /** The methods. */
  enum Kind {
    SIGNUM,
    AMSGRAD
  }

  private final List<Integer> network;
  private final Kind kind;
  private Momentum momentum = Momentum.BUCKET;
  private int rotate = 1;
  private int errorBits = 8;
  private @Nullable Integer step;
  private @Nullable List<Integer> forwardShifts;
  private @Nullable List<Integer> errorShifts;
  private int batch = 128;
  private int epochs = 20;
  private long seed = 1;

  private Job(Kind kind, Integer... network) {
    this.network = List.of(network);
    this.kind = kind;
  }

  static Job signum(Integer... network) {
    return new Job(Kind.SIGNUM, network);
  }

  static Job amsGrad(Integer... network) {
    return new Job(Kind.AMSGRAD, network);
  }

  /** The reference's run on the digits. */
  static Job digits(Kind kind) {
    return new Job(kind, 64, 128, 10).batch(32).epochs(10).step(8).inputShift(3);
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
    List<Integer> shifts =
        new ArrayList<>(
            forwardShifts == null
                ? Method.Signum.defaultForwardShifts(Network.dense(network))
                : forwardShifts);
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

  TrainingJob build() {
    Network built = Network.dense(network);
    return new TrainingJob(
        built,
        switch (kind) {
          case SIGNUM -> signum(built);
          case AMSGRAD -> new Method.AmsGrad();
        },
        new Schedule(batch, epochs, seed));
  }

  private Method.Signum signum(Network built) {
    return new Method.Signum(
        momentum,
        rotate,
        errorBits,
        step == null ? Method.Signum.defaultStep(batch) : step,
        forwardShifts == null ? Method.Signum.defaultForwardShifts(built) : forwardShifts,
        errorShifts == null ? Method.Signum.defaultErrorShifts(built) : errorShifts);
  }
}
