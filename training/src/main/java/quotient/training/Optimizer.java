package quotient.training;

import java.util.List;
import quotient.engine.Engine;

/** Updates latent weights. */
interface Optimizer {
  /** What it keeps for a parameter with these bounds, as it is before the first update. */
  Parameter.Kept initial(Bounds bounds);

  /**
   * Updates all parameters at once: the circuits of different ones are independent and share their
   * rounds.
   *
   * @param gradients one for each parameter, in the ring of its bounds
   */
  void update(List<Parameter> all, Gradients gradients, Clock clock);

  /** The optimizer of a training of so many iterations. */
  static Optimizer of(Engine engine, TrainingJob job, int iterations) {
    return switch (job.method()) {
      case Method.Signum signum ->
          new Signum(engine, signum.momentum(), signum.step(job.schedule().batch(), iterations));
      case Method.AmsGrad _ -> new AmsGrad(engine);
    };
  }
}
