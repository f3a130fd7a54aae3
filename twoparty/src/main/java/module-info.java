/** The secure two-party engine: gates by GMW and Yao, conversions, products, sessions. */
module quotient.twoparty {
  // Optional at run time: without it the plain kernels run.
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires quotient.bits;
  requires quotient.lattice;
  requires transitive quotient.crypto;
  requires transitive quotient.engine;
  requires transitive quotient.transport;

  exports quotient.twoparty;
}
