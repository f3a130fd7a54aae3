/** Channels between the two parties: bytes in memory and over TLS, metered. */
module quotient.transport {
  requires static org.jspecify;
  requires org.slf4j;

  exports quotient.transport;
}
