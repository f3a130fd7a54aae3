package quotient.training;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import quotient.training.Method.Momentum;

/**
 * One layer of the integer training algorithm on plain longs, formula by formula as it is
 * specified, and without a line of the code under test: no bits, no rings, no planes, and loops
 * over places in place of rows of windows.
 */
final class PlainLayer {
  /** Latent weights, inputs x outputs. */
  final long[][] w;

  /** amsgrad's m, signum's average or its current bucket. */
  final long[][] m;

  /** amsgrad's v, signum's previous bucket. */
  final long[][] v;

  final long[][] h;

  /** The shift of the last training batch's activations, for amsgrad. */
  int scale;

  final PlainShape shape;

  private final TrainingJob job;
  private final int layer;
  private final long[][] gathered;
  private final int initialStep;

  /** A layer with initial weights. */
  PlainLayer(TrainingJob job, int layer, int initialStep, RandomGenerator random) {
    this.initialStep = initialStep;
    this.job = job;
    this.layer = layer;
    shape = PlainShape.of(job.network()).get(layer);
    int in = shape.fanIn() + (bias() > 0 ? 1 : 0);
    int out = shape.out();
    w = new long[in][out];
    m = new long[in][out];
    v = new long[in][out];
    h = new long[in][out];
    gathered = new long[in][out];
    for (long[] row : w) {
      for (int j = 0; j < out; j++) {
        long u32 = random.nextLong() >>> 32;
        row[j] = ((u32 * (3 * half() / 2)) >> 32) - 3 * half() / 4;
      }
    }
  }

  private int bias() {
    return job.network().bias();
  }

  private boolean isScaledInSecret() {
    return job.method().publicShifts().isEmpty();
  }

  private Shifts shifts() {
    return job.method().publicShifts().orElseThrow();
  }

  private boolean isSignum() {
    return job.method() instanceof Method.Signum;
  }

  private Method.Signum signum() {
    return (Method.Signum) job.method();
  }

  private long half() {
    return isSignum() ? 4096 : 32768;
  }

  static long shr(long x, int s) {
    return s > 0 ? (x + (1L << (s - 1))) >> s : x << -s;
  }

  static long sat(long x, int bits) {
    long max = (1L << (bits - 1)) - 1;
    return Math.max(-max, Math.min(max, x));
  }

  private static int bitLength(long x) {
    return 64 - Long.numberOfLeadingZeros(x);
  }

  static long[][] map(long[][] x, LongUnaryOperator f) {
    return Arrays.stream(x).map(row -> Arrays.stream(row).map(f).toArray()).toArray(long[][]::new);
  }

  /** The shift of the next power of two. */
  private static int scale(long[][] x, int offset) {
    long max = 0;
    for (long[] row : x) {
      for (long value : row) {
        max = Math.max(max, Math.abs(value));
      }
    }
    return bitLength(max) - 7 - offset;
  }

  private long q(int i, int j) {
    return w[i][j] >= half() / 2 ? 1 : w[i][j] < -half() / 2 ? -1 : 0;
  }

  /** z = a Q, summed over the windows of a pool, of each example. */
  long[][] sums(long[][] a) {
    long[][] z = new long[a.length][shape.sums()];
    for (int b = 0; b < a.length; b++) {
      long[] in = a[b];
      long[] out = z[b];
      shape.products((input, row, column, sum) -> out[sum] += in[input] * q(row, column));
      if (bias() > 0) {
        shape.places((_, _, sum) -> {
          for (int j = 0; j < shape.out(); j++) {
            out[sum + j] += bias() * q(shape.fanIn(), j);
          }
        });
      }
    }
    return z;
  }

  /** The same with the inputs of the block that this layer ends, which join before a pool. */
  long[][] sums(long[][] a, long[][] skip) {
    long[][] z = sums(a);
    for (int b = 0; b < a.length; b++) {
      long[] in = skip[b];
      long[] out = z[b];
      shape.places((y, x, sum) -> {
        for (int j = 0; j < shape.out(); j++) {
          out[sum + j] +=
              in[(y * shape.width() + x) * shape.out() + j] << shifts().forward().get(layer);
        }
      });
    }
    return z;
  }

