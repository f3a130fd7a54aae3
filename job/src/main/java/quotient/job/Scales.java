package quotient.job;

import quotient.training.Method;

/** How sums and errors are scaled, by the names that a job file has for it. */
enum Scales {
  /** By powers of two that only the engine knows. */
  SECRET,
  /** By shifts that stand in the job. */
  PUBLIC;

  static Scales of(Method method) {
    return method.publicShifts().isPresent() ? PUBLIC : SECRET;
  }
}
