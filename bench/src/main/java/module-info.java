/** End-to-end benchmark workloads. */
module quotient.bench {
  requires static org.jspecify;
  requires java.management;
  requires quotient.bits;
  requires quotient.data;
  requires quotient.training;
  requires transitive quotient.transport;
  requires transitive quotient.twoparty;

  exports quotient.bench;
}
