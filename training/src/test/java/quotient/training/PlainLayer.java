package quotient.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import quotient.training.Method.Momentum;

/**
 * One layer of the integer training algorithm on plain longs, formula by formula as it is
 * specified, and without a line of the code under test: no bits, no rings, no planes.
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

  private final TrainingJob job;
  private final int layer;
  private final long[][] gathered;
  private final int initialStep;

  /** A layer with initial weights. */
  PlainLayer(TrainingJob job, int layer, int initialStep, RandomGenerator random) {
    this.initialStep = initialStep;
    this.job = job;
    this.layer = layer;
    int in = job.network().weightLayers().get(layer).rows();
    int out = job.network().weightLayers().get(layer).outputs();
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

  /** z = a Q, examples x outputs. */
  long[][] sums(long[][] a) {
    long[][] z = new long[a.length][w[0].length];
    for (int b = 0; b < a.length; b++) {
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < z[b].length; j++) {
          z[b][j] += a[b][i] * q(i, j);
        }
      }
    }
    return z;
  }

  /** The activations for these sums. */
  long[][] activate(long[][] z, boolean training) {
    long[][] r = map(z, x -> Math.max(x, 0));
    if (isSignum()) {
      int s = signum().shifts().forward().get(layer);
      return map(r, x -> Math.min(shr(x, s), 127));
    }
    if (training) {
      scale = scale(r, 2);
    }
    return map(r, x -> sat(shr(x, scale), 8));
  }

  /** The logits for the last layer's sums. */
  long[][] logits(long[][] z) {
    return map(z, x -> shr(x, isSignum() ? signum().shifts().forward().getLast() : 2));
  }

  /** The errors of the outputs from their sums and the labels. */
  long[][] loss(long[][] z, int[] labels, SplittableRandom dither) {
    long[][] e = logits(z);
    for (int b = 0; b < e.length; b++) {
      for (int j = 0; j < e[b].length; j++) {
        boolean isLabel = j == labels[b];
        e[b][j] = isLabel ? Math.min(e[b][j] - 64, 0) : Math.max(e[b][j] + 64, 0);
        int bits = isSignum() ? signum().errorBits() : 8;
        e[b][j] = sat(dithered(sat(e[b][j], 8), 8 - bits, dither), bits);
      }
    }
    return e;
  }

  /** The errors of the outputs from their sums and the raw errors that come down. */
  long[][] errors(long[][] raw, long[][] z, SplittableRandom dither) {
    long[][] d = new long[raw.length][];
    for (int b = 0; b < d.length; b++) {
      d[b] = raw[b].clone();
      for (int i = 0; i < d[b].length; i++) {
        long r = isSignum() ? shr(z[b][i], signum().shifts().forward().get(layer)) : z[b][i];
        d[b][i] = r >= 0 ? d[b][i] : 0;
      }
    }
    if (!isSignum()) {
      int k = scale(d, 0);
      return map(d, x -> sat(shr(x, k), 8));
    }
    int s = signum().shifts().error().get(layer);
    int bits = signum().errorBits();
    return map(d, x -> sat(bits == 8 ? shr(x, s) : dithered(x, s, dither), bits));
  }

  private static long dithered(long x, int k, SplittableRandom dither) {
    return k == 0 ? x : (x + (dither.nextLong() >>> (64 - k))) >> k;
  }

  /** G = a^T e. */
  static long[][] gradient(long[][] a, long[][] e) {
    long[][] g = new long[a[0].length][e[0].length];
    for (int b = 0; b < a.length; b++) {
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g[i].length; j++) {
          g[i][j] += a[b][i] * e[b][j];
        }
      }
    }
    return g;
  }

  /** d = e Q^T. */
  long[][] raw(long[][] e) {
    long[][] d = new long[e.length][w.length];
    for (int b = 0; b < d.length; b++) {
      for (int i = 0; i < d[b].length; i++) {
        for (int j = 0; j < e[b].length; j++) {
          d[b][i] += e[b][j] * q(i, j);
        }
      }
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
