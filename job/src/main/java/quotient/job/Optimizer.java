package quotient.job;

/** The methods of training by the names that a job file has for them. */
enum Optimizer {
  SIGNUM,
  AMSGRAD
}
