/** End-to-end benchmark workloads. */
module quotient.bench {
  requires static org.jspecify;
  requires quotient.data;
  requires transitive quotient.training;
  requires transitive quotient.transport;
  requires transitive quotient.twoparty;
}
