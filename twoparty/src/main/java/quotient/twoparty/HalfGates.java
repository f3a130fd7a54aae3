package quotient.twoparty;

import quotient.crypto.SecretBlock;

/**
 * AND gates by Zahur, Rosulek, Evans, "Two Halves Make a Whole", Eurocrypt 2015, figure 2: two
 * ciphertexts (32 bytes) a gate, sent by the garbler; with the hash of Guo, Katz, Wang, Yu (S&P
 * 2020) under a key of its own for each vector of gates.
 *
 * <p>On the wire a vector of n gates is n times T_G, then n times T_E.
 */
interface HalfGates {
  /** Gates in one vector on the wire: hash inputs of 32 KiB at the garbler. */
  int VECTOR = 512;

  /** Two ciphertexts. */
  int BYTES = 2 * SecretBlock.BYTES;

  /**
   * The labels of a and b, lane by lane.
   *
   * @param out receives them from byte 0
   */
  void and(byte[] a, byte[] b, int lanes, byte[] out);
}
