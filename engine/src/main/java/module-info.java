/** Secret bits and shares as an interface, circuits over it, a clear and a counting engine. */
module quotient.engine {
  requires static org.jspecify;
  requires quotient.bits;

  exports quotient.engine;
}
