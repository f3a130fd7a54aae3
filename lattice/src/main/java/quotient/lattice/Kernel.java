package quotient.lattice;

import quotient.bits.Kernels;

/**
 * The inner loops of the room, over residues of one prime q: written with the Vector API in {@link
 * VectorKernel}, plainly in {@link PlainKernel}, with the same results modulo q; before {@link
 * #canonical} they may differ by q where a product with a root divided by q is 2^31 modulo 2^32.
 * All run in time that depends on sizes only.
 *
 * <p>Bounds: where nothing else is said an input may have a magnitude of up to 17 q. Folding,
 * {@code x -> x mod 2^30 + delta floor(x / 2^30)}, brings it below 1.01 q at the price of one
 * multiplication.
 */
interface Kernel {
  /** Rows of a tile of {@link #multiplyAdd}. */
  int TILE = 8;

  /** The kernel of this process. */
  Kernel CHOSEN = Kernels.VECTOR ? new VectorKernel() : new PlainKernel();

  /**
   * One layer of a forward transform: in each of 2^layer blocks, {@code (u, v) -> (u + r v, u - r
   * v)} with the block's root r, for u in the lower and v in the upper half. From magnitudes of at
   * most 12 q: more and a difference of products may exceed 64 bits. They grow from b to at most
   * {@code 9/8 b + q/2}, with the roots there are from q to below 12 q in eleven layers.
   *
   * @param length numbers in {@code a} that count, from index 0
   */
  void forward(long[] a, int length, int layer, Prime p);

  /**
   * One layer of an inverse transform without its factor 1/2: {@code (u, v) -> (u + v, (u - v) /
   * r)}. From magnitudes of at most 4 q to below 1.01 q in the lower and 1.5 q in the upper half.
   */
  void inverse(long[] a, int length, int layer, Prime p);

  /** {@code a = c a} for a constant c in Montgomery form, below 0.64 q in magnitude. */
  void scale(long[] a, int length, long c, Prime p);

  /**
   * {@code out = a b / 2^32}, below q in magnitude; b is at most q in magnitude, and in Montgomery
   * form where the factor is unwanted.
   */
  void multiply(long[] a, long[] b, long[] out, int length, Prime p);

  /** {@code a mod q} in {@code 0 .. q - 1}. */
  void canonical(long[] a, int length, Prime p);

  /**
   * A tile of a matrix product: {@code out[i][outAt + j] = sum_k x[xAt + TILE k + i] y[k][yAt + j]
   * / 2^32} for i below {@link #TILE} and j below {@code width}, below q in magnitude.
   *
   * @param x magnitudes below 0.64 q
   * @param y {@code 0 .. q - 1}
   * @param width a multiple of 8
   */
  void multiplyAdd(long[] x, int xAt, long[][] y, int at, int width, long[][] out, Prime p);
}
