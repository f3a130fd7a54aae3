/** Block-cipher hash and PRG, base OT, OT extension. */
module quotient.crypto {
  // Optional at run time: without it the plain kernels run.
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires org.bouncycastle.provider;
  requires quotient.bits;
  requires transitive quotient.transport;

  exports quotient.crypto;
}
