package quotient.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import quotient.training.Method;
import quotient.training.Network;
import quotient.training.Schedule;
import quotient.training.Shifts;
import quotient.training.TrainingJob;
import quotient.twoparty.Protocols;

/**
 * A network and data of the paper, and how we train the one on the other: {@code signum} with
 * errors of 8 bits.
 *
 * @param name under which it is reported, and which the names of its workloads begin with
 * @param data what it learns
 * @param network what learns
 * @param momentum how gradients are remembered
 * @param batch examples per iteration
 * @param epochs passes over the data, in the clear
 * @param quickEpochs the same where it has to be quick; without it is then left out
 */
public record PaperExperiment(
    String name,
    PaperData data,
    Network network,
    Method.Momentum momentum,
    int batch,
    int epochs,
    OptionalInt quickEpochs) {
  /** More than a measurement makes, so that the step does not change in its course. */
  private static final int EPOCHS_MEASURED = 10_000;

  /** The network as a job file says it. */
  public String networkText() {
    return network.toString();
  }

  /** Rows that are learnt from. */
  public int trainingRows() {
    return data.trainingRows();
  }

  /** Iterations of an epoch; a partial last batch is dropped. */
  public int iterationsPerEpoch() {
    return trainingRows() / batch;
  }

  /** An iteration of training. */
  public Workload training() {
    return new Training(name + "-train", measured(), Protocols.DEFAULT, data.signed());
  }

  /** The prediction of so many rows at once. */
  public Workload prediction(int rows) {
    return new Prediction(name + "-predict-" + rows, measured(), rows, data.signed());
  }

  /** All that is measured of it. */
  List<Workload> workloads() {
    return List.of(training(), prediction(1), prediction(Prediction.IMAGES));
  }

  private TrainingJob measured() {
    return job(new Schedule(batch, EPOCHS_MEASURED, 1), step(epochs));
  }

  /** The training of so many epochs. */
  TrainingJob job(int epochs) {
    return job(new Schedule(batch, epochs, 1), step(epochs));
  }

  private int step(int epochs) {
    return Method.Signum.defaultStep(batch, iterationsPerEpoch() * epochs);
  }

  private TrainingJob job(Schedule schedule, int step) {
    Method method = new Method.Signum(momentum, 1, 8, OptionalInt.of(step), Shifts.of(network));
    return new TrainingJob(network, method, schedule);
  }

  /** How many epochs are trained; none if the experiment is left out. */
  public OptionalInt epochs(boolean quick) {
    return quick ? quickEpochs : OptionalInt.of(epochs);
  }

  /** The workload of that name, if it is one of this experiment. */
  Optional<Workload> workload(String workload) {
    return workloads().stream().filter(w -> w.name().equals(workload)).findFirst();
  }
}
