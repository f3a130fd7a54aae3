package quotient.twoparty;

import quotient.bits.Kernels;

/**
 * The sums of {@link HalfGates} over a row of gates, 16 bytes each. With K0 for the label of 0 and
 * p for its lowest bit at the garbler, K and s at the evaluator:
 *
 * <pre>
 *   T_G = H(A0) xor H(A1) xor p_b Delta      T_E = H(B0) xor H(B1) xor A0
 *   C0 = H(A0) xor p_a T_G xor H(B0) xor p_b (T_E xor A0)
 *   C = H(A) xor s_a T_G xor H(B) xor s_b (T_E xor A)
 * </pre>
 *
 * Hashes, T_G and T_E begin at byte 0 of their arrays.
 */
interface GateRows {
  /** The form that this process runs. */
  GateRows KERNEL = Kernels.VECTOR ? new GateRowsVector() : new GateRowsPlain();

  /**
   * The garbler's sums.
   *
   * @param a the labels A0 from byte {@code at}
   * @param b the labels B0 from byte {@code at}
   * @param h the hashes of A0, A1, B0, B1
   * @param delta Delta's two words
   * @param tg receives T_G
   * @param te receives T_E
   * @param out receives C0 from byte {@code at}
   */
  void garble(
      byte[] a,
      byte[] b,
      int at,
      int gates,
      byte[][] h,
      long[] delta,
      byte[] tg,
      byte[] te,
      byte[] out);

  /**
   * The evaluator's sums.
   *
   * @param a the labels A from byte {@code at}
   * @param b the labels B from byte {@code at}
   * @param h the hashes of A, B
   * @param tg T_G
   * @param te T_E
   * @param out receives C from byte {@code at}
   */
  void evaluate(
      byte[] a, byte[] b, int at, int gates, byte[][] h, byte[] tg, byte[] te, byte[] out);
}
