package quotient.job;

import quotient.training.Method;

/** The methods of training by the names that a job file has for them. */
enum Optimizer {
  SIGNUM,
  AMSGRAD;

  static Optimizer of(Method method) {
    return switch (method) {
      case Method.Signum _ -> SIGNUM;
      case Method.AmsGrad _ -> AMSGRAD;
    };
  }
}
