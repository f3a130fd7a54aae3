/** Block-cipher hash and PRG, base OT, OT extension, bit transpose. */
module quotient.crypto {
  requires static org.jspecify;
  requires org.bouncycastle.provider;
  requires transitive quotient.transport;

  exports quotient.crypto;
}