  /** What the next layer gets for these sums. */
  long[][] activate(long[][] z, boolean training) {
    if (isScaledInSecret() && training) {
      scale = scale(map(z, x -> Math.max(x, 0)), 2);
    }
    long[][] a = scaled(z);
    return switch (shape.pooling().kind()) {
      case NONE, BEFORE -> a;
      case MAX -> pooled(a, window -> Arrays.stream(window).max().orElseThrow());
      case SUM -> pooled(a, window -> Arrays.stream(window).sum());
    };
  }

  /** 7 bits for each sum. */
  private long[][] scaled(long[][] z) {
    return map(
        z,
        x ->
            isScaledInSecret()
                ? sat(shr(Math.max(x, 0), scale), 8)
                : Math.max(0, Math.min(shr(x, shifts().forward().get(layer)), 127)));
  }

  private long[][] pooled(long[][] a, ToLongFunction<long[]> f) {
    long[][] out = new long[a.length][shape.outputs()];
    for (int b = 0; b < a.length; b++) {
      for (int i = 0; i < out[b].length; i++) {
        long[] window = new long[shape.entries()];
        for (int k = 0; k < window.length; k++) {
          window[k] = a[b][shape.entry(i, k)];
        }
        out[b][i] = f.applyAsLong(window);
      }
    }
    return out;
  }

  /** The logits for the last layer's sums. */
  long[][] logits(long[][] z) {
    return map(z, x -> shr(x, isScaledInSecret() ? 2 : shifts().forward().getLast()));
  }

  /** The errors of the outputs from their sums and the labels. */
  long[][] loss(long[][] z, int[] labels, SplittableRandom dither) {
    long[][] e = logits(z);
    for (int b = 0; b < e.length; b++) {
      for (int j = 0; j < e[b].length; j++) {
        boolean isLabel = j == labels[b];
        e[b][j] = isLabel ? Math.min(e[b][j] - 64, 0) : Math.max(e[b][j] + 64, 0);
        int bits = job.method().errorBits();
        e[b][j] = sat(dithered(sat(e[b][j], 8), 8 - bits, dither), bits);
      }
    }
    return e;
  }

  /** The errors of the sums from these and the raw errors of what the next layer got. */
  long[][] errors(long[][] raw, long[][] z, SplittableRandom dither) {
    return switch (shape.pooling().kind()) {
      case NONE, BEFORE -> shrunk(masked(raw, z), dither);
      case SUM -> {
        long[][] d = new long[raw.length][shape.sums()];
        for (int b = 0; b < d.length; b++) {
          for (int i = 0; i < raw[b].length; i++) {
            for (int k = 0; k < shape.entries(); k++) {
              d[b][shape.entry(i, k)] = raw[b][i];
            }
          }
        }
        yield shrunk(masked(d, z), dither);
      }
      case MAX -> {
        int[][] winners = winners(scaled(z));
        long[][] ofWinners = new long[raw.length][];
        for (int b = 0; b < raw.length; b++) {
          long[] sums = z[b];
          ofWinners[b] = Arrays.stream(winners[b]).mapToLong(i -> sums[i]).toArray();
        }
        long[][] scaled = shrunk(masked(raw, ofWinners), dither);
        long[][] e = new long[raw.length][shape.sums()];
        for (int b = 0; b < e.length; b++) {
          for (int i = 0; i < winners[b].length; i++) {
            e[b][winners[b][i]] = scaled[b][i];
          }
        }
        yield e;
      }
    };
  }

  /** For each window the index of the first of the largest activations. */
  private int[][] winners(long[][] a) {
    int[][] out = new int[a.length][shape.outputs()];
    for (int b = 0; b < a.length; b++) {
      for (int i = 0; i < out[b].length; i++) {
        out[b][i] = shape.entry(i, 0);
        for (int k = 1; k < shape.entries(); k++) {
          int other = shape.entry(i, k);
          out[b][i] = a[b][other] > a[b][out[b][i]] ? other : out[b][i];
        }
      }
    }
    return out;
  }

  /** 0 where the scaled sum is negative. */
  private long[][] masked(long[][] d, long[][] z) {
    long[][] out = new long[d.length][];
    for (int b = 0; b < d.length; b++) {
      out[b] = d[b].clone();
      for (int i = 0; i < out[b].length; i++) {
        long r = isScaledInSecret() ? z[b][i] : shr(z[b][i], shifts().forward().get(layer));
        out[b][i] = r >= 0 ? d[b][i] : 0;
      }
    }
    return out;
  }

