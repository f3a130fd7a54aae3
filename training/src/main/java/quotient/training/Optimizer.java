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

  /** The optimizer of a method. */
  static Optimizer of(Engine engine, Method method) {
    return switch (method) {
      case Method.Signum signum -> new Signum(engine, signum);
      case Method.AmsGrad _ -> new AmsGrad(engine);
    };
  }
}
