package quotient.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32;
import quotient.training.Hyperparameters.Momentum;
import quotient.training.Hyperparameters.OptimizerKind;

/**
 * The integer training algorithm on plain longs, formula by formula as it is specified, and without
 * a line of the code under test: no bits, no rings, no planes.
 */
final class PlainTrainer {
  private final Hyperparameters hyper;
  private final Table data;
  private final int layers;
  private final boolean signum;
  private final long half;
  private final SplittableRandom random;
  private final SplittableRandom dither;

  private final long[][][] w;
  private final long[][][] m;
  private final long[][][] v;
  private final long[][][] h;
  private final long[][] gathered;
  private final int[] scales;
  private int[] order = new int[0];
  private int epoch;
  private int t;

  PlainTrainer(Hyperparameters hyper, Table data) {
    this.hyper = hyper;
    this.data = data;
    layers = hyper.network().size() - 1;
    signum = hyper.optimizer() == OptimizerKind.SIGNUM;
    half = signum ? 4096 : 32768;
    // The JDK's generator is SplitMix64.
    random = new SplittableRandom(hyper.seed());
    dither = new SplittableRandom(hyper.seed() ^ 0x5DEECE66DL);
    w = new long[layers][][];
    m = new long[layers][][];
    v = new long[layers][][];
    h = new long[layers][][];
    for (int l = 0; l < layers; l++) {
      int in = hyper.network().get(l);
      int out = hyper.network().get(l + 1);
      w[l] = new long[in][out];
      m[l] = new long[in][out];
      v[l] = new long[in][out];
      h[l] = new long[in][out];
      for (long[] row : w[l]) {
        for (int j = 0; j < out; j++) {
          long u32 = random.nextLong() >>> 32;
          row[j] = ((u32 * (3 * half / 2)) >> 32) - 3 * half / 4;
        }
      }
    }
    gathered = new long[w[0].length][w[0][0].length];
    scales = new int[layers];
  }

  private static long shr(long x, int s) {
    return s > 0 ? (x + (1L << (s - 1))) >> s : x << -s;
  }

  private static long sat(long x, int bits) {
    long max = (1L << (bits - 1)) - 1;
    return Math.max(-max, Math.min(max, x));
  }

  private static int bitLength(long x) {
    return 64 - Long.numberOfLeadingZeros(x);
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

  private long q(int l, int i, int j) {
    return w[l][i][j] >= half / 2 ? 1 : w[l][i][j] < -half / 2 ? -1 : 0;
  }

  /** z = a Q, examples x outputs. */
  private long[][] multiply(long[][] a, int l) {
    long[][] z = new long[a.length][w[l][0].length];
    for (int b = 0; b < a.length; b++) {
      for (int i = 0; i < w[l].length; i++) {
        for (int j = 0; j < z[b].length; j++) {
          z[b][j] += a[b][i] * q(l, i, j);
        }
      }
    }
    return z;
  }

  private static long[][] rows(Table table, int[] indices) {
    long[][] x = new long[indices.length][table.featureCount()];
    for (int b = 0; b < x.length; b++) {
      for (int i = 0; i < x[b].length; i++) {
        x[b][i] = table.features()[indices[b] * table.featureCount() + i];
      }
    }
    return x;
  }

  private long[][] activate(long[][] z, int l, boolean training) {
    long[][] r = map(z, x -> Math.max(x, 0));
    if (signum) {
      int s = hyper.forwardShifts().get(l);
      return map(r, x -> Math.min(shr(x, s), 127));
    }
    if (training) {
      scales[l] = scale(r, 2);
    }
    return map(r, x -> sat(shr(x, scales[l]), 8));
  }

  private long logit(long z) {
    return shr(z, signum ? hyper.forwardShifts().getLast() : 2);
  }

  /** The logits of the given rows of a table. */
  int[][] logits(Table table, int[] indices) {
    long[][] a = rows(table, indices);
    for (int l = 0; l < layers - 1; l++) {
      a = activate(multiply(a, l), l, false);
    }
    return Arrays.stream(multiply(a, layers - 1))
        .map(row -> Arrays.stream(row).mapToInt(z -> (int) logit(z)).toArray())
        .toArray(int[][]::new);
  }

  void iterate() {
    int perEpoch = data.rows() / hyper.batch();
    if (t % perEpoch == 0) {
      epoch++;
      order = new int[data.rows()];
      Arrays.setAll(order, i -> i);
      for (int i = order.length - 1; i > 0; i--) {
        int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1);
        int other = order[j];
        order[j] = order[i];
        order[i] = other;
      }
    }
    int from = t % perEpoch * hyper.batch();
    step(Arrays.copyOfRange(order, from, from + hyper.batch()));
    t++;
  }

