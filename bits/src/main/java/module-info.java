/** Bits on flat arrays: vectors, transposition, packing and the choice of kernels. */
module quotient.bits {
  // Optional at run time: without it the plain kernels run.
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports quotient.bits;
}
