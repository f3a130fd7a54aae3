/** Matrix products of one party's secret and the other's by ring LWE. */
module quotient.lattice {
  // Optional at run time: without it the plain kernels run.
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires quotient.bits;
  requires transitive quotient.crypto;

  exports quotient.lattice;
}
