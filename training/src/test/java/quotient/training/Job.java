package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import quotient.training.Method.Momentum;

/** Builds the job of a training from the reference's defaults. */
final class Job {
  /** The methods. */
  enum Kind {
    SIGNUM,
    AMSGRAD
  }

  private final IntFunction<Network> network;
  private final Kind kind;
  private Momentum momentum = Momentum.BUCKET;
  private int rotate = 1;
  private int errorBits = 8;
  private @Nullable Integer step;
  private @Nullable List<Integer> forwardShifts;
  private @Nullable List<Integer> errorShifts;
  private int bias;
  private boolean publicScales;
  private int batch = 128;
  private int epochs = 20;
  private long seed = 1;

  /** The network as a function of its bias. */
  private Job(Kind kind, IntFunction<Network> network) {
    this.network = network;
    this.kind = kind;
  }

  static Job signum(Integer... network) {
    return dense(Kind.SIGNUM, network);
  }

  static Job amsGrad(Integer... network) {
    return dense(Kind.AMSGRAD, network);
  }

  static Job dense(Kind kind, Integer... network) {
    return new Job(kind, bias -> Network.dense(List.of(network), bias));
  }

  /** Layers as the reference writes them: {@code conv 5 16, pool 2, fc 10}. */
  static Job images(Kind kind, Shape input, String layers) {
    List<String> words = List.of(layers.split(","));
    return new Job(kind, bias -> new Network(input, LayerWords.parse(words), bias));
  }

  /** The reference's run on the digits. */
  static Job digits(Kind kind) {
    return dense(kind, 64, 128, 10).batch(32).epochs(10).step(8).inputShift(3);
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

  /** The value of a further input of each layer; 0 for none. */
  Job bias(int value) {
    bias = value;
    return this;
  }

  /** Public shifts for amsgrad, too. */
  Job publicScales() {
    publicScales = true;
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
            forwardShifts == null ? Shifts.forwardOf(network.apply(bias)) : forwardShifts);
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
    Network built = network.apply(bias);
    return new TrainingJob(
        built,
        switch (kind) {
          case SIGNUM -> signum(built);
          case AMSGRAD ->
              new Method.AmsGrad(
                  publicScales || built.isResidual()
                      ? Optional.of(shifts(built))
                      : Optional.empty());
        },
        new Schedule(batch, epochs, seed));
  }

  private Method.Signum signum(Network built) {
    return new Method.Signum(
        momentum,
        rotate,
        errorBits,
        step == null ? OptionalInt.empty() : OptionalInt.of(step),
        shifts(built));
  }

  private Shifts shifts(Network built) {
    return new Shifts(
        forwardShifts == null ? Shifts.forwardOf(built) : forwardShifts,
        errorShifts == null ? Shifts.errorOf(built) : errorShifts);
  }
}