  private void step(int[] indices) {
    long[][][] a = new long[layers][][];
    long[][][] z = new long[layers][][];
    a[0] = rows(data, indices);
    for (int l = 0; l < layers; l++) {
      z[l] = multiply(a[l], l);
      if (l + 1 < layers) {
        a[l + 1] = activate(z[l], l, true);
      }
    }
    long[][] e = map(z[layers - 1], this::logit);
    for (int b = 0; b < e.length; b++) {
      for (int j = 0; j < e[b].length; j++) {
        boolean isLabel = j == data.labels()[indices[b]];
        e[b][j] = isLabel ? Math.min(e[b][j] - 64, 0) : Math.max(e[b][j] + 64, 0);
        e[b][j] = sat(dithered(sat(e[b][j], 8), 8 - hyper.errorBits()), hyper.errorBits());
      }
    }
    long[][][] gradients = new long[layers][][];
    for (int l = layers - 1; l >= 0; l--) {
      gradients[l] = gradient(a[l], e);
      if (l > 0) {
        e = backward(e, z[l - 1], l);
      }
    }
    for (int l = 0; l < layers; l++) {
      if (signum) {
        signum(l, gradients[l]);
      } else {
        amsGrad(l, gradients[l]);
      }
    }
  }

  /** G = a^T e. */
  private static long[][] gradient(long[][] a, long[][] e) {
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

  /** The error of the layer below {@code l}, of which {@code z} are the sums. */
  private long[][] backward(long[][] e, long[][] z, int l) {
    long[][] d = new long[e.length][w[l].length];
    for (int b = 0; b < d.length; b++) {
      for (int i = 0; i < d[b].length; i++) {
        long r = signum ? shr(z[b][i], hyper.forwardShifts().get(l - 1)) : z[b][i];
        for (int j = 0; j < e[b].length && r >= 0; j++) {
          d[b][i] += e[b][j] * q(l, i, j);
        }
      }
    }
    if (!signum) {
      int k = scale(d, 0);
      return map(d, x -> sat(shr(x, k), 8));
    }
    int s = hyper.errorShifts().get(l - 1);
    int bits = hyper.errorBits();
    return map(d, x -> sat(bits == 8 ? shr(x, s) : dithered(x, s), bits));
  }

  private long dithered(long x, int k) {
    return k == 0 ? x : (x + (dither.nextLong() >>> (64 - k))) >> k;
  }

  private int marks() {
    int marks = 0;
    for (double part : new double[] {.3, .6, .8}) {
      // Rounded first: .6 * 5 is not quite 3.
      marks += epoch > Math.ceil(Math.rint(part * hyper.epochs() * 1e6) / 1e6) ? 1 : 0;
    }
    return marks;
  }

  private void signum(int l, long[][] g) {
    int groups = l == 0 ? hyper.rotate() : 1;
    long step = Math.max(1, hyper.step() >> marks());
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g[i].length; j++) {
        if (l == 0) {
          gathered[i][j] += g[i][j];
        }
        if (i % groups != t % groups) {
          continue;
        }
        long gradient = l == 0 ? gathered[i][j] : g[i][j];
        if (l == 0) {
          gathered[i][j] = 0;
        }
        long momentum;
        if (hyper.momentum() == Momentum.EMA) {
          m[l][i][j] += gradient - shr(m[l][i][j], 3);
          momentum = m[l][i][j];
        } else {
          if (t / groups % 8 == 0) {
            v[l][i][j] = m[l][i][j];
            m[l][i][j] = 0;
          }
          m[l][i][j] += gradient;
          momentum = 2 * m[l][i][j] + v[l][i][j];
        }
        move(l, i, j, momentum >= 0 ? -step : step);
      }
    }
  }

  private void amsGrad(int l, long[][] raw) {
    int scale = scale(raw, 0);
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < raw[i].length; j++) {
        long g = sat(shr(raw[i][j], scale), 8);
        m[l][i][j] += shr((g << 8) - m[l][i][j], 3);
        v[l][i][j] += shr(((g * g) << 8) - v[l][i][j], 8);
        h[l][i][j] = Math.max(h[l][i][j], v[l][i][j]);
        int k = ((bitLength(h[l][i][j]) + 1) >> 1) - 3 + marks();
        move(l, i, j, -shr(m[l][i][j], k));
      }
    }
  }

  private void move(int l, int i, int j, long by) {
    w[l][i][j] = Math.max(-half, Math.min(half - 1, w[l][i][j] + by));
  }

  /** CRC-32 of all weights, 16 bits little endian. */
  int crc() {
    CRC32 crc = new CRC32();
    for (long[][] layer : w) {
      for (long[] row : layer) {
        for (long weight : row) {
          crc.update((int) weight);
          crc.update((int) (weight >> 8));
        }
      }
    }
    return (int) crc.getValue();
  }

  private static long[][] map(long[][] x, LongUnaryOperator f) {
    return Arrays.stream(x).map(row -> Arrays.stream(row).map(f).toArray()).toArray(long[][]::new);
  }
}