  private long[][] shrunk(long[][] d, SplittableRandom dither) {
    if (isScaledInSecret()) {
      int k = scale(d, 0);
      return map(d, x -> sat(shr(x, k), 8));
    }
    int s = shifts().error().get(layer);
    int bits = job.method().errorBits();
    return map(d, x -> sat(bits == 8 ? shr(x, s) : dithered(x, s, dither), bits));
  }

  private static long dithered(long x, int k, SplittableRandom dither) {
    return k == 0 ? x : (x + (dither.nextLong() >>> (64 - k))) >> k;
  }

  /** G = a^T e, summed over examples and places; the bias is the last row. */
  long[][] gradient(long[][] a, long[][] e) {
    long[][] g = new long[w.length][shape.out()];
    for (int b = 0; b < a.length; b++) {
      long[] in = a[b];
      long[] errors = e[b];
      shape.products((input, row, column, sum) -> g[row][column] += in[input] * errors[sum]);
      if (bias() > 0) {
        shape.places((_, _, sum) -> {
          for (int j = 0; j < shape.out(); j++) {
            g[shape.fanIn()][j] += bias() * errors[sum + j];
          }
        });
      }
    }
    return g;
  }

  /** d = e Q^T, each entry added back to where it came from; none for the bias. */
  long[][] raw(long[][] e) {
    long[][] d = new long[e.length][shape.inputs()];
    for (int b = 0; b < d.length; b++) {
      long[] errors = e[b];
      long[] out = d[b];
      shape.products((input, row, column, sum) -> out[input] += errors[sum] * q(row, column));
    }
    return d;
  }

  /** The raw errors of the inputs of the block that this layer begins and {@code end} ends. */
  long[][] raw(long[][] e, PlainLayer end, long[][] errorsOfEnd) {
    List<Integer> forward = shifts().forward();
    int shift = forward.get(layer) + forward.get(layer + 1) - shifts().error().get(layer);
    long[][] d = raw(e);
    for (int b = 0; b < d.length; b++) {
      long[] errors = errorsOfEnd[b];
      long[] out = d[b];
      end.shape.places((y, x, sum) -> {
        for (int j = 0; j < shape.out(); j++) {
          out[(y * shape.width() + x) * shape.out() + j] += errors[sum + j] << shift;
        }
      });
    }
    return d;
  }

  /** Updates the weights after {@code t} iterations. */
  void update(long[][] g, int t, int marks) {
    if (isSignum()) {
      signum(g, t, marks);
    } else {
      amsGrad(g, marks);
    }
  }

  private void signum(long[][] g, int t, int marks) {
    int groups = layer == 0 ? signum().rotate() : 1;
    long step = Math.max(1, initialStep >> marks);
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g[i].length; j++) {
        gathered[i][j] += g[i][j];
        if (i % groups != t % groups) {
          continue;
        }
        long gradient = gathered[i][j];
        gathered[i][j] = 0;
        long momentum;
        if (signum().momentum() == Momentum.EMA) {
          m[i][j] += gradient - shr(m[i][j], 3);
          momentum = m[i][j];
        } else {
          if (t / groups % 8 == 0) {
            v[i][j] = m[i][j];
            m[i][j] = 0;
          }
          m[i][j] += gradient;
          momentum = 2 * m[i][j] + v[i][j];
        }
        move(i, j, momentum >= 0 ? -step : step);
      }
    }
  }

  private void amsGrad(long[][] raw, int marks) {
    int gradientScale = scale(raw, 0);
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < raw[i].length; j++) {
        long g = sat(shr(raw[i][j], gradientScale), 8);
        m[i][j] += shr((g << 8) - m[i][j], 3);
        v[i][j] += shr(((g * g) << 8) - v[i][j], 8);
        h[i][j] = Math.max(h[i][j], v[i][j]);
        int k = ((bitLength(h[i][j]) + 1) >> 1) - 3 + marks;
        move(i, j, -shr(m[i][j], k));
      }
    }
  }

  private void move(int i, int j, long by) {
    w[i][j] = Math.max(-half(), Math.min(half() - 1, w[i][j] + by));
  }
}
