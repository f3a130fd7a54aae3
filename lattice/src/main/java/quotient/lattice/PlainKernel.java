package quotient.lattice;

/** The kernels as plain loops. */
final class PlainKernel implements Kernel {
  private static final long LOW_30 = (1L << 30) - 1;
  private static final long LOW_32 = (1L << 32) - 1;

  /** Products below {@code 2^59.4} that can be summed before the sum must be folded. */
  private static final int LAZY = 11;

  private static long fold(long x, long delta) {
    return (x & LOW_30) + (x >> 30) * delta;
  }

  private static long times(long x, long c, long companion, long q) {
    return (x * c - (int) (x * companion) * q) >> 32;
  }

  @Override
  public void forward(long[] a, int length, int layer, Prime p) {
    int stride = length >> (layer + 1);
    for (int block = 0; block < 1 << layer; block++) {
      long root = p.roots[(1 << layer) + block];
      long companion = p.companion(root);
      int at = 2 * stride * block;
      for (int j = at; j < at + stride; j++) {
        long t = times(a[j + stride], root, companion, p.q);
        a[j + stride] = a[j] - t;
        a[j] += t;
      }
    }
  }

  @Override
  public void inverse(long[] a, int length, int layer, Prime p) {
    int stride = length >> (layer + 1);
    for (int block = 0; block < 1 << layer; block++) {
      long root = p.inverseRoots[(1 << layer) + block];
      long companion = p.companion(root);
      int at = 2 * stride * block;
      for (int j = at; j < at + stride; j++) {
        long u = a[j];
        long v = a[j + stride];
        a[j] = fold(u + v, p.delta);
        a[j + stride] = times(u - v, root, companion, p.q);
      }
    }
  }

  @Override
  public void scale(long[] a, int length, long c, Prime p) {
    long companion = p.companion(c);
    for (int i = 0; i < length; i++) {
      a[i] = times(fold(a[i], p.delta), c, companion, p.q);
    }
  }

  @Override
  public void multiply(long[] a, long[] b, long[] out, int length, Prime p) {
    for (int i = 0; i < length; i++) {
      out[i] = p.reduce(fold(a[i], p.delta) * b[i]);
    }
  }

  @Override
  public void canonical(long[] a, int length, Prime p) {
    for (int i = 0; i < length; i++) {
      long x = fold(a[i], p.delta);
      x += p.q & (x >> 63);
      x -= p.q;
      a[i] = x + (p.q & (x >> 63));
    }
  }

  @Override
  public void multiplyAdd(long[] x, int xAt, long[][] y, int at, int width, long[][] out, Prime p) {
    for (int i = 0; i < TILE; i++) {
      for (int j = at; j < at + width; j++) {
        long sum = 0;
        for (int k = 0; k < y.length; ) {
          int end = Math.min(y.length, k + LAZY);
          for (; k < end; k++) {
            sum += x[xAt + TILE * k + i] * y[k][j];
          }
          sum = (sum & LOW_32) + (sum >> 32) * 4 * p.delta;
        }
        out[i][j] = p.reduce(sum);
      }
    }
  }
}
