/** Trainings, predictions and simulations as objects. */
module quotient.run {
  requires static org.jspecify;
  requires transitive quotient.job;

  exports quotient.run;
}
