package quotient.lattice;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API. Each method has few vector operations and no calls between them:
 * the compiler stops inlining in large ones, at fifty times the price.
 */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final long LOW_30 = (1L << 30) - 1;
  private static final long LOW_32 = (1L << 32) - 1;
  private static final int LAZY = 11;

  @Override
  public void forward(long[] a, int length, int layer, Prime p) {
    int stride = length >> (layer + 1);
    if (stride < LANES) {
      forwardWithinVectors(a, length, SmallStrides.of(p, stride), p.q);
      return;
    }
    for (int block = 0; block < 1 << layer; block++) {
      long root = p.roots[(1 << layer) + block];
      forwardBlock(a, 2 * stride * block, stride, root, p.companion(root), p.q);
    }
  }

  private static void forwardBlock(
      long[] a, int at, int stride, long root, long companion, long q) {
    for (int j = at; j < at + stride; j += LANES) {
      LongVector u = LongVector.fromArray(SPECIES, a, j);
      LongVector v = LongVector.fromArray(SPECIES, a, j + stride);
      LongVector m =
          v.mul(companion)
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      LongVector t = v.mul(root).sub(m).lanewise(VectorOperators.ASHR, 32);
      u.add(t).intoArray(a, j);
      u.sub(t).intoArray(a, j + stride);
    }
  }

  private static void forwardWithinVectors(long[] a, int length, SmallStrides small, long q) {
    VectorShuffle<Long> lower = small.lower;
    VectorShuffle<Long> upper = small.upper;
    for (int j = 0; j < length; j += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, j);
      LongVector v = x.rearrange(upper);
      LongVector m =
          v.mul(LongVector.fromArray(SPECIES, small.companions, j))
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      x.rearrange(lower)
          .add(
              v.mul(LongVector.fromArray(SPECIES, small.roots, j))
                  .sub(m)
                  .lanewise(VectorOperators.ASHR, 32))
          .intoArray(a, j);
    }
  }

  @Override
  public void inverse(long[] a, int length, int layer, Prime p) {
    int stride = length >> (layer + 1);
    if (stride < LANES) {
      inverseWithinVectors(a, length, SmallStrides.of(p, stride), p.q, p.delta);
      return;
    }
    for (int block = 0; block < 1 << layer; block++) {
      long root = p.inverseRoots[(1 << layer) + block];
      inverseBlock(a, 2 * stride * block, stride, root, p.companion(root), p);
    }
  }

  private static void inverseBlock(
      long[] a, int at, int stride, long root, long companion, Prime p) {
    long q = p.q;
    long delta = p.delta;
    for (int j = at; j < at + stride; j += LANES) {
      LongVector u = LongVector.fromArray(SPECIES, a, j);
      LongVector v = LongVector.fromArray(SPECIES, a, j + stride);
      LongVector sum = u.add(v);
      sum.and(LOW_30).add(sum.lanewise(VectorOperators.ASHR, 30).mul(delta)).intoArray(a, j);
      LongVector d = u.sub(v);
      LongVector m =
          d.mul(companion)
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      d.mul(root).sub(m).lanewise(VectorOperators.ASHR, 32).intoArray(a, j + stride);
    }
  }

  private static void inverseWithinVectors(
      long[] a, int length, SmallStrides small, long q, long delta) {
    VectorShuffle<Long> lower = small.lower;
    VectorShuffle<Long> upper = small.upper;
    VectorMask<Long> isUpper = small.isUpper;
    for (int j = 0; j < length; j += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, j);
      LongVector u = x.rearrange(lower);
      LongVector v = x.rearrange(upper);
      LongVector sum = u.add(v);
      LongVector folded = sum.and(LOW_30).add(sum.lanewise(VectorOperators.ASHR, 30).mul(delta));
      LongVector d = u.sub(v);
      LongVector m =
          d.mul(LongVector.fromArray(SPECIES, small.inverseCompanions, j))
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      LongVector t =
          d.mul(LongVector.fromArray(SPECIES, small.inverseRoots, j))
              .sub(m)
              .lanewise(VectorOperators.ASHR, 32);
      folded.blend(t, isUpper).intoArray(a, j);
    }
  }

  @Override
  public void scale(long[] a, int length, long c, Prime p) {
    long companion = p.companion(c);
    long q = p.q;
    long delta = p.delta;
    for (int j = 0; j < length; j += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, j);
      LongVector folded = x.and(LOW_30).add(x.lanewise(VectorOperators.ASHR, 30).mul(delta));
      LongVector m =
          folded
              .mul(companion)
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      folded.mul(c).sub(m).lanewise(VectorOperators.ASHR, 32).intoArray(a, j);
    }
  }

  @Override
  public void multiply(long[] a, long[] b, long[] out, int length, Prime p) {
    long q = p.q;
    long inverse = p.inverse;
    long delta = p.delta;
    for (int j = 0; j < length; j += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, j);
      LongVector t =
          x.and(LOW_30)
              .add(x.lanewise(VectorOperators.ASHR, 30).mul(delta))
              .mul(LongVector.fromArray(SPECIES, b, j));
      LongVector m =
          t.mul(inverse)
              .lanewise(VectorOperators.LSHL, 32)
              .lanewise(VectorOperators.ASHR, 32)
              .mul(q);
      t.sub(m).lanewise(VectorOperators.ASHR, 32).intoArray(out, j);
    }
  }

  @Override
  public void canonical(long[] a, int length, Prime p) {
    long q = p.q;
    long delta = p.delta;
    for (int j = 0; j < length; j += LANES) {
      LongVector x = LongVector.fromArray(SPECIES, a, j);
      LongVector folded = x.and(LOW_30).add(x.lanewise(VectorOperators.ASHR, 30).mul(delta));
      LongVector low = folded.add(folded.lanewise(VectorOperators.ASHR, 63).and(q)).sub(q);
      low.add(low.lanewise(VectorOperators.ASHR, 63).and(q)).intoArray(a, j);
    }
  }

  @Override
  public void multiplyAdd(long[] x, int xAt, long[][] y, int at, int width, long[][] out, Prime p) {
    for (int j = at; j < at + width; j += LANES) {
      for (int i = 0; i < TILE; i += 4) {
        multiplyAddFour(x, xAt + i, y, j, out, i, p);
      }
    }
  }

  private static void multiplyAddFour(
      long[] x, int xAt, long[][] y, int at, long[][] out, int row, Prime p) {
    long fold = 4 * p.delta;
    LongVector s0 = LongVector.zero(SPECIES);
    LongVector s1 = s0;
    LongVector s2 = s0;
    LongVector s3 = s0;
    for (int k = 0; k < y.length; ) {
      int end = Math.min(y.length, k + LAZY);
      for (; k < end; k++) {
        LongVector v = LongVector.fromArray(SPECIES, y[k], at);
        int c = xAt + TILE * k;
        s0 = s0.add(v.mul(x[c]));
        s1 = s1.add(v.mul(x[c + 1]));
        s2 = s2.add(v.mul(x[c + 2]));
        s3 = s3.add(v.mul(x[c + 3]));
      }
      s0 = s0.and(LOW_32).add(s0.lanewise(VectorOperators.ASHR, 32).mul(fold));
      s1 = s1.and(LOW_32).add(s1.lanewise(VectorOperators.ASHR, 32).mul(fold));
      s2 = s2.and(LOW_32).add(s2.lanewise(VectorOperators.ASHR, 32).mul(fold));
      s3 = s3.and(LOW_32).add(s3.lanewise(VectorOperators.ASHR, 32).mul(fold));
    }
    store(s0, out[row], at, p);
    store(s1, out[row + 1], at, p);
    store(s2, out[row + 2], at, p);
    store(s3, out[row + 3], at, p);
  }

  private static void store(LongVector sum, long[] out, int at, Prime p) {
    LongVector m =
        sum.mul(p.inverse)
            .lanewise(VectorOperators.LSHL, 32)
            .lanewise(VectorOperators.ASHR, 32)
            .mul(p.q);
    sum.sub(m).lanewise(VectorOperators.ASHR, 32).intoArray(out, at);
  }

  /**
   * What layers need whose butterflies lie within one vector: each lane's root, negated in upper
   * lanes.
   */
  private static final class SmallStrides {
    private static final SmallStrides[][] ALL = new SmallStrides[Parameters.PRIMES.size()][];

    static {
      for (int i = 0; i < ALL.length; i++) {
        ALL[i] = new SmallStrides[LANES];
        for (int stride = 1; stride < LANES; stride *= 2) {
          ALL[i][stride] = new SmallStrides(Parameters.PRIMES.get(i), stride);
        }
      }
    }

    final VectorShuffle<Long> lower;
    final VectorShuffle<Long> upper;
    final VectorMask<Long> isUpper;
    final long[] roots = new long[Parameters.DEGREE];
    final long[] companions = new long[Parameters.DEGREE];
    final long[] inverseRoots = new long[Parameters.DEGREE];
    final long[] inverseCompanions = new long[Parameters.DEGREE];

    private SmallStrides(Prime p, int stride) {
      lower = VectorShuffle.fromOp(SPECIES, i -> i & ~stride);
      upper = VectorShuffle.fromOp(SPECIES, i -> i | stride);
      isUpper = VectorMask.fromLong(SPECIES, upperLanes(stride));
      int blocks = Parameters.DEGREE / (2 * stride);
      for (int j = 0; j < Parameters.DEGREE; j++) {
        int block = blocks + j / (2 * stride);
        roots[j] = (j & stride) == 0 ? p.roots[block] : -p.roots[block];
        companions[j] = p.companion(roots[j]);
        inverseRoots[j] = p.inverseRoots[block];
        inverseCompanions[j] = p.companion(inverseRoots[j]);
      }
    }

    private static long upperLanes(int stride) {
      long lanes = 0;
      for (int i = 0; i < LANES; i++) {
        if ((i & stride) != 0) {
          lanes |= 1L << i;
        }
      }
      return lanes;
    }

    static SmallStrides of(Prime p, int stride) {
      return ALL[p.index][stride];
    }
  }
}
