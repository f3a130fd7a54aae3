/** Trainings, predictions and simulations as objects. */
module quotient.run {
  requires static org.jspecify;
  requires quotient.bits;
  requires transitive quotient.job;

  exports quotient.run;
}
