/** Networks, layers, loss, optimizers and prediction over an engine. */
module quotient.training {
  requires static org.jspecify;
  requires quotient.bits;
  requires transitive quotient.engine;

  exports quotient.training;
}
